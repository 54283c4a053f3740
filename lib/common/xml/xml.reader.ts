import { SaxesParser } from 'saxes';
import { WeChatParseError } from '../errors/index.js';
import { MAX_DEPTH, type MessageNode, type MessageTree } from '../message-tree.js';
import { FORBIDDEN } from './xml.forbidden.js';

interface OpenElement {
  name: string;
  /** Set with the first child. */
  tree?: MessageTree;
  text: string;
  cdata?: string;
}

function add(tree: MessageTree, name: string, value: MessageNode): void {
  if (!Object.hasOwn(tree, name)) {
    tree[name] = value;
    return;
  }
  const existing = tree[name];
  if (Array.isArray(existing)) existing.push(value);
  else tree[name] = [existing as MessageNode, value];
}

function valueOf(element: OpenElement): MessageNode {
  return element.tree ?? element.cdata ?? element.text.trim();
}

/**
 * Reads a push's XML into the tree below its root: repeated siblings are arrays, CDATA is kept verbatim, other text is
 * trimmed, text between elements is dropped.
 *
 * @throws {WeChatParseError} for malformed XML, a DOCTYPE, or elements nested deeper than 16
 */
export function readXml(xml: string): MessageTree {
  const parser = new SaxesParser({ position: false });
  const path: OpenElement[] = [];
  let root: MessageNode | undefined;

  parser.on('error', (error) => {
    throw new WeChatParseError(`The XML is malformed: ${error.message}`);
  });
  parser.on('doctype', () => {
    throw new WeChatParseError('The XML holds a DOCTYPE, which WeChat never sends');
  });
  parser.on('opentag', ({ name }) => {
    if (path.length >= MAX_DEPTH) throw new WeChatParseError(`The XML is nested deeper than ${MAX_DEPTH}`);
    if (name === '__proto__') throw new WeChatParseError('The XML holds an element that WeChat never sends');
    path.push({ name, text: '' });
  });
  parser.on('text', (text) => {
    const current = path.at(-1);
    if (current) current.text += text;
  });
  parser.on('cdata', (text) => {
    const current = path.at(-1);
    if (current) current.cdata = (current.cdata ?? '') + text;
  });
  parser.on('closetag', () => {
    const element = path.pop() as OpenElement;
    const parent = path.at(-1);
    if (parent) add((parent.tree ??= {}), element.name, valueOf(element));
    else root = valueOf(element);
  });
  parser.write(xml.replace(FORBIDDEN, '')).close();

  if (typeof root !== 'object' || Array.isArray(root)) throw new WeChatParseError('The XML holds no fields');
  return root;
}
