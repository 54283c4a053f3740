import { createCipheriv } from 'node:crypto';
import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { WeChatDecryptError } from '../../../lib/common/index.js';
import { isFileKey, openSealedFile, sealFile } from '../../../lib/crypto/index.js';
import { failureOf } from '../failure.js';

const KEY = Buffer.alloc(32, 7).toString('base64');
const OTHER_KEY = Buffer.alloc(32, 8).toString('base64');

describe('openSealedFile', () => {
  it('gives back what was sealed, whatever its length', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 200 }), (content) => {
        expect(openSealedFile(sealFile(content, KEY), KEY).equals(Buffer.from(content))).toBe(true);
      }),
      { numRuns: 60 },
    );
  });

  it('opens what is padded to 32 bytes by the rule of the documentation', () => {
    const bytes = Buffer.from(KEY, 'base64');
    const cipher = createCipheriv('aes-256-cbc', bytes, bytes.subarray(0, 16)).setAutoPadding(false);
    const padded = Buffer.concat([Buffer.from('a picture'), Buffer.alloc(23, 23)]);
    const sealed = Buffer.concat([cipher.update(padded), cipher.final()]);
    expect(openSealedFile(sealed, KEY).toString()).toBe('a picture');
    expect(openSealedFile(sealed, KEY.replace('=', '')).toString()).toBe('a picture');
  });

  it.each([
    ['nothing', Buffer.alloc(0)],
    ['part of a block', Buffer.alloc(15)],
    ['what was sealed with another key', sealFile(Buffer.alloc(64, 1), OTHER_KEY)],
    ['a padding that says too much', sealWith(Buffer.alloc(32, 33))],
    ['a padding of nothing', sealWith(Buffer.alloc(32, 0))],
    ['a padding that is uneven', sealWith(Buffer.from([...Buffer.alloc(30, 1), 3, 2]))],
  ])('refuses %s', async (_what, sealed) => {
    expect(await failureOf(() => openSealedFile(sealed, KEY))).toBeInstanceOf(WeChatDecryptError);
  });

  it.each(['', 'short', `${KEY}=`, '!'.repeat(43)])('refuses the key %j', async (key) => {
    expect(isFileKey(key)).toBe(false);
    const failure = await failureOf(() => openSealedFile(Buffer.alloc(32), key));
    expect(failure).toBeInstanceOf(WeChatDecryptError);
    if (key) expect(failure.message).not.toContain(key);
  });
});

function sealWith(padded: Buffer): Buffer {
  const bytes = Buffer.from(KEY, 'base64');
  const cipher = createCipheriv('aes-256-cbc', bytes, bytes.subarray(0, 16)).setAutoPadding(false);
  return Buffer.concat([cipher.update(padded), cipher.final()]);
}
