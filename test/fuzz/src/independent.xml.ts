import { XMLParser, XMLValidator } from 'fast-xml-parser';
import { type MessageNode, type MessageTree } from '../../../lib/common/index.js';

/** What the other parser makes of a document: elements in their order, text and CDATA apart. */
type Part = Readonly<Record<string, unknown>>;

const TEXT = '#text';
const CDATA = '#cdata';

const parser = new XMLParser({
  preserveOrder: true,
  ignoreAttributes: true,
  ignoreDeclaration: true,
  ignorePiTags: true,
  parseTagValue: false,
  trimValues: false,
  cdataPropName: CDATA,
  htmlEntities: true, // numeric ones among them
  processEntities: true,
  onDangerousProperty: (name) => name,
});

/**
 * Reads a document with a parser that shares nothing with ours, and sorts what it finds by the rules of the vectors: an element with
 * elements in it is a tree, text beside them is dropped, CDATA is kept verbatim, other text is trimmed, repeated siblings are a
 * list.
 *
 * @returns undefined for what that parser refuses
 */
export function readIndependently(xml: string): MessageNode | undefined {
  if (XMLValidator.validate(xml) !== true) return undefined;
  let parts: Part[];
  try {
    parts = parser.parse(xml) as Part[];
  } catch {
    return undefined;
  }
  const roots = parts.filter((part) => nameOf(part) !== TEXT);
  const [root] = roots;
  return roots.length === 1 && root ? nodeOf(childrenOf(root)) : undefined;
}

const nameOf = (part: Part): string => Object.keys(part).find((name) => name !== ':@') ?? '';

const childrenOf = (part: Part): readonly Part[] => part[nameOf(part)] as readonly Part[];

function nodeOf(parts: readonly Part[]): MessageNode {
  const elements = parts.filter((part) => nameOf(part) !== TEXT && nameOf(part) !== CDATA);
  if (elements.length > 0) return treeOf(elements);
  const cdata = parts.filter((part) => nameOf(part) === CDATA);
  if (cdata.length > 0) return cdata.flatMap(childrenOf).map(textOf).join('');
  return parts.map(textOf).join('').trim();
}

const textOf = (part: Part): string => String(part[TEXT] ?? '');

function treeOf(elements: readonly Part[]): MessageTree {
  const lists = new Map<string, MessageNode[]>();
  for (const element of elements) {
    const name = nameOf(element);
    lists.set(name, [...(lists.get(name) ?? []), nodeOf(childrenOf(element))]);
  }
  return Object.fromEntries(
    [...lists].map(([name, nodes]) => [name, nodes.length === 1 ? (nodes[0] as MessageNode) : nodes]),
  );
}
