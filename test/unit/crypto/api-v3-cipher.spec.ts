import { inspect } from 'node:util';
import { describe, expect, it } from '@jest/globals';
import { WeChatConfigError, WeChatDecryptError } from '../../../lib/common/index.js';
import { ApiV3Cipher, type SealedResource } from '../../../lib/crypto/index.js';
import { type PayVector, payVector } from '../pay/pay.vectors.js';

const KEY = '0123456789abcdef0123456789abcdef';
const cipher = new ApiV3Cipher(KEY);
const sealed = cipher.seal('{"out_trade_no":"一杯咖啡"}', 'transaction');
const resourceOf = ({ input }: PayVector): SealedResource =>
  ({ ...input, associated_data: input.associatedData }) as unknown as SealedResource;
const flip = (base64: string, at: number): string => {
  const bytes = Buffer.from(base64, 'base64');
  const index = at < 0 ? bytes.length + at : at;
  bytes.writeUInt8((bytes[index] ?? 0) ^ 1, index);
  return bytes.toString('base64');
};

describe('ApiV3Cipher', () => {
  it.each(['v3-gcm-certificate', 'v3-gcm-transaction', 'v3-gcm-empty-plaintext'])('opens %s', (name) => {
    const vector = payVector(name);
    const opened = new ApiV3Cipher(vector.input.apiV3Key as string).open(resourceOf(vector));
    expect(opened).toBe(vector.expected.plaintext);
  });

  it('opens what it sealed, and seals the same text anew each time', () => {
    expect(cipher.open(sealed)).toBe('{"out_trade_no":"一杯咖啡"}');
    expect(cipher.seal('{"out_trade_no":"一杯咖啡"}', 'transaction').nonce).not.toBe(sealed.nonce);
    expect(cipher.open(cipher.seal(''))).toBe('');
  });

  it('opens what was sealed for no occasion, the field absent or empty', () => {
    const { nonce, ciphertext } = cipher.seal('text');
    expect(cipher.open({ nonce, ciphertext })).toBe('text');
    expect(cipher.open({ nonce, ciphertext, associated_data: '' })).toBe('text');
  });

  it('refuses v3-gcm-transaction-wrong-aad', () => {
    const vector = payVector('v3-gcm-transaction-wrong-aad');
    const opening = new ApiV3Cipher(vector.input.apiV3Key as string);
    expect(() => opening.open(resourceOf(vector))).toThrow(WeChatDecryptError);
  });

  it.each(['gcm-negative-too-short', 'gcm-negative-wrong-key'])('refuses %s', (name) => {
    expect(() => cipher.open(resourceOf(payVector(name)))).toThrow(WeChatDecryptError);
  });

  it.each<[string, Partial<SealedResource>]>([
    ['an altered text', { ciphertext: flip(sealed.ciphertext, 0) }],
    ['an altered tag', { ciphertext: flip(sealed.ciphertext, -1) }],
    [
      'a tag cut short',
      { ciphertext: Buffer.from(sealed.ciphertext, 'base64').subarray(0, -4).toString('base64') },
    ],
    ['a tag alone, of another text', { ciphertext: Buffer.alloc(16).toString('base64') }],
    ['less than a tag', { ciphertext: Buffer.alloc(15).toString('base64') }],
    ['no ciphertext', { ciphertext: '' }],
    ['another nonce', { nonce: 'abcdefabcdef' }],
    ['no nonce', { nonce: '' }],
    ['another occasion', { associated_data: 'refund' }],
  ])('refuses %s', (_what, change) => {
    expect(() => cipher.open({ ...sealed, ...change })).toThrow(WeChatDecryptError);
  });

  it('refuses what another key sealed', () => {
    expect(() => new ApiV3Cipher('x'.repeat(32)).open(sealed)).toThrow(WeChatDecryptError);
  });

  it.each([
    payVector('gcm-negative-bad-key-length').input.apiV3Key as string,
    '',
    KEY.slice(1),
    `${KEY}0`,
    '密'.repeat(32),
  ])('refuses the key %j, which has not 32 bytes, without showing it', (key) => {
    expect(() => new ApiV3Cipher(key)).toThrow(WeChatConfigError);
    if (key) expect(() => new ApiV3Cipher(key)).not.toThrow(key);
  });

  it('shows no key when it is inspected', () => {
    expect(inspect(cipher, { depth: 9, showHidden: true })).not.toContain(KEY);
  });
});
