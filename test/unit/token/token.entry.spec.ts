import { describe, expect, it } from '@jest/globals';
import { isUsable } from '../../../lib/token/token.entry.js';
import { CountingSource } from './fake.tokens.js';

const entry = {
  source: new CountingSource(),
  uses: 1,
  isUsed: true,
  isIdle: false,
  failures: 0,
  refused: new Set(['refused']),
};
const token = (value: string, left: number) => ({ value, fetchedAt: 0, expiresAt: Date.now() + left });

describe('isUsable', () => {
  it.each([
    ['a live token', token('live', 60_000), true],
    ['a dead one', token('dead', -1), false],
    ['the one WeChat refused', token('refused', 60_000), false],
    ['none', undefined, false],
  ])('judges %s', (_what, given, expected) => {
    expect(isUsable(given, entry)).toBe(expected);
  });
});
