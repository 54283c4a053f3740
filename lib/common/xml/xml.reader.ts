import { SaxesParser } from 'saxes';
import { WeChatParseError } from '../errors/index.js';
import { MAX_DEPTH, type MessageNode, type MessageTree } from '../message-tree.js';
import { readFlatXml } from './xml.flat.js';
import { FORBIDDEN } from './xml.forbidden.js';

/** Holds the place of what is forbidden while a document is parsed: it may stand in a text, and in no name or tag. */
const PLACEHOLDER = '\uFDD0';

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

/** One parser for all documents: making one costs as much as reading a message. */
class XmlReader {
  /** XML 1.0 whatever a document says: in 1.1 other characters are line breaks, and control characters have references. */
  readonly #parser = new SaxesParser({ position: false, defaultXMLVersion: '1.0', forceXMLVersion: true });
  #path: OpenElement[] = [];
  #root: MessageNode | undefined;
  #hasForbidden = false;

  constructor() {
    const refuse = (reason: string): never => {
      throw new WeChatParseError(reason);
    };
    // behind the colon stands a name out of the document, as long as a stranger likes
    this.#parser.on('error', ({ message }) => refuse(`The XML is malformed: ${message.split(': ')[0]}`));
    this.#parser.on('doctype', () => refuse('The XML holds a DOCTYPE, which WeChat never sends'));
    this.#parser.on('opentag', ({ name }) => {
      if (this.#path.length >= MAX_DEPTH) refuse(`The XML is nested deeper than ${MAX_DEPTH}`);
      if (name === '__proto__') refuse('The XML holds an element that WeChat never sends');
      this.#path.push({ name, text: '' });
    });
    this.#parser.on('text', (text) => {
      const current = this.#path.at(-1);
      if (current) current.text += text;
    });
    this.#parser.on('cdata', (text) => {
      const current = this.#path.at(-1);
      if (current) current.cdata = (current.cdata ?? '') + text;
    });
    this.#parser.on('closetag', () => {
      const element = this.#path.pop() as OpenElement;
      const parent = this.#path.at(-1);
      if (parent) add((parent.tree ??= {}), element.name, this.#valueOf(element));
      else this.#root = this.#valueOf(element);
    });
  }

  read(xml: string): MessageNode | undefined {
    const parsed = xml.replace(FORBIDDEN, PLACEHOLDER);
    this.#hasForbidden = parsed !== xml;
    this.#path = [];
    this.#root = undefined;
    this.#parser.write(parsed).close(); // ready for the next document
    return this.#root;
  }

  #valueOf({ tree, cdata, text }: OpenElement): MessageNode {
    if (tree) return tree;
    if (!this.#hasForbidden) return cdata ?? text.trim();
    const said = (cdata ?? text).replaceAll(PLACEHOLDER, '');
    return cdata === undefined ? said.trim() : said;
  }
}

let reader = new XmlReader();

/**
 * Reads a push's XML into the tree below its root: repeated siblings are arrays, CDATA is kept verbatim, other text is
 * trimmed, text between elements is dropped.
 *
 * @throws {WeChatParseError} for malformed XML, a DOCTYPE, or elements nested deeper than 16
 */
export function readXml(xml: string): MessageTree {
  return readFlatXml(xml) ?? readAnyXml(xml);
}

function readAnyXml(xml: string): MessageTree {
  let root: MessageNode | undefined;
  try {
    root = reader.read(xml);
  } catch (error) {
    reader = new XmlReader(); // the one that failed stands in the middle of its document
    throw error;
  }
  if (typeof root !== 'object' || Array.isArray(root)) throw new WeChatParseError('The XML holds no fields');
  return root;
}
