import { describe, expect, it } from '@jest/globals';
import { WeChatDecryptError } from '../../../lib/common/index.js';
import { ApiV3Cipher, openSealedStream } from '../../../lib/crypto/index.js';
import { failureOf } from '../failure.js';

const KEY = 'f1c4488fa4b53a05f1c4488fa4b53a05';
const NONCE = 'a8607ef79034c49c';
const TEXT = '`2026-05-04,`12.88\n'.repeat(20);
const SEALED = Buffer.from(new ApiV3Cipher(KEY).seal(TEXT, '', NONCE).ciphertext, 'base64');

async function* pieces(bytes: Buffer, atOnce: number): AsyncGenerator<Buffer> {
  for (let at = 0; at < bytes.length; at += atOnce) yield bytes.subarray(at, at + atOnce);
}
async function open(bytes: Buffer, { atOnce = 64, key = KEY, nonce = NONCE } = {}): Promise<string> {
  const opened: Buffer[] = [];
  for await (const chunk of openSealedStream(pieces(bytes, atOnce), key, nonce)) opened.push(chunk);
  return Buffer.concat(opened).toString('utf8');
}

describe('openSealedStream', () => {
  it.each([1, 15, 16, 17, 64, 1 << 16])('opens what comes in pieces of %d bytes', async (atOnce) => {
    expect(await open(SEALED, { atOnce })).toBe(TEXT);
  });

  it('opens what is sealed and empty', async () => {
    const { ciphertext } = new ApiV3Cipher(KEY).seal('', '', NONCE);
    expect(await open(Buffer.from(ciphertext, 'base64'))).toBe('');
  });

  it('hands out what it can before the end', async () => {
    const first = await openSealedStream(pieces(SEALED, 64), KEY, NONCE).next();
    expect(first.value?.toString('utf8')).toBe(TEXT.slice(0, 64 - 16));
  });

  const altered = (index: number): Buffer => {
    const bytes = Buffer.from(SEALED);
    bytes[index] = (bytes[index] as number) ^ 1;
    return bytes;
  };
  it.each<[string, Buffer, object]>([
    ['was altered', altered(5), {}],
    ['has another tag', altered(SEALED.length - 1), {}],
    ['was cut', SEALED.subarray(0, -1), {}],
    ['is shorter than its tag', SEALED.subarray(0, 10), {}],
    ['is nothing', Buffer.alloc(0), {}],
    ['is sealed with another key', SEALED, { key: KEY.toUpperCase() }],
    ['is sealed with another nonce', SEALED, { nonce: NONCE.toUpperCase() }],
    ['has a key of another length', SEALED, { key: 'short' }],
    ['has no nonce', SEALED, { nonce: '' }],
  ])('refuses what %s, without a word of the key', async (_, bytes, options) => {
    const error = await failureOf(open(bytes, options));
    expect(error).toBeInstanceOf(WeChatDecryptError);
    expect(error.message).not.toContain(KEY);
  });

  it('fails as its source fails', async () => {
    const broken = new Error('broken');
    async function* source(): AsyncGenerator<Buffer> {
      yield SEALED.subarray(0, 64);
      throw broken;
    }
    const stream = openSealedStream(source(), KEY, NONCE);
    await stream.next();
    expect(await failureOf(stream.next())).toBe(broken);
  });
});
