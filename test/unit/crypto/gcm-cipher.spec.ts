import { describe, expect, it } from '@jest/globals';
import { WeChatConfigError, WeChatDecryptError } from '../../../lib/common/index.js';
import { GcmCipher } from '../../../lib/crypto/index.js';
import { apiSecurityVectors } from './api-security.vectors.js';

const AES_KEY = Buffer.alloc(32, 7).toString('base64');
const SM4_KEY = Buffer.alloc(16, 7).toString('base64');
const flip = (base64: string): string => {
  const bytes = Buffer.from(base64, 'base64');
  bytes.writeUInt8((bytes[0] ?? 0) ^ 1, 0);
  return bytes.toString('base64');
};

describe('GcmCipher', () => {
  it.each(apiSecurityVectors('secure-api-encrypt'))('seals as %s', (_name, { input, expected }) => {
    const { symmetricKey, plaintext, aad, iv } = input as Record<string, string>;
    const sealed = new GcmCipher(symmetricKey as string).seal(
      plaintext as string,
      aad as string,
      Buffer.from(iv as string, 'base64'),
    );
    expect(sealed).toEqual({ iv, ...expected });
  });

  it.each(apiSecurityVectors('secure-api-decrypt'))('opens %s', (_name, { input, expected }) => {
    const { symmetricKey, aad, body } = input as Record<string, string>;
    const opened = new GcmCipher(symmetricKey as string).open(JSON.parse(body as string), aad as string);
    expect(JSON.parse(opened.toString('utf8'))).toEqual(expected.json);
  });

  it.each(apiSecurityVectors('sm4-gcm-encrypt'))('seals as %s', (_name, { input, expected }) => {
    const { keyUtf8, nonceUtf8, aadUtf8, plaintext } = input as Record<string, string>;
    const cipher = new GcmCipher(Buffer.from(keyUtf8 as string).toString('base64'));
    const sealed = cipher.seal(plaintext as string, aadUtf8 as string, Buffer.from(nonceUtf8 as string));
    const whole = Buffer.concat([sealed.data, sealed.authtag].map((text) => Buffer.from(text, 'base64')));
    expect(whole.toString('base64')).toBe(expected.ciphertextWithTag);
    expect(cipher.open(sealed, aadUtf8 as string).toString('utf8')).toBe(plaintext);
  });

  describe.each([
    ['AES-256', AES_KEY],
    ['SM4', SM4_KEY],
  ])('of %s', (_name, key) => {
    const cipher = new GcmCipher(key);
    const sealed = cipher.seal('你好😀', 'aad');

    it('opens what it sealed, and seals the same text anew each time', () => {
      expect(cipher.open(sealed, 'aad').toString('utf8')).toBe('你好😀');
      expect(cipher.seal('你好😀', 'aad').iv).not.toBe(sealed.iv);
      expect(cipher.open(cipher.seal('', 'aad'), 'aad')).toHaveLength(0);
    });

    it.each([
      ['an altered text', { ...sealed, data: flip(sealed.data) }, 'aad'],
      ['an altered tag', { ...sealed, authtag: flip(sealed.authtag) }, 'aad'],
      ['an altered iv', { ...sealed, iv: flip(sealed.iv) }, 'aad'],
      ['a tag cut to 4 bytes', { ...sealed, authtag: sealed.authtag.slice(0, 8) }, 'aad'],
      ['no tag', { ...sealed, authtag: '' }, 'aad'],
      ['an iv cut short', { ...sealed, iv: sealed.iv.slice(0, 8) }, 'aad'],
      ['a text cut short', { ...sealed, data: sealed.data.slice(0, -4) }, 'aad'],
      ['another occasion', sealed, 'other'],
    ])('refuses %s', (_what, altered, aad) => {
      expect(() => cipher.open(altered, aad)).toThrow(WeChatDecryptError);
    });

    it.each([{ iv: '' }, { iv: 'AAAA' }, { authtag: '' }, { authtag: 'AAAAAA==' }])(
      'says that the length is wrong of %j',
      (part) => {
        expect(() => cipher.open({ ...sealed, ...part }, 'aad')).toThrow(/length/);
      },
    );

    it('refuses what another key sealed', () => {
      const other = new GcmCipher(flip(key));
      expect(() => other.open(sealed, 'aad')).toThrow(WeChatDecryptError);
    });
  });

  it.each([
    ['24 bytes', Buffer.alloc(24).toString('base64')],
    ['hex', 'ab'.repeat(32)],
    ['no base64', '!'.repeat(44)],
    ['nothing', ''],
  ])('refuses a key of %s without showing it', (_what, key) => {
    expect(() => new GcmCipher(key)).toThrow(WeChatConfigError);
    if (key) expect(() => new GcmCipher(key)).not.toThrow(key);
  });
});
