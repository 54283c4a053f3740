/** Writes the notation of the facts as TypeScript. */

/** How each side of the wire writes a scalar: ids go out in any form and come back as strings; XML is all text. */
const SIDES = {
  request: { integer: 'number', id: 'string | number | bigint', any: 'unknown', sensitive: 'string' },
  answer: { integer: 'number', id: 'string', any: 'unknown', sensitive: 'string' },
  text: { integer: 'string', number: 'string', boolean: 'string', id: 'string', any: 'unknown' },
};
const IDENTIFIER = /^[A-Za-z_$][\w$]*$/;

export const quote = (name) => `'${name.replaceAll("'", "\\'")}'`;
const isNumber = (part) => /^-?\d+$/.test(part);

function scalar(type, side) {
  const parts = type.split('|').map((part) => {
    if (isNumber(part)) return side === 'text' ? quote(part) : part;
    return SIDES[side][part] ?? part;
  });
  return [...new Set(parts)].join(' | ');
}

/** A property's name: `$n` and `$m` in it stand for any number. */
function nameOf(key) {
  if (key === '*') return '[field: string]';
  const name = key.replace(/\?$/, '');
  if (name.includes('$n')) return `[field: \`${name.replace(/\$[nm]/g, () => '${number}')}\`]`;
  return (IDENTIFIER.test(name) ? name : quote(name)) + (key.endsWith('?') ? '?' : '');
}

/** `?msgtype` stands for the forms an object has: its value maps each value of `msgtype` to what comes with it. */
export const isChoice = (key) => key.startsWith('?');

/** The forms of an object: its fields with those of each of its alternatives. */
export function formsOf(fields) {
  const entries = Object.entries(fields);
  const choice = entries.find(([key]) => isChoice(key));
  if (!choice) return [fields];
  const [key, alternatives] = choice;
  return Object.entries(alternatives).map(([value, more]) =>
    Object.fromEntries(
      entries.flatMap((entry) =>
        entry === choice ? [[key.slice(1), quote(value)], ...Object.entries(more)] : [entry],
      ),
    ),
  );
}

export function typeOf(type, side, indent) {
  if (typeof type === 'string') return scalar(type, side);
  if (!Array.isArray(type)) return objectOf(type, side, indent);
  const item = typeOf(type[0], side, indent);
  return side === 'text' ? `OneOrMany<${item}>` : `Array<${item}>`;
}

/** An object type over several lines, a union where it has several forms. */
export function objectOf(fields, side, indent = '') {
  const forms = formsOf(fields);
  if (forms.length > 1) return forms.map((form) => objectOf(form, side, indent)).join(' | ');
  const lines = Object.entries(fields).map(
    ([key, type]) => `${indent}  ${nameOf(key)}: ${typeOf(type, side, `${indent}  `)};\n`,
  );
  return lines.length > 0 ? `{\n${lines.join('')}${indent}}` : '{}';
}

const pick = (fields, isFile) =>
  Object.fromEntries(Object.entries(fields).filter(([, type]) => (type === 'file') === isFile));

function filesOf(form) {
  const files = Object.keys(pick(form, true)).map((key) => `      ${nameOf(key)}: UploadFile;\n`);
  return `{\n${files.join('')}    }`;
}

/** The comment that leads to the official page. */
export function docsOf(docs, deprecated) {
  const tags = [...(docs ? [`@see ${docs}`] : []), ...(deprecated ? ['@deprecated'] : [])];
  return tags.length > 0 ? `/** ${tags.join(' ')} */\n` : '';
}

/** A part may be left out when all it holds may. */
const isOptional = (fields) => Object.keys(fields).every((key) => key === '*' || key.endsWith('?'));

/** What the client writes into every body of APIv2 itself; who fills it in all the same is heard. */
const FILLED_IN = new Set(['mch_id', 'nonce_str', 'sign', 'sign_type']);

const withoutFilledIn = (xml) =>
  Object.fromEntries(Object.entries(xml).map(([key, type]) => [FILLED_IN.has(key) ? `${key}?` : key, type]));

function answerOf({ answer, answerXml }) {
  if (answer === 'binary') return 'Buffer';
  return answerXml
    ? `PayV2AnswerBase & ${objectOf(answer, 'text', '    ')}`
    : objectOf(answer, 'answer', '    ');
}

/** One route with what it takes and answers. */
export function endpointOf(route, endpoint) {
  const { docs, deprecated, path, headers, query, body, xml, form, raw } = endpoint;
  const parts = [];
  const add = (name, fields) =>
    parts.push(`    ${name}${isOptional(fields) ? '?' : ''}: ${objectOf(fields, 'request', '    ')};\n`);
  if (path) add('path', path);
  if (headers) add('headers', headers);
  if (query) add('query', query);
  if (body) add('body', body);
  if (xml) add('body', withoutFilledIn(xml));
  if (raw) parts.push('    body: Uint8Array;\n');
  if (form) {
    const fields = pick(form, false);
    if (Object.keys(fields).length > 0) add('body', fields);
    parts.push(`    files${isOptional(pick(form, true)) ? '?' : ''}: ${filesOf(form)};\n`);
  }
  parts.push(`    answer: ${answerOf(endpoint)};\n`);
  const comment = docsOf(docs, deprecated);
  return `${comment && `  ${comment}`}  ${quote(route)}: {\n${parts.join('')}  };\n`;
}

const capital = (word) => word.charAt(0).toUpperCase() + word.slice(1);

/** `user_get_card` → `UserGetCard`, `CLICK` → `Click`. */
export function typeName(name, suffix, push) {
  if (push.typeName) return push.typeName + suffix;
  const bare = name.replace(/_event$/, '');
  const words = bare.split(/[^A-Za-z0-9]+/).filter(Boolean);
  return words.map((word) => capital(/^[A-Z]+$/.test(word) ? word.toLowerCase() : word)).join('') + suffix;
}

/** The value on the wire: `change_contact/create_user` is one of the forms of `change_contact`. */
export const wireName = (name) => name.replace(/\/.*/, '');

/** The interfaces of a list of pushes. */
export function pushInterfaces(pushes, suffix, baseOf, prefix = '') {
  return Object.entries(pushes)
    .map(
      ([name, push]) =>
        `${docsOf(push.docs)}export interface ${prefix}${typeName(name, suffix, push)} extends ${baseOf(quote(wireName(name)))} ${objectOf(push.fields, 'text')}\n`,
    )
    .join('\n');
}

/** The interfaces by name on the wire, several where a push has several forms. */
function pushForms(pushes, suffix, prefix) {
  const forms = new Map();
  for (const [name, push] of Object.entries(pushes)) {
    const types = forms.get(wireName(name)) ?? [];
    forms.set(wireName(name), [...types, prefix + typeName(name, suffix, push)]);
  }
  return [...forms];
}

/** The map from name to interface. */
export function pushMap(pushes, suffix, prefix = '') {
  return pushForms(pushes, suffix, prefix)
    .map(([name, types]) => {
      const key = IDENTIFIER.test(name) ? name : quote(name);
      return types.length > 1
        ? `  ${key}:${types.map((type) => `\n    | ${type}`).join('')};\n`
        : `  ${key}: ${types[0]};\n`;
    })
    .join('');
}

/** A union of string literals. */
export const union = (names) =>
  names.length > 0 ? names.map((name) => `\n  | ${quote(name)}`).join('') : 'never';
