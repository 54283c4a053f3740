import { describe, expect, it } from '@jest/globals';
import { readXml, writeXml, type XmlTree } from '../../../../lib/common/index.js';
import { asStrings, vectors } from '../../../fixtures/vectors.js';

describe('writeXml', () => {
  it.each(vectors('messages', 'outbound-xml').map((vector) => [vector.name, vector] as const))(
    'writes the vector %s as the same tree',
    (_name, { input, expected }) => {
      const written = readXml(writeXml(input.message as XmlTree));
      expect(written).toEqual(asStrings(expected.parsed));
      expect(written).toEqual(readXml(expected.xml as string));
    },
  );

  it('writes numbers bare and text as CDATA', () => {
    expect(writeXml({ CreateTime: 1, MsgType: 'text' })).toBe(
      '<xml><CreateTime>1</CreateTime><MsgType><![CDATA[text]]></MsgType></xml>',
    );
  });

  it('leaves out what is undefined, and keeps what is empty', () => {
    expect(writeXml({ A: undefined, B: '', C: {}, D: 0 })).toBe(
      '<xml><B><![CDATA[]]></B><C></C><D>0</D></xml>',
    );
  });

  it('writes a list as repeated elements, an empty one as none', () => {
    expect(writeXml({ item: [{ a: 1 }, { a: 2 }], none: [] })).toBe(
      '<xml><item><a>1</a></item><item><a>2</a></item></xml>',
    );
  });

  it.each([
    ['the end of CDATA', 'a]]>b'],
    ['the end of CDATA twice', ']]>]]>'],
    ['brackets without end', ']]]]]]>>'],
    ['an attempt to leave the element', ']]></Content><MsgType>evil</MsgType><Content><![CDATA['],
    ['markup', '<a href="x">&amp;</a>'],
    ['an opening of CDATA', '<![CDATA[x]]>'],
    ['blanks at both ends', '  x\n\n'],
    ['emoji', '😀👩‍💻'],
  ])('lets no text out of its element: %s', (_what, text) => {
    expect(readXml(writeXml({ Content: text, MsgType: 'text' }))).toEqual({ Content: text, MsgType: 'text' });
  });

  it.each(['a><b', 'a b', '', '1a', '-a', 'a/', 'a="', 'a:b', '名'])(
    'lets no name out of its tag: %j',
    (name) => {
      for (const tree of [
        { [name]: '1' },
        { item: { [name]: 1 } },
        { item: [{ [name]: {} }] },
        { [name]: [{}] },
      ])
        expect(() => writeXml(tree as XmlTree)).toThrow(
          new TypeError(`${JSON.stringify(name)} is no name of an XML element`),
        );
    },
  );

  it.each(['return_code', 'coupon_id_0', 'MsgType', '_a', 'a-b.c'])('takes the name %s', (name) => {
    expect(readXml(writeXml({ [name]: 'x' }))).toEqual({ [name]: 'x' });
  });

  it('writes no character that XML forbids', () => {
    const xml = writeXml({ Content: 'a\u0000b\u0008c\u000bd\u001fe\ufffef\t\n' });
    // oxlint-disable-next-line no-control-regex
    expect(xml).not.toMatch(/[\u0000-\u0008\u000b\u000c\u000e-\u001f\ufffe\uffff]/);
    expect(readXml(xml)).toEqual({ Content: 'abcdef\t\n' });
  });
});
