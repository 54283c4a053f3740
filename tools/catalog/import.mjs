/**
 * Brings groups of the shared facts (`../shared/reference/api`) into the catalogue's own notation, once per group.
 * What it writes is corrected by hand afterwards, so it never overwrites a file that exists.
 *
 *   node tools/catalog/import.mjs <official-platform.json> <group> [<group> …]
 *   node tools/catalog/import.mjs --events <callback-events.json> <name> <category> [<category> …]
 */
import { existsSync, readFileSync, writeFileSync } from 'node:fs';

const FACTS = new URL('../../lib/catalog/facts/official/', import.meta.url);
const ID_FIELDS = /^(msg_?id|msg_data_id|publish_id)$/i;
/** Pages whose POST only reads: safe to repeat. */
const READING_PATH =
  /(\/get|\/batchget|\/trymatch|\/quota\/get|\/rid\/get|\/fetch|\/check|stable_token|\/get_\w+)$/;

function typeOf(name, field) {
  if (field.const !== undefined) return JSON.stringify(field.const).replaceAll('"', "'");
  if (ID_FIELDS.test(name) && ['integer', 'string'].includes(field.type)) return 'id';
  if (field.bool === '0/1') return '0|1';
  switch (field.type) {
    case 'object':
      return field.fields ? fieldsOf(field.fields) : { '*': 'any' };
    case 'array':
      return [field.items ? typeOf('', field.items) : 'any'];
    case 'map':
      return { '*': field.values ? typeOf('', field.values) : 'any' };
    default:
      return field.alt ? `${field.type}|${field.alt}` : field.type;
  }
}

function fieldsOf(fields) {
  return Object.fromEntries(
    Object.entries(fields)
      .filter(([name]) => name !== '$raw')
      .map(([name, field]) => {
        const optional = !field.required || field.default !== undefined;
        return [name === '*' || !optional ? name : `${name}?`, typeOf(name, field)];
      }),
  );
}

function endpointOf(fact) {
  const { response, query, body } = fact;
  return {
    docs: fact.docs,
    platforms: fact.platforms ?? ['official-account'],
    ...(fact.auth === 'access_token' ? {} : { auth: fact.auth }),
    ...(fact.method === 'POST' && READING_PATH.test(fact.path) ? { read: true } : {}),
    ...(Object.keys(query).length > 0 ? { query: fieldsOf(query) } : {}),
    ...(fact.bodyKind === 'json' ? { body: fieldsOf(body) } : {}),
    ...(fact.bodyKind === 'multipart' ? { form: fieldsOf(body) } : {}),
    ...(fact.bodyKind === 'raw' ? { raw: true } : {}),
    answer: fact.responseKind === 'binary' ? 'binary' : fieldsOf(response),
  };
}

function write(name, content) {
  const file = new URL(`${name}.json`, FACTS);
  if (existsSync(file)) throw new Error(`${file.pathname} exists: correct it by hand`);
  writeFileSync(file, `${JSON.stringify(content, null, 2)}\n`);
}

const [first, ...rest] = process.argv.slice(2);
if (first === '--events') {
  const [source, name, ...categories] = rest;
  const facts = JSON.parse(readFileSync(source, 'utf8')).events.filter(
    (event) =>
      event.product === 'official-platform' &&
      event.direction === 'push' &&
      categories.includes(event.category),
  );
  const messages = {};
  const events = {};
  for (const fact of facts) {
    const entry = { docs: fact.docs, fields: fieldsOf(fact.fields) };
    if (fact.msgType !== 'event') messages[fact.msgType] = entry;
    else for (const event of fact.event) events[event] = entry;
  }
  write(name, { messages, events });
} else {
  const facts = JSON.parse(readFileSync(first, 'utf8')).endpoints;
  for (const group of rest) {
    const endpoints = facts.filter((fact) => fact.group === group);
    write(group.replaceAll('/', '.'), {
      endpoints: Object.fromEntries(endpoints.map((fact) => [fact.id, endpointOf(fact)])),
    });
  }
}
