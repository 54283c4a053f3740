import { describe, expect, it } from '@jest/globals';
import { sha1, sha256, StreamHash } from '../../../lib/crypto/index.js';

describe('StreamHash', () => {
  it.each(['', 'abc', '账单'.repeat(1000)])('is the hash of the whole, whatever its pieces: %#', (text) => {
    const bytes = Buffer.from(text);
    for (const atOnce of [1, 7, 1 << 16]) {
      const hashes = [new StreamHash('sha1'), new StreamHash('sha256')] as const;
      for (let at = 0; at < bytes.length; at += atOnce)
        for (const hash of hashes) hash.add(bytes.subarray(at, at + atOnce));
      expect(hashes.map((hash) => hash.end())).toEqual([sha1(text), sha256(bytes)]);
    }
  });

  it('is that of the standard', () => {
    const hash = new StreamHash('sha1');
    hash.add(Buffer.from('abc'));
    expect(hash.end()).toBe('a9993e364706816aba3e25717850c26c9cd0d89d');
  });
});
