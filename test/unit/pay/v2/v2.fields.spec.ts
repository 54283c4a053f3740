import { describe, expect, it } from '@jest/globals';
import { readXml, writeXml, type XmlTree } from '../../../../lib/common/index.js';
import { payV2SignedText } from '../../../../lib/crypto/index.js';
import { writeFields } from '../../../../lib/pay/v2/v2.fields.js';
import { payVectors } from '../pay.vectors.js';

const ROUTE = 'POST /pay/unifiedorder';
const write = (contents: object) => writeFields(ROUTE, contents);

describe('The fields of a v2 call', () => {
  it('are texts, whatever they were given as', () => {
    expect(
      write({
        text: 'text',
        digits: '0012',
        number: 12,
        zero: 0,
        long: 2n ** 63n,
        yes: true,
        no: false,
        list: [{ account: '1', amount: 7 }],
        nested: { goods_detail: [{ price: 1, big: 10n ** 20n }] },
      }),
    ).toEqual({
      text: 'text',
      digits: '0012',
      number: '12',
      zero: '0',
      long: '9223372036854775808',
      yes: 'true',
      no: 'false',
      list: '[{"account":"1","amount":7}]',
      nested: '{"goods_detail":[{"price":1,"big":100000000000000000000}]}',
    });
  });

  it('leave out what says nothing', () => {
    expect(write({ a: undefined, b: null, c: '', d: '\u0000', e: ' ' })).toEqual({ e: ' ' });
  });

  it.each([
    ['0.1 + 0.2', { total_fee: 0.1 + 0.2 }],
    ['NaN', { total_fee: NaN }],
    ['a sum beyond what a number can count', { total_fee: 2 ** 53 }],
    ['an amount within a list', { receivers: [{ amount: 1.5 }] }],
    ['an order of 33 characters', { out_trade_no: 'x'.repeat(33) }],
    ['an order with a blank in it', { out_trade_no: 'a b' }],
    ['an empty order', { out_trade_no: '' }],
    ['a red packet of 29 characters', { mch_billno: '1'.repeat(29) }],
    ['a red packet with a dash', { mch_billno: '1-1' }],
    ['a transfer with an underscore', { partner_trade_no: '1_1' }],
  ])('refuse %s', (_what, contents) => {
    expect(() => write(contents)).toThrow(RangeError);
  });

  it('take the numbers v2 takes, shorter ones than v3 among them', () => {
    const numbers = {
      out_trade_no: '1',
      out_refund_no: 'r',
      mch_billno: 'a'.repeat(28),
      partner_trade_no: '1',
    };
    expect(write(numbers)).toEqual(numbers);
  });

  it.each([
    ['plain text', 'text'],
    ['markup', '<b>&amp;</b> "quoted"'],
    ['the end of CDATA', 'a]]>b]]>'],
    ['brackets at the end', '[1]]'],
    ['characters beyond the first plane', '红包😀'],
    ['line breaks of every kind', 'a\r\nb\rc\nd'],
    ['what XML forbids', 'a\u0000\u0008b\uFFFE\u001Fc'],
    ['blanks around it', ' text '],
  ])('are read as they were signed: %s', (_what, text) => {
    const fields = write({ a: text, b: { text } });
    expect(readXml(writeXml(fields))).toEqual(fields);
    expect(payV2SignedText(readXml(writeXml(fields)) as Record<string, string>)).toBe(
      payV2SignedText(fields),
    );
  });
});

describe('XML of v2', () => {
  it.each(payVectors('v2-xml-parse').map((vector) => [vector.name, vector] as const))(
    'is read as %s',
    (_name, { input, expected }) => {
      expect(readXml(input.xml as string)).toEqual(expected.fields);
    },
  );

  it('that says nothing is written as peers write it, but for the form of the element', () => {
    const empty = payVectors('v2-xml-build').find(({ input }) => typeof input.params === 'object');
    const ours = writeXml(empty?.input.params as unknown as XmlTree);
    expect(ours.replace('></xml>', '/>')).toBe(empty?.expected.xml);
  });
});
