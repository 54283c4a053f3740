import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { readXml, WeChatParseError, writeXml } from '../../../../lib/common/index.js';
import { asStrings, vectors } from '../../../fixtures/vectors.js';

const nested = (depth: number): string => '<a>'.repeat(depth) + '</a>'.repeat(depth);

describe('readXml', () => {
  it.each(vectors('messages', 'inbound-xml').map((vector) => [vector.name, vector] as const))(
    'reads the vector %s',
    (_name, { input, expected }) => {
      expect(readXml(input.xml as string)).toEqual(asStrings(expected.parsed));
    },
  );

  it.each(vectors('crypto', 'bizmsg-envelope').map((vector) => [vector.name, vector] as const))(
    'reads the envelope of the vector %s',
    (_name, { input, expected }) => {
      expect(readXml(input.body as string)).toEqual(expected.envelope);
    },
  );

  it.each([
    ['a declaration', '<?xml version="1.0" encoding="UTF-8"?><xml><A>1</A></xml>', { A: '1' }],
    ['a byte order mark', '\uFEFF<xml><A>1</A></xml>', { A: '1' }],
    ['a blank in its closing tag', '<xml><A>1</A></xml >', { A: '1' }],
    ['CDATA that ends in a bracket', '<xml><A><![CDATA[a]]]></A></xml>', { A: 'a]' }],
    ['CDATA cut in two', '<xml><A><![CDATA[a]]]]><![CDATA[>b]]></A></xml>', { A: 'a]]>b' }],
    ['CDATA that looks like elements', '<xml><A><![CDATA[<b>&amp;</b>]]></A></xml>', { A: '<b>&amp;</b>' }],
    ['blanks around CDATA', '<xml><A> \n<![CDATA[ a ]]>\t</A></xml>', { A: ' a ' }],
    ['blanks in plain text', '<xml><A> a b\n</A></xml>', { A: 'a b' }],
    ['the five entities', '<xml><A>&lt;&gt;&amp;&quot;&apos;</A></xml>', { A: '<>&"\'' }],
    ['character references', '<xml><A>&#20320;&#x597D;</A></xml>', { A: '你好' }],
    ['empty elements', '<xml><A/><B></B><C><![CDATA[]]></C></xml>', { A: '', B: '', C: '' }],
    ['a comment', '<xml><A>1<!-- not me -->2</A></xml>', { A: '12' }],
    ['attributes', '<xml a="1"><A b="2">1</A></xml>', { A: '1' }],
    ['stray text between elements', '<xml>x<A>1</A>y<B>2</B>z</xml>', { A: '1', B: '2' }],
    ['repeated siblings', '<xml><A>1</A><B>x</B><A>2</A><A>3</A></xml>', { A: ['1', '2', '3'], B: 'x' }],
    ['repeated groups', '<xml><A><B>1</B></A><A><B>2</B></A></xml>', { A: [{ B: '1' }, { B: '2' }] }],
    ['a root of another name', '<root><A>1</A></root>', { A: '1' }],
    [
      'names every object inherits',
      '<xml><constructor>1</constructor><toString>2</toString></xml>',
      { constructor: '1', toString: '2' },
    ],
    ['control characters people type', '<xml><A><![CDATA[a\u0000\u0008\u001fb]]></A></xml>', { A: 'ab' }],
    ['control characters beside an entity', '<xml><A> \u0000&amp;\u0001 </A></xml>', { A: '&' }],
    [
      'the line separator in XML 1.1, as it stands',
      '<?xml version="1.1"?><xml><A>a\u2028b</A></xml>',
      { A: 'a\u2028b' },
    ],
    ['emoji', '<xml><A><![CDATA[👨‍👩‍👧]]></A></xml>', { A: '👨‍👩‍👧' }],
    ['the deepest nesting', `<xml>${'<a>'.repeat(15)}x${'</a>'.repeat(15)}</xml>`, undefined],
  ])('takes %s', (_what, xml, tree) => {
    const read = readXml(xml);
    if (tree) expect(read).toEqual(tree);
    else expect(JSON.stringify(read)).toContain('"x"');
  });

  it('keeps the digits of an id beyond 2^53', () => {
    expect(readXml('<xml><MsgId>9223372036854775807</MsgId></xml>')).toEqual({
      MsgId: '9223372036854775807',
    });
  });

  it.each([
    ['nothing', ''],
    ['blanks', '  \n'],
    ['text', 'hello'],
    ['an element without fields', '<xml/>'],
    ['an element with only text', '<xml>hello</xml>'],
    ['a cut body', '<xml><A>1</A>'],
    ['a cut CDATA', '<xml><A><![CDATA[1'],
    ['crossed elements', '<xml><A><B></A></B></xml>'],
    ['two roots', '<xml><A>1</A></xml><xml><A>2</A></xml>'],
    ['text behind the root', '<xml><A>1</A></xml>hello'],
    ['a bare ampersand', '<xml><A>1 & 2</A></xml>'],
    ['an unknown entity', '<xml><A>&nbsp;</A></xml>'],
    ['a reference to the zero character', '<xml><A>&#0;</A></xml>'],
    ['an attribute given twice', '<xml a="1" a="2"><A>1</A></xml>'],
    ['a DOCTYPE', '<!DOCTYPE xml><xml><A>1</A></xml>'],
    ['a DOCTYPE in small letters', '<!doctype xml><xml><A>1</A></xml>'],
    ['an entity declared', '<!DOCTYPE x [<!ENTITY a "b">]><xml><A>&a;</A></xml>'],
    ['an entity of a file', '<!DOCTYPE x [<!ENTITY a SYSTEM "file:///etc/passwd">]><xml><A>&a;</A></xml>'],
    ['a billion laughs', `<!DOCTYPE x [<!ENTITY a "ha"><!ENTITY b "&a;&a;">]><xml><A>&b;</A></xml>`],
    ['an entity declared without a DOCTYPE', '<!ENTITY a "b"><xml><A>1</A></xml>'],
    ['nesting one too deep', `<xml>${nested(16)}</xml>`],
    ['nesting without end', '<a>'.repeat(100_000)],
    ['a reference to a control character in XML 1.1', '<?xml version="1.1"?><xml><A>&#1;</A></xml>'],
    ['a control character in a name', '<xml><A\u0000>1</A></xml>'],
    ['a control character in the end of a CDATA section', '<xml><A><![CDATA[1]\u0001]></A></xml>'],
    ['UTF-16', Buffer.from('<xml><A>1</A></xml>', 'utf16le').toString('utf8')],
    ['the name __proto__', '<xml><__proto__><a>1</a></__proto__></xml>'],
  ])('refuses %s', (_what, xml) => {
    expect(() => readXml(xml)).toThrow(WeChatParseError);
  });

  it('tells what is wrong in a short line, however long the offender is', () => {
    const long = 'a'.repeat(100_000);
    for (const xml of [
      `<xml></${long}>`,
      `<xml><${long}>`,
      `<xml><a ${long}="1" ${long}="2"/></xml>`,
      `<xml><A>&${long};</A></xml>`,
      `<${long}\n></${long}b>`,
    ]) {
      let message = '';
      try {
        readXml(xml);
      } catch (error) {
        ({ message } = error as Error);
      }
      expect(message).toMatch(/^The XML is malformed/);
      expect(message.length).toBeLessThan(300);
      expect(message).not.toContain('\n');
    }
  });

  it('changes no prototype', () => {
    readXml('<xml><constructor><prototype><polluted>1</polluted></prototype></constructor></xml>');
    expect(({} as Record<string, unknown>).polluted).toBeUndefined();
  });

  it('reads back whatever the writer wrote', () => {
    const text = fc
      .string({ unit: 'grapheme' })
      .filter((value) => !/[\r\uFFFE\uFFFF]|\p{Cc}|\p{Cs}/u.test(value));
    fc.assert(
      fc.property(fc.dictionary(fc.stringMatching(/^[A-Za-z]\w{0,8}$/), text, { minKeys: 1 }), (tree) => {
        expect(readXml(writeXml(tree))).toEqual({ ...tree });
      }),
      { numRuns: 1000 },
    );
  });

  it('meets every mutilated body with a tree or a WeChatParseError', () => {
    const whole = vectors('messages', 'inbound-xml').map(({ input }) => input.xml as string);
    fc.assert(
      fc.property(fc.constantFrom(...whole), fc.nat(), fc.nat(40), fc.string(), (xml, at, cut, put) => {
        const from = at % xml.length;
        try {
          readXml(xml.slice(0, from) + put + xml.slice(from + cut));
        } catch (error) {
          expect(error).toBeInstanceOf(WeChatParseError);
        }
      }),
      { numRuns: 3000 },
    );
  });
});
