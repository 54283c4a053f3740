import { describe, expect, it } from '@jest/globals';
import { spansOf } from '../../../../lib/pay/complaint/complaint.span.js';

const spans = (begin_date: string, end_date: string): string[] =>
  [...spansOf({ begin_date, end_date })].map((span) => `${span.begin_date}…${span.end_date}`);

describe('spansOf', () => {
  it('leaves a day, and 30 days, as they are', () => {
    expect(spans('2026-02-28', '2026-02-28')).toEqual(['2026-02-28…2026-02-28']);
    expect(spans('2026-06-01', '2026-06-30')).toEqual(['2026-06-01…2026-06-30']);
  });

  it('divides longer spans, with no day twice and none left out', () => {
    expect(spans('2026-06-01', '2026-07-01')).toEqual(['2026-06-01…2026-06-30', '2026-07-01…2026-07-01']);
    expect(spans('2023-12-15', '2024-03-14')).toEqual([
      '2023-12-15…2024-01-13',
      '2024-01-14…2024-02-12',
      '2024-02-13…2024-03-13',
      '2024-03-14…2024-03-14',
    ]);
  });

  it.each([
    ['20260101', '2026-01-02'],
    ['2026-01-01', '2026-1-2'],
    ['2026-01-01T00:00:00+08:00', '2026-01-02'],
    ['2026-02-29', '2026-03-01'],
    ['2026-01-01', '2026-06-31'],
    ['2026-01-02', '2026-01-01'],
  ])('refuses %s to %s', (begin, end) => {
    expect(() => spans(begin, end)).toThrow(RangeError);
  });
});
