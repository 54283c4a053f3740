import { afterEach, beforeEach, describe, expect, it, jest } from '@jest/globals';
import { SeenAnswers } from '../../../lib/api-security/seen-answers.js';

const NOW = Date.UTC(2026, 0, 1);
beforeEach(() => void jest.useFakeTimers({ now: NOW }));
afterEach(() => void jest.useRealTimers());

describe('SeenAnswers', () => {
  it('knows an answer until its time is up', () => {
    const seen = new SeenAnswers();
    expect(seen.add('a', NOW + 1000)).toBe(true);
    expect(seen.add('b', NOW + 1000)).toBe(true);
    jest.setSystemTime(NOW + 1000);
    expect(seen.add('a', NOW + 2000)).toBe(false);
    jest.setSystemTime(NOW + 1001);
    expect(seen.add('a', NOW + 2000)).toBe(true);
  });

  it('holds ten thousand at most, the latest', () => {
    const seen = new SeenAnswers();
    for (let index = 0; index <= 10_000; index += 1) seen.add(`s${index}`, NOW + 1000);
    expect(seen.add('s10000', NOW + 1000)).toBe(false);
    expect(seen.add('s1', NOW + 1000)).toBe(false);
    expect(seen.add('s0', NOW + 1000)).toBe(true);
  });
});
