import { describe, expect, it } from '@jest/globals';
import { writeTarget } from '../../../../lib/pay/call/pay.target.js';

const QUERY = 'GET /v3/pay/transactions/out-trade-no/{out_trade_no}';

describe('writeTarget', () => {
  it('puts values into the path and the query', () => {
    expect(writeTarget(QUERY, { path: { out_trade_no: 'coffee-1' }, query: { mchid: '1900000109' } })).toBe(
      '/v3/pay/transactions/out-trade-no/coffee-1?mchid=1900000109',
    );
  });

  it('leaves out what is undefined, and the question mark with it', () => {
    const path = { out_trade_no: 'coffee-1' };
    expect(writeTarget(QUERY, { path, query: { mchid: undefined } })).toBe(
      '/v3/pay/transactions/out-trade-no/coffee-1',
    );
    expect(writeTarget('GET /v3/certificates', {})).toBe('/v3/certificates');
  });

  it('writes other values as they are: numbers, and what is false', () => {
    expect(writeTarget('GET /v3/x/{id}', { path: { id: 7 }, query: { offset: 0, all: false } })).toBe(
      '/v3/x/7?offset=0&all=false',
    );
  });

  it('encodes what could end a path or a query', () => {
    const path = { out_trade_no: 'a/b?c#d e%2F咖' };
    const query = { mchid: 'a&b=c d+咖' };
    const target = writeTarget(QUERY, { path, query });
    expect(target).not.toMatch(/ |#/);
    const url = new URL(target, 'https://api.mch.weixin.qq.com');
    expect(decodeURIComponent(url.pathname)).toBe(`/v3/pay/transactions/out-trade-no/${path.out_trade_no}`);
    expect(url.pathname.split('/')).toHaveLength(6);
    expect([...url.searchParams]).toEqual([['mchid', query.mchid]]);
    expect(url.pathname + url.search).toBe(target); // what is signed is what is sent
  });

  it.each([{}, { out_trade_no: '' }, { out_trade_no: '.' }, { out_trade_no: '..' }, { other: 'x' }])(
    'refuses %p: another path would be called',
    (path) => {
      expect(() => writeTarget(QUERY, { path: path as Record<string, string> })).toThrow(RangeError);
    },
  );

  it.each([undefined, null, {}, [], ['x'], () => 'x', Symbol('x')])(
    'refuses %p for a value of the path, and of the query what says something',
    (value) => {
      const path = { out_trade_no: value as string };
      expect(() => writeTarget(QUERY, { path })).toThrow('path.out_trade_no is missing');
      const query = { mchid: value as string };
      const call = () => writeTarget(QUERY, { path: { out_trade_no: 'coffee-1' }, query });
      if (value === undefined) expect(call()).not.toContain('?');
      else expect(call).toThrow('query.mchid takes a text, a number or a boolean');
    },
  );

  it('refuses what every object has by birth', () => {
    expect(() => writeTarget('GET /v3/{constructor}', {})).toThrow('path.constructor is missing');
  });

  it('keeps a fixed query, and adds to it', () => {
    expect(writeTarget('GET /v3/x?type=a', { query: { b: '1' } })).toBe('/v3/x?type=a&b=1');
  });

  it('leaves the mark of a variant out: it is not sent', () => {
    expect(writeTarget('GET /v3/x#variant', { query: { b: '1' } })).toBe('/v3/x?b=1');
  });
});
