import { describe, expect, it } from '@jest/globals';
import { delayOf, pauseFor, pauseUntil } from '../../../../lib/work/bot/bot.pause.js';

const TIMES = { first: 1000, most: 30_000 };

describe('delayOf', () => {
  it.each([
    [0, 1, 1000],
    [0, 0, 500],
    [1, 1, 2000],
    [4, 1, 16_000],
    [5, 1, 30_000],
    [1000, 1, 30_000],
    [1000, 0, 15_000],
  ])('is, after %d failures and with the dice at %d, %d ms', (failures, random, expected) => {
    expect(delayOf(TIMES, failures, random)).toBe(expected);
  });

  it('is never the same for all', () => {
    expect(new Set(Array.from({ length: 50 }, () => delayOf(TIMES, 3))).size).toBeGreaterThan(10);
  });
});

describe('pauseUntil', () => {
  it('ends by itself, and with the promise if that is sooner', async () => {
    await pauseUntil(new Promise(() => undefined), 1);
    await pauseUntil(Promise.resolve(), 60_000);
  });
});

describe('pauseFor', () => {
  it('ends by itself, and early when it is told to', async () => {
    await pauseFor(1).over;
    const pause = pauseFor(60_000);
    pause.end();
    await pause.over;
  });
});
