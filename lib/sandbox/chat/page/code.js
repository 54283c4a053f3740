// @ts-check
import { element } from './dom.js';

/** @typedef {{ kind: 'tag' | 'value' | 'mark' | 'plain', text: string }} Token */

const XML = /<!\[CDATA\[[\s\S]*?\]\]>|<[^>]+>|[^<]+|</g;
// Numbers are kept as they are written: a message id has more digits than a JavaScript number.
const JSON_PARTS = /"(?:[^"\\]|\\.)*"|[{}[\],:]|[^\s{}[\],:"]+|"/g;

/** @param {string} body @returns {Token[]} */
function xmlTokens(body) {
  return (body.match(XML) ?? []).map((part) => {
    if (part.startsWith('<![CDATA[')) return { kind: 'value', text: part };
    return { kind: part.startsWith('<') && part !== '<' ? 'tag' : 'plain', text: part };
  });
}

/** @param {string} body @returns {Token[]} */
function indentXml(body) {
  /** @type {Token[]} */
  const out = [];
  let depth = 0;
  let afterOpening = false;
  for (const token of xmlTokens(body)) {
    if (token.kind !== 'tag') {
      if (token.text.trim() === '') continue;
      out.push(token);
      afterOpening = true;
      continue;
    }
    const closing = token.text.startsWith('</');
    if (closing) depth = Math.max(0, depth - 1);
    if (out.length > 0 && !(closing && afterOpening))
      out.push({ kind: 'plain', text: `\n${'  '.repeat(depth)}` });
    out.push(token);
    const opening = !closing && !/^<[?!]|\/>$/.test(token.text);
    if (opening) depth += 1;
    afterOpening = opening;
  }
  return out;
}

/** @param {string} body @returns {Token[]} */
function indentJson(body) {
  const parts = body.match(JSON_PARTS) ?? [];
  /** @type {Token[]} */
  const out = [];
  let depth = 0;
  const newLine = () => out.push({ kind: 'plain', text: `\n${'  '.repeat(Math.max(0, depth))}` });
  parts.forEach((part, at) => {
    const next = parts[at + 1];
    if (part === '{' || part === '[') {
      out.push({ kind: 'mark', text: part });
      depth += 1;
      if (next !== '}' && next !== ']') newLine();
    } else if (part === '}' || part === ']') {
      depth -= 1;
      const before = parts[at - 1];
      if (before !== '{' && before !== '[') newLine();
      out.push({ kind: 'mark', text: part });
    } else if (part === ',') {
      out.push({ kind: 'mark', text: part });
      newLine();
    } else if (part === ':') {
      out.push({ kind: 'mark', text: ': ' });
    } else {
      out.push({ kind: next === ':' ? 'tag' : 'value', text: part });
    }
  });
  return out;
}

/**
 * A body with its parts coloured; `indent` also sets it out on lines, otherwise it stays as it came.
 *
 * @param {string} body
 * @param {boolean} indent
 */
export function code(body, indent) {
  const start = body.trimStart();
  const isJson = start.startsWith('{') || start.startsWith('[');
  /** @type {Token[]} */
  let tokens = [{ kind: 'plain', text: body }];
  if (start.startsWith('<')) tokens = indent ? indentXml(body) : xmlTokens(body);
  else if (isJson && indent) tokens = indentJson(body);
  return element(
    'pre',
    { tabindex: 0, translate: 'no' },
    element(
      'code',
      {},
      ...tokens.map((token) => element('span', { class: `token-${token.kind}` }, token.text)),
    ),
  );
}
