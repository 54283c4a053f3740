import { describe, expect, it } from '@jest/globals';
import { isUsable, shortHash } from '../../../lib/token/token.entry.js';
import { CountingSource } from './fake.tokens.js';

const entry = { source: new CountingSource(), isUsed: true, isIdle: false, failures: 0, refused: 'refused' };
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

describe('shortHash', () => {
  it('names a token by eight characters that do not show it', () => {
    expect(shortHash('token')).toMatch(/^[0-9a-f]{8}$/);
    expect(shortHash('token')).toBe(shortHash('token'));
    expect(shortHash('token')).not.toBe(shortHash('tokeN'));
  });
});
