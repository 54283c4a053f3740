import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { type MessageNode, readXml, WeChatParseError } from '../../lib/common/index.js';
import { asStrings, type Vector, vectors } from '../fixtures/vectors.js';
import { readIndependently } from './src/independent.xml.js';
import { NAMES, nastyText, PREFIXES } from './src/nasty.js';
import { byteMutation, mutateText, textMutation } from './src/text.mutations.js';

/** Every sample of ../shared/vectors/messages.json. */
const SAMPLES: readonly Vector[] = [
  ...vectors('messages', 'inbound-xml'),
  ...vectors('work-messages', 'inbound-xml'),
  ...vectors('other-messages', 'inbound-xml'),
];
const texts = SAMPLES.map(({ input }) => input.xml as string);

function readOurs(xml: string): MessageNode | undefined {
  try {
    return readXml(xml);
  } catch (error) {
    if (error instanceof WeChatParseError) return undefined;
    throw error;
  }
}

// control characters and their like are left out of our texts
// oxlint-disable-next-line no-control-regex
const FORBIDDEN = /[\u0000-\u0008\u000B\u000C\u000E-\u001F\uFDD0\uFFFE\uFFFF]/g;

const legible = (node: MessageNode): MessageNode => {
  if (typeof node === 'string') return node.replaceAll(FORBIDDEN, '');
  if (Array.isArray(node)) return node.map(legible);
  return Object.fromEntries(Object.entries(node).map(([name, child]) => [name, legible(child)]));
};

/** How often both parsers took a document, and how often one alone did. */
class Tally {
  both = 0;
  ours = 0;
  theirs = 0;

  /** Where both read it, both read the same. It comes in bytes: there are no halves of characters. */
  compare(text: string): void {
    const xml = Buffer.from(text).toString('utf8');
    // the other trims blanks before it is asked what is forbidden, we do afterwards
    const [ours, theirs] = [readOurs(xml), readIndependently(xml.replaceAll(FORBIDDEN, ''))];
    if (ours === undefined && theirs === undefined) return;
    if (ours === undefined) this.theirs += 1;
    else if (theirs === undefined) this.ours += 1;
    // a document with texts alone has no fields for us
    else if (typeof theirs === 'object') {
      this.both += 1;
      expect(legible(ours)).toEqual(legible(theirs));
    }
  }
}

/** The other parser does not take these. */
const REFUSED_THERE = /^(constructor|prototype|__proto__|.*[^\w.-].*|\d.*|xml|)$/;
const names = [...NAMES.filter((name) => !REFUSED_THERE.test(name)), 'a', 'item', 'Ä', 'x.y', 'x-y'];

const cdata = (text: string): string => `<![CDATA[${text.replaceAll(']]>', ']]]]><![CDATA[>')}]]>`;
const escaped = (text: string): string =>
  text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');

/** Documents in all the forms XML has, well-formed ones for the most part. */
const { document } = fc.letrec<{ document: string; element: string; content: string }>((tie) => ({
  content: fc.oneof(
    { maxDepth: 5 },
    nastyText.map(escaped),
    nastyText.map(cdata),
    fc.tuple(nastyText, nastyText).map(([one, two]) => ` ${cdata(one)}\n${escaped(two)}\t`),
    fc.constantFrom(
      '&lt;&gt;&amp;&quot;&apos;',
      '&#20320;&#x597D;',
      ' \r\n\t ',
      '<!-- c -->x',
      '<?p i?>x',
      '&amp;lt;',
    ),
    fc.array(tie('element'), { minLength: 1, maxLength: 5 }).map((all) => all.join('')),
  ),
  element: fc
    .tuple(fc.constantFrom(...names), tie('content'), fc.constantFrom('', ' ', ' a="1"', ' b=\'>\' c="&lt;"'))
    .map(([name, content, attributes]) =>
      content === '' ? `<${name}${attributes}/>` : `<${name}${attributes}>${content}</${name} >`,
    ),
  document: fc
    .tuple(
      fc.constantFrom('', '\ufeff', '<?xml version="1.0" encoding="UTF-8"?>\n', '<!-- c -->'),
      fc.array(tie('element'), { minLength: 1, maxLength: 6 }),
      fc.constantFrom('', '\n', ' stray ', '<!-- c -->'),
    )
    .map(
      ([before, elements, between]) =>
        `${before}<xml>${elements.join(between)}</xml>${between.trim() ? '' : between}`,
    ),
}));

describe('our XML reader beside an independent one', () => {
  it('has every sample to compare', () => {
    expect(SAMPLES).toHaveLength(114);
  });

  it.each(SAMPLES.map((vector) => [vector.name, vector] as const))(
    'reads the sample %s as the other does',
    (_name, { input, expected }) => {
      const xml = input.xml as string;
      expect(readXml(xml)).toEqual(readIndependently(xml));
      expect(readXml(xml)).toEqual(asStrings(expected.parsed));
    },
  );

  it('reads generated documents as the other does', () => {
    const tally = new Tally();
    fc.assert(
      fc.property(document, (xml) => tally.compare(xml)),
      { numRuns: 1_000, examples: [['<xml><a>\u0000\t\u0000</a><a>&lt;</a></xml>']] },
    );
    expect(tally.both).toBeGreaterThan(500);
  });

  it('reads samples that were altered as the other does', () => {
    const tally = new Tally();
    const altered = fc.tuple(
      fc.constantFrom(...texts),
      fc.array(fc.oneof(textMutation, byteMutation), { maxLength: 3 }),
    );
    fc.assert(
      fc.property(altered, ([xml, mutations]) => {
        tally.compare(mutations.reduce(mutateText, Buffer.from(xml) as Buffer).toString('utf8'));
      }),
      { numRuns: 2_000 },
    );
    expect(tally.both).toBeGreaterThan(200);
  });

  it.each(PREFIXES.map((prefix) => [prefix]))(
    'takes or refuses %j before a document as the other does',
    (prefix) => {
      const tally = new Tally();
      for (const xml of texts) tally.compare(prefix + xml);
      expect(tally.both + tally.theirs + tally.ours).toBeLessThanOrEqual(texts.length);
    },
  );
});
