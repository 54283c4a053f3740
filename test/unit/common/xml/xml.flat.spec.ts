import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { readXml } from '../../../../lib/common/index.js';
import { readFlatXml } from '../../../../lib/common/xml/xml.flat.js';
import { vectors } from '../../../fixtures/vectors.js';

/** What only the parser reads: the declaration before it is none of the flat form. */
const parsed = (xml: string): unknown => readXml(`<?xml version="1.0"?>${xml}`);

const text = fc.oneof(
  fc.string(),
  fc.string({ unit: 'grapheme' }),
  fc.string({ unit: 'binary' }),
  fc.constantFrom(
    '',
    ' ',
    ' a\n',
    'a]',
    'a]]',
    'a>b',
    '&',
    '&amp;',
    ']]>',
    '\u0085',
    '\u00A0',
    '\u2028',
    '\uFEFF',
  ),
);
const element = fc
  .tuple(
    fc.constantFrom('A', 'B', 'C', 'a-b', '_x.y', '1a', 'a:b', 'é', 'constructor', '__proto__'),
    fc.boolean(),
    text,
  )
  .map(([name, isCdata, value]) => `<${name}>${isCdata ? `<![CDATA[${value}]]>` : value}</${name}>`);
const STRAY =
  '\n| |\t|\r|x|<|>|</|<A>|</A>|</A >|<A a="1">|<A/>|<![CDATA[|]]>|<xml>|</xml>|<!-- -->|<?a b?>|&|\0|\uD800|😀|\uFFFE|\uFEFF';
const stray = fc.constantFrom(...STRAY.split('|'));
const end = fc.oneof(
  { weight: 3, arbitrary: fc.constant('</xml>') },
  fc.constantFrom('</xml>\n', '', '</xml>x', '</xml', '</xml >', '</xml></xml>'),
);
const nearlyFlat = fc
  .tuple(fc.array(fc.oneof({ weight: 8, arbitrary: element }, stray), { minLength: 1, maxLength: 5 }), end)
  .map(([parts, last]) => `<xml>${parts.join('')}${last}`);

describe('readFlatXml', () => {
  it('takes nothing that the parser refuses or reads in another way', () => {
    let taken = 0;
    fc.assert(
      fc.property(nearlyFlat, (xml) => {
        const read = readFlatXml(xml);
        if (read === undefined) return;
        taken += 1;
        expect(read).toEqual(parsed(xml));
      }),
      { numRuns: 3000 },
    );
    expect(taken).toBeGreaterThan(100);
  });

  it.each([
    ['a message', '<xml><A><![CDATA[a]]></A>\n<B>1</B></xml>', { A: 'a', B: '1' }],
    ['blanks everywhere between', '<xml>\n\t<A> 1 </A>\n  <B></B>\n</xml>\n', { A: '1', B: '' }],
    ['brackets in CDATA', '<xml><A><![CDATA[[微笑]]]></A></xml>', { A: '[微笑]' }],
  ])('takes %s', (_what, xml, tree) => {
    expect(readFlatXml(xml)).toEqual(tree);
  });

  it.each([
    ['nothing inside', '<xml></xml>'],
    ['a group', '<xml><A><B>1</B></A></xml>'],
    ['a name that comes twice', '<xml><A>1</A><A>2</A></xml>'],
    ['a line break of another system', '<xml><A><![CDATA[a\r\nb]]></A></xml>'],
    ['what XML forbids', '<xml><A><![CDATA[a\u0000b]]></A></xml>'],
    ['an entity', '<xml><A>&lt;</A></xml>'],
    ['the name __proto__', '<xml><__proto__>1</__proto__></xml>'],
    ['a tag without an end', '<xml><A'],
    ['a body that is cut', '<xml><A>1</A>'],
    ['something behind its end', '<xml><A>1</A></xml><A>1</A>'],
  ])('leaves %s to the parser', (_what, xml) => {
    expect(readFlatXml(xml)).toBeUndefined();
  });

  it('takes most of what WeChat sends', () => {
    const bodies = vectors('messages', 'inbound-xml').map(({ input }) => input.xml as string);
    const flat = bodies.filter((xml) => readFlatXml(xml) !== undefined);
    expect(flat.length / bodies.length).toBeGreaterThan(0.5);
  });
});
