import { readdirSync, readFileSync } from 'node:fs';
import { describe, expect, it } from '@jest/globals';
import { AMOUNT_FIELDS } from '../../../../lib/pay/fen.js';
import { checkContents, V2_NUMBERS } from '../../../../lib/pay/call/merchant-numbers.js';

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
      'POST /v3/x: out_trade_no takes 6 to 32 letters, digits and _-|*@, as a text, not "no"',
    );
  });

  it.each([
    'out_trade_no',
    'combine_out_trade_no',
    'out_bill_no',
    'out_refund_no',
    'out_order_no',
    'mch_billno',
    'partner_trade_no',
  ])('of the kind %s are texts, and nothing that looks like one', (name) => {
    const others = [123456, 12345678901234567890n, null, true, {}, ['coffee-1'], new Date(0)];
    for (const value of others) expect(check({ [name]: value })).toThrow(RangeError);
    expect(check({ [name]: undefined })).not.toThrow();
  });

  it('are refused with what was given in place of a text', () => {
    expect(check({ out_bill_no: 123456 })).toThrow('1 to 32 letters and digits, as a text, not 123456');
    expect(check({ out_bill_no: 1n })).toThrow('not the bigint 1');
    expect(check({ out_bill_no: {} })).toThrow('not an object');
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

  it.each([-1, -0.5, '1', '18.80', '', 10n, true, null, new Date(0), { toJSON: () => 1 }])(
    'are refused as %p in a field that holds one; undefined is left out',
    (amount) => {
      for (const name of AMOUNT_FIELDS) expect(check({ a: [{ [name]: amount }] })).toThrow(RangeError);
      expect(check({ total: undefined })).not.toThrow();
    },
  );

  it('are looked into where they have fields of their own', () => {
    expect(check({ amount: { total: 1, currency: 'CNY' } })).not.toThrow();
    expect(check({ amount: { total: '1' } })).toThrow('total');
    expect(check({ amount: [{ payer: { total: -1 } }] })).toThrow('total');
  });

  it('may be below 0 on a line of an invoice that takes off, and nowhere else', () => {
    expect(check({ items: [{ total_amount: -100, discount: true }] })).not.toThrow();
    expect(check({ items: [{ total_amount: -100, discount: false }] })).toThrow('total_amount');
    expect(check({ items: [{ total_amount: -0.5, discount: true }] })).toThrow('total_amount');
    expect(check({ discount: true, items: [{ total_amount: -100 }] })).toThrow('total_amount');
  });

  it('are refused with the route, the field and the amount', () => {
    expect(check({ amount: { total: 12.88 } })).toThrow(
      'POST /v3/x: total must be a whole number of fen, 0 or more, not 12.88',
    );
    expect(check({ amount: { total: '12.88' } })).toThrow('not "12.88"');
  });

  it('are whole numbers where the name tells nothing, too, and may be below 0 there', () => {
    expect(check({ offset: -1 })).not.toThrow();
    expect(check({ tax_amount: 0.5 })).toThrow(
      'POST /v3/x: tax_amount must be a whole number (amounts are in fen), not 0.5',
    );
    expect(check({ order_id: 12345678901234567890n, count: '0.5' })).not.toThrow();
  });

  it('have parts only where the facts say so, and not wherever a name is the same', () => {
    const decimals = [
      ['location', 'latitude'],
      ['goods', '[]', 'price'],
      ['by_day', '*'],
    ];
    const checkWith = (contents: unknown) => () => checkContents('POST /v3/x', contents, decimals);
    expect(checkWith({ location: { latitude: 22.54 } })).not.toThrow();
    expect(checkWith({ latitude: 22.54 })).toThrow('latitude');
    expect(checkWith({ goods: [{ price: 1 }, { price: 0.5 }] })).not.toThrow();
    expect(checkWith({ price: 0.5 })).toThrow('price');
    expect(checkWith({ goods: { price: 0.5 } })).toThrow('price');
    expect(checkWith({ goods: [{ of: { price: 0.5 } }] })).toThrow('price');
    expect(checkWith({ by_day: { monday: 0.5 } })).not.toThrow();
  });
});

describe('The fields that hold amounts', () => {
  it('are numbers, or have fields of their own, in every route of the catalogue', () => {
    const folder = new URL('../../../../lib/catalog/facts/pay-v3/', import.meta.url);
    const types = new Set<unknown>();
    const look = (fields: unknown): void => {
      if (typeof fields !== 'object' || fields === null) return;
      for (const [name, type] of Object.entries(fields)) {
        if ((AMOUNT_FIELDS as readonly string[]).includes(name.replace('?', '')))
          types.add(typeof type === 'object' ? 'fields' : type);
        look(type);
      }
    };
    for (const file of readdirSync(folder)) {
      const { endpoints = {} } = JSON.parse(readFileSync(new URL(file, folder), 'utf8')) as {
        endpoints?: Record<string, { path?: unknown; query?: unknown; body?: unknown }>;
      };
      for (const { path, query, body } of Object.values(endpoints)) [path, query, body].forEach(look);
    }
    expect([...types].toSorted()).toEqual(['fields', 'integer', 'number']);
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
