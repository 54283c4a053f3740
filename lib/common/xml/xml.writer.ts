import { FORBIDDEN } from './xml.forbidden.js';

/** What can be written as an element: a field left undefined is left out. */
export type XmlValue = string | number | undefined | XmlTree | readonly XmlTree[];

export interface XmlTree {
  readonly [name: string]: XmlValue;
}

/** Wraps text so that no text, `]]>` included, can leave its element or spoil the document. */
function cdata(given: string): string {
  const text = given.replace(FORBIDDEN, '');
  return `<![CDATA[${text.includes(']]>') ? text.replaceAll(']]>', ']]]]><![CDATA[>') : text}]]>`;
}

/** Names as WeChat has them. */
const NAME = /^[A-Za-z_][\w.-]*$/;

function element(name: string, value: XmlValue): string {
  if (value === undefined) return '';
  if (!NAME.test(name)) throw new TypeError(`${JSON.stringify(name)} is no name of an XML element`);
  if (Array.isArray(value)) return value.map((item) => element(name, item)).join('');
  if (typeof value === 'object') return `<${name}>${elements(value as XmlTree)}</${name}>`;
  return `<${name}>${typeof value === 'number' ? value : cdata(value as string)}</${name}>`;
}

function elements(tree: XmlTree): string {
  let text = '';
  for (const name in tree) text += element(name, tree[name]);
  return text;
}

/**
 * Writes a tree as WeChat's XML: numbers bare, text as CDATA, an array as repeated elements.
 *
 * @throws {TypeError} for a name that is none of an element
 */
export function writeXml(tree: XmlTree): string {
  return `<xml>${elements(tree)}</xml>`;
}

/** What a reader finds where a text was written: nothing XML forbids, and line breaks of one form. */
export const asXmlText = (given: string): string => given.replace(FORBIDDEN, '').replace(/\r\n?/g, '\n');
