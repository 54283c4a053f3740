import type { MessageTree } from '../message-tree.js';

/** What XML forbids or takes for something else, line breaks of other systems included; and characters written as two. */
const UNUSUAL = /[^\t\n\u0020-\uD7FF\uE000-\uFFFD]/;
const NAME = /^[A-Za-z_][\w.-]*$/;
/** What may mean more than itself in a text outside of CDATA. */
const MARKUP = /[&\]]/;
const BEGIN = '<xml>';
const END = '</xml>';
const CDATA = '<![CDATA[';

/**
 * Reads the form nearly all of WeChat's messages have, in a quarter of the time a parser takes: elements that hold a text or
 * one CDATA section, each name once.
 *
 * @returns undefined for any other form, well-formed or not
 */
export function readFlatXml(xml: string): MessageTree | undefined {
  if (!xml.startsWith(BEGIN) || UNUSUAL.test(xml)) return undefined;
  const tree: MessageTree = {};
  let at = skipBlanks(xml, BEGIN.length);
  do {
    const tagEnd = xml.indexOf('>', at);
    const name = xml.slice(at + 1, tagEnd);
    if (xml[at] !== '<' || !NAME.test(name) || name === '__proto__' || Object.hasOwn(tree, name))
      return undefined;
    const isCdata = xml.startsWith(CDATA, tagEnd + 1);
    const from = tagEnd + 1 + (isCdata ? CDATA.length : 0);
    const to = xml.indexOf(isCdata ? ']]>' : '<', from);
    const end = `${isCdata ? ']]>' : ''}</${name}>`;
    if (to < 0 || !xml.startsWith(end, to)) return undefined;
    const text = xml.slice(from, to);
    if (!isCdata && MARKUP.test(text)) return undefined;
    tree[name] = isCdata ? text : text.trim();
    at = skipBlanks(xml, to + end.length);
  } while (!xml.startsWith(END, at));
  return skipBlanks(xml, at + END.length) === xml.length ? tree : undefined;
}

function skipBlanks(xml: string, from: number): number {
  let at = from;
  while (xml[at] === '\n' || xml[at] === ' ' || xml[at] === '\t') at += 1;
  return at;
}
