import { parse } from 'lossless-json';
import { WeChatParseError } from '../errors/index.js';
import { MAX_DEPTH, type MessageNode, type MessageTree } from '../message-tree.js';

/** Finds nesting before the recursive parser does; braces inside strings only make it stricter by a little. */
function checkDepth(json: string): void {
  let depth = 0;
  let quoted = false;
  for (let index = 0; index < json.length; index += 1) {
    const code = json.charCodeAt(index);
    if (quoted) {
      if (code === 0x5c) index += 1;
      else if (code === 0x22) quoted = false;
    } else if (code === 0x22) quoted = true;
    else if (code === 0x7b || code === 0x5b) {
      depth += 1;
      if (depth > MAX_DEPTH) throw new WeChatParseError(`The JSON is nested deeper than ${MAX_DEPTH}`);
    } else if (code === 0x7d || code === 0x5d) depth -= 1;
  }
}

function toNode(value: unknown): MessageNode {
  if (typeof value === 'string') return value;
  if (Array.isArray(value)) return value.map(toNode);
  if (value === null) return '';
  if (typeof value === 'object') return toTree(value);
  return String(value);
}

function toTree(value: object): MessageTree {
  const tree: MessageTree = {};
  for (const [name, child] of Object.entries(value)) {
    if (name === '__proto__') throw new WeChatParseError('The JSON holds a key that WeChat never sends');
    tree[name] = toNode(child);
  }
  return tree;
}

/**
 * Reads a push's JSON into a tree of strings, so that a handler sees the same thing whichever form the account is set
 * to: numbers become their digits, none lost.
 *
 * @throws {WeChatParseError} for malformed JSON, anything but an object, or nesting deeper than 16
 */
export function readJson(json: string): MessageTree {
  checkDepth(json);
  let value: unknown;
  try {
    value = parse(json, undefined, (digits) => digits);
  } catch {
    throw new WeChatParseError('The JSON is malformed');
  }
  if (typeof value !== 'object' || value === null || Array.isArray(value)) {
    throw new WeChatParseError('The JSON is not an object');
  }
  return toTree(value);
}
