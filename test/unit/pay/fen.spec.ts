import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { fen, inYuan, yuan } from '../../../lib/pay/fen.js';

describe('fen', () => {
  it.each([0, 1, 1288, 100_000_000, Number.MAX_SAFE_INTEGER])('takes %d', (amount) => {
    expect(fen(amount)).toBe(amount);
  });

  it.each([-1, 0.5, 12.88, 1e21, 2 ** 53, NaN, Infinity, '1' as unknown as number, undefined as never])(
    'refuses %p',
    (amount) => {
      expect(() => fen(amount)).toThrow(RangeError);
    },
  );

  it('says what it was given', () => {
    expect(() => fen(12.88)).toThrow('a whole number of fen, 0 or more, not 12.88');
  });
});

describe('yuan', () => {
  it.each([
    ['0', 0],
    ['0.1', 10],
    ['0.01', 1],
    ['0.00', 0],
    ['12', 1200],
    ['12.3', 1230],
    ['12.34', 1234],
    ['012.34', 1234],
    ['1.15', 115], // 1.15 * 100 is 114.99999999999999
    ['4.35', 435],
    ['9999999999999.99', 999_999_999_999_999],
  ])('takes "%s" for %d fen', (text, expected) => {
    expect(yuan(text)).toBe(expected);
  });

  it.each([
    '12.345',
    '',
    '.5',
    '5.',
    '1,000',
    '1e3',
    '-1',
    '+1',
    ' 1',
    '1 ',
    '1\n',
    '１２',
    '0x10',
    'NaN',
    '¥1',
  ])('refuses %j', (text) => {
    expect(() => yuan(text)).toThrow(RangeError);
  });

  it('refuses more than there is, lest it loses a fen', () => {
    expect(() => yuan('99999999999999')).toThrow(RangeError);
  });
});

describe('inYuan', () => {
  it.each([
    [0, '0.00'],
    [1, '0.01'],
    [10, '0.10'],
    [1234, '12.34'],
    [100_000_000, '1000000.00'],
  ])('writes %d fen as "%s"', (amount, text) => {
    expect(inYuan(amount)).toBe(text);
  });

  it.each([0.5, -1, NaN])('refuses %p', (amount) => {
    expect(() => inYuan(amount)).toThrow(RangeError);
  });

  it('is read back as the same amount, whatever it is', () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 999_999_999_999_999 }), (amount) => {
        expect(yuan(inYuan(amount))).toBe(amount);
      }),
    );
  });
});
