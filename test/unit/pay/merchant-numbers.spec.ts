import { describe, expect, it } from '@jest/globals';
import { checkContents, V2_NUMBERS } from '../../../lib/pay/merchant-numbers.js';

const check = (contents: unknown) => () => checkContents('POST /v3/x', contents);

describe('Numbers of a merchant', () => {
  it.each<[string, string[]]>([
    ['out_trade_no', ['coffee', 'A-z_0|9*@', '6'.repeat(32)]],
    ['combine_out_trade_no', ['1', 'b'.repeat(32)]],
    ['out_bill_no', ['1', 'Bill0001', 'B'.repeat(32)]],
    ['out_refund_no', ['1', 'refund-0001', 'r'.repeat(64)]],
    ['out_order_no', ['1', 'share_0001']],
  ])('of the kind %s are taken in the form WeChat Pay takes', (name, numbers) => {
    for (const number of numbers) expect(check({ [name]: number })).not.toThrow();
  });

  it.each<[string, string[]]>([
    [
      'out_trade_no',
      ['', 'cafe1', '7'.repeat(33), 'coffee 1', 'coffee/1', '咖啡咖啡咖啡', 'coffee1\n', 'coffee.1'],
    ],
    ['combine_out_trade_no', ['', 'b'.repeat(33), 'b c']],
    ['out_bill_no', ['', 'Bill-1', 'B'.repeat(33)]],
    ['out_refund_no', ['', 'r'.repeat(65), 'r#1']],
    ['out_order_no', ['', 'a b']],
  ])('of the kind %s are refused in any other', (name, numbers) => {
    for (const number of numbers) expect(check({ [name]: number })).toThrow(RangeError);
  });

  it('are looked at wherever they stand', () => {
    expect(check({ sub_orders: [{ out_trade_no: 'coffee-1' }, { out_trade_no: 'no' }] })).toThrow(RangeError);
    expect(check({ a: { b: [{ out_refund_no: '' }] } })).toThrow(RangeError);
  });

  it('are refused with the route, the field, and what it takes', () => {
    expect(check({ out_trade_no: 'no' })).toThrow(
      'POST /v3/x: out_trade_no takes 6 to 32 letters, digits and _-|*@, not "no"',
    );
  });

  it('are left alone where they are those of WeChat Pay, or no numbers', () => {
    expect(
      check({ transaction_id: '', refund_id: 'a b', description: '', out_of_stock: 'a b' }),
    ).not.toThrow();
  });

  it('of APIv2 have forms of their own', () => {
    const checkV2 = (contents: unknown) => () => checkContents('POST /x', contents, [], V2_NUMBERS);
    expect(checkV2({ out_trade_no: '1', mch_billno: 'b'.repeat(28) })).not.toThrow();
    expect(checkV2({ mch_billno: 'b'.repeat(29) })).toThrow(RangeError);
    expect(checkV2({ partner_trade_no: 'a-b' })).toThrow(RangeError);
  });
});

describe('Amounts', () => {
  it.each([0.5, 12.88, NaN, Infinity, 2 ** 53, 1e21])('are refused as %p, wherever they stand', (amount) => {
    expect(check({ amount: { total: amount } })).toThrow(RangeError);
    expect(check({ receivers: [{ amount: 1 }, { amount }] })).toThrow(RangeError);
  });

  it.each([0, 1, 1288, Number.MAX_SAFE_INTEGER])('are taken as %d', (amount) => {
    expect(check({ amount: { total: amount } })).not.toThrow();
  });

  it('are refused with the route, the field and the amount', () => {
    expect(check({ amount: { total: 12.88 } })).toThrow(
      'POST /v3/x: total must be a whole number (amounts are in fen), not 12.88',
    );
  });

  it('have parts only where the facts say so', () => {
    const latitude = { location: { latitude: 22.54 }, amount: { total: 1.5 } };
    expect(() =>
      checkContents('POST /v3/x', { location: latitude.location }, [['location', 'latitude']]),
    ).not.toThrow();
    expect(() => checkContents('POST /v3/x', latitude, [['location', 'latitude']])).toThrow('total');
  });
});

describe('What holds neither', () => {
  it.each([undefined, null, 'a text', 1.5, true, [], {}, { a: null, b: undefined, c: true }])(
    'is nothing to look at: %p',
    (contents) => {
      expect(check(contents)).not.toThrow();
    },
  );
});
