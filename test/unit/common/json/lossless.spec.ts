import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { parseLossless, stringifyLossless } from '../../../../lib/common/index.js';

describe('parseLossless', () => {
  it.each([
    ['the largest safe integer', '{"a":9007199254740991}', 9007199254740991],
    ['the next one', '{"a":9007199254740992}', '9007199254740992'],
    ['the largest 64-bit id', '{"a":9223372036854775807}', '9223372036854775807'],
    ['the largest unsigned one', '{"a":18446744073709551615}', '18446744073709551615'],
    ['a negative one', '{"a":-9223372036854775808}', '-9223372036854775808'],
    ['one in a list', '{"a":[1, 9007199254740993]}', [1, '9007199254740993']],
    ['one behind blanks and line breaks', '{"a":\n  9007199254740993\n}', '9007199254740993'],
    [
      'small numbers beside it',
      '{"a":{"b":1,"c":9007199254740993,"d":1.5}}',
      { b: 1, c: '9007199254740993', d: 1.5 },
    ],
    ['digits inside a text', '{"a":"12345678901234567890"}', '12345678901234567890'],
    ['a text that looks like a field', '{"a":"\\":12345678901234567890"}', '":12345678901234567890'],
    [
      'literals beside a long number',
      '{"a":[true,false,null,9007199254740993]}',
      [true, false, null, '9007199254740993'],
    ],
  ])('keeps every digit: %s', (_what, json, value) => {
    expect(parseLossless(json)).toEqual({ a: value });
  });

  it.each(['', '{', '{"a":9007199254740993', '{"a":1}x', '<html>', '{"a":9007199254740993,}'])(
    'throws a SyntaxError for %j',
    (text) => {
      expect(() => parseLossless(text)).toThrow(SyntaxError);
    },
  );

  it('agrees with JSON.parse wherever no digit is at stake', () => {
    fc.assert(
      fc.property(fc.jsonValue(), (value) => {
        const json = JSON.stringify({ value, long: 1 });
        fc.pre(!/\d{16}|\de\+?\d/.test(json));
        expect(parseLossless(json)).toEqual(JSON.parse(json));
        const withLong = json.replace('"long":1', '"long":9007199254740993');
        fc.pre(!withLong.includes('__proto__'));
        expect(parseLossless(withLong)).toEqual({
          ...(JSON.parse(json) as object),
          long: '9007199254740993',
        });
      }),
      { numRuns: 500 },
    );
  });
});

describe('stringifyLossless', () => {
  it('writes bigints as bare numbers', () => {
    expect(stringifyLossless({ id: 9223372036854775807n, list: [1n] })).toBe(
      '{"id":9223372036854775807,"list":[1]}',
    );
  });

  it('writes everything else as JSON.stringify does', () => {
    const value = {
      a: 'ü"',
      b: undefined,
      c: null,
      d: [undefined, 1.5],
      e: new Date(0),
      f: { toJSON: () => 'x' },
      g: NaN,
    };
    expect(stringifyLossless(value)).toBe(JSON.stringify(value));
  });

  it('writes null for what JSON cannot say', () => {
    expect(stringifyLossless(undefined)).toBe('null');
  });
});
