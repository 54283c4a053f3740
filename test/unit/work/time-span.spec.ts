import { describe, expect, it } from '@jest/globals';
import { seconds, spanInSeconds } from '../../../lib/work/time-span.js';

describe('A moment', () => {
  it('is a date or seconds; parts of a second are cut off a date', () => {
    expect(seconds(new Date('2026-12-01T00:00:00.999+08:00'))).toBe(1_796_054_400);
    expect(seconds(1_796_054_400)).toBe(1_796_054_400);
    expect(seconds(0)).toBe(0);
  });

  it.each([
    [new Date('never'), /invalid/],
    [Date.parse('2026-12-01'), /milliseconds/],
    [1.5, /whole seconds/],
    [-1, /whole seconds/],
    [NaN, /whole seconds/],
    [Infinity, /whole seconds/],
  ])('is not %s', (value, told) => {
    expect(() => seconds(value)).toThrow(RangeError);
    expect(() => seconds(value)).toThrow(told);
  });
});

describe('A span', () => {
  it('has a beginning and an end, which may be the same', () => {
    expect(spanInSeconds({ start: 10, end: new Date(20_000) })).toEqual({ start: 10, end: 20 });
    expect(spanInSeconds({ start: 10, end: 10 }, 1)).toEqual({ start: 10, end: 10 });
  });

  it('does not end before it begins', () => {
    expect(() => spanInSeconds({ start: 20, end: 10 })).toThrow(/ends \(10\) before it begins \(20\)/);
  });

  it('has no more days than are taken', () => {
    expect(spanInSeconds({ start: 0, end: 30 * 86_400 }, 30).end).toBe(30 * 86_400);
    expect(() => spanInSeconds({ start: 0, end: 30 * 86_400 + 1 }, 30)).toThrow(/30 days at most/);
  });
});
