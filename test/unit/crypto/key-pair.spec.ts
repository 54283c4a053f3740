import { generateKeyPairSync } from 'node:crypto';
import { describe, expect, it } from '@jest/globals';
import { WeChatConfigError } from '../../../lib/common/index.js';
import { SigningKey, VerifyingKey } from '../../../lib/crypto/index.js';
import {
  PLATFORM_RSA_CERTIFICATE,
  PLATFORM_RSA_KEY,
  SM2_CERTIFICATE,
  SM2_KEY_PKCS8,
  SM2_KEY_SEC1,
  SM2_KEY_SEC1_WITH_PARAMETERS,
  SM2_PUBLIC_KEY,
} from '../../src/secure-api.keys.js';
import { apiSecurityVectors } from './api-security.vectors.js';

const MESSAGE = Buffer.from('https://api.weixin.qq.com/wxa/x\nwx1\n1\n{"你好":1}');
const bare = (pem: string): string => pem.replace(/-----[^-]+-----|\s/g, '');
const { privateKey, publicKey } = generateKeyPairSync('rsa', { modulusLength: 2048 });
const privatePem = (type: 'pkcs1' | 'pkcs8') => privateKey.export({ format: 'pem', type }) as string;
const publicPem = (type: 'pkcs1' | 'spki') => publicKey.export({ format: 'pem', type }) as string;

describe('VerifyingKey', () => {
  it.each(apiSecurityVectors('secure-api-verify'))('agrees with %s', (_name, { input, expected }) => {
    const { urlpath, appId, timestamp, body, certificatePem, signature } = input as Record<string, string>;
    const message = Buffer.from([urlpath, appId, timestamp, body].join('\n'));
    const key = new VerifyingKey(certificatePem as string);
    expect(key.isSigned(message, signature as string, '')).toBe(expected.valid);
  });

  it.each(apiSecurityVectors('rsa-pss-verify'))('agrees with %s, PKCS#1 and SPKI', (_name, { input }) => {
    const { message, publicKeyPem, publicKeyPkcs1Pem, signature } = input as Record<string, string>;
    for (const pem of [publicKeyPem, publicKeyPkcs1Pem, bare(publicKeyPem as string)]) {
      const key = new VerifyingKey(pem as string);
      expect(key.isSigned(Buffer.from(message as string), signature as string, '')).toBe(true);
      expect(key.isSigned(Buffer.from(`${message}.`), signature as string, '')).toBe(false);
    }
  });

  it.each(apiSecurityVectors('sm2-sm3-verify'))('agrees with %s', (_name, { input }) => {
    const { message, publicKeyPem, userId, signature } = input as Record<string, string>;
    const key = new VerifyingKey(publicKeyPem as string);
    const isSigned = (text: string, id: string): boolean =>
      key.isSigned(Buffer.from(text), signature as string, id);
    expect(isSigned(message as string, userId as string)).toBe(true);
    expect(isSigned(`${message}.`, userId as string)).toBe(false);
    expect(isSigned(message as string, '1234567812345679')).toBe(false);
  });

  it.each([
    ['RSA', PLATFORM_RSA_CERTIFICATE],
    ['SM2', SM2_CERTIFICATE],
  ])('takes nonsense for no signature of %s', (_kind, pem) => {
    for (const nonsense of ['', 'AAAA', '!', 'MAYCAQACAQA=', Buffer.alloc(256, 1).toString('base64')]) {
      expect(new VerifyingKey(pem).isSigned(MESSAGE, nonsense, 'id')).toBe(false);
    }
  });

  it.each([
    ['nothing', ''],
    ['a word', 'certificate'],
    ['a private key', SM2_KEY_SEC1],
    ['a cut certificate', PLATFORM_RSA_CERTIFICATE.slice(0, 400)],
    [
      'a key of another curve',
      generateKeyPairSync('ec', { namedCurve: 'P-256' }).publicKey.export({
        format: 'pem',
        type: 'spki',
      }) as string,
    ],
  ])('refuses %s', (_what, text) => {
    expect(() => new VerifyingKey(text)).toThrow(WeChatConfigError);
  });
});

describe('SigningKey', () => {
  it.each([
    ['RSA in PKCS#1', privatePem('pkcs1'), publicPem('spki')],
    ['RSA in PKCS#8', privatePem('pkcs8'), publicPem('pkcs1')],
    ['RSA in PKCS#1, base64 alone', bare(privatePem('pkcs1')), bare(publicPem('spki'))],
    ['RSA in PKCS#8, base64 alone', bare(privatePem('pkcs8')), bare(publicPem('pkcs1'))],
    ['RSA with Windows line breaks', privatePem('pkcs1').replaceAll('\n', '\r\n'), publicPem('spki')],
    ['RSA, certificate', PLATFORM_RSA_KEY, PLATFORM_RSA_CERTIFICATE],
    ['RSA, certificate in base64 alone', PLATFORM_RSA_KEY, bare(PLATFORM_RSA_CERTIFICATE)],
    ['SM2 in PKCS#8', SM2_KEY_PKCS8, SM2_PUBLIC_KEY],
    ['SM2 in SEC1', SM2_KEY_SEC1, SM2_CERTIFICATE],
    ['SM2 in SEC1 behind its parameters', SM2_KEY_SEC1_WITH_PARAMETERS, SM2_PUBLIC_KEY],
    ['SM2, base64 alone', bare(SM2_KEY_PKCS8), bare(SM2_CERTIFICATE)],
  ])('signs with %s what the other half verifies', (_what, secret, open) => {
    const signature = new SigningKey(secret).sign(MESSAGE, 'key-no');
    const verifier = new VerifyingKey(open);
    expect(verifier.isSigned(MESSAGE, signature, 'key-no')).toBe(true);
    expect(verifier.isSigned(Buffer.concat([MESSAGE, Buffer.of(32)]), signature, 'key-no')).toBe(false);
  });

  it('says which kind it is', () => {
    expect(new SigningKey(SM2_KEY_SEC1).isSm2).toBe(true);
    expect(new SigningKey(PLATFORM_RSA_KEY).isSm2).toBe(false);
  });

  it.each([
    ['nothing', ''],
    ['a public key', publicPem('spki')],
    ['a certificate', PLATFORM_RSA_CERTIFICATE],
    ['a cut key', privatePem('pkcs8').slice(0, 300)],
    [
      'an encrypted key',
      privateKey.export({ format: 'pem', type: 'pkcs8', cipher: 'aes-128-cbc', passphrase: 'x' }) as string,
    ],
    [
      'a key of another curve',
      generateKeyPairSync('ec', { namedCurve: 'P-256' }).privateKey.export({
        format: 'pem',
        type: 'pkcs8',
      }) as string,
    ],
  ])('refuses %s without showing it', (_what, text) => {
    expect(() => new SigningKey(text)).toThrow(WeChatConfigError);
    if (text) expect(() => new SigningKey(text)).not.toThrow(text.slice(40, 90));
  });

  it('says what to do with an encrypted key', () => {
    const pem = privateKey.export({ format: 'pem', type: 'pkcs8', cipher: 'aes-128-cbc', passphrase: 'x' });
    expect(() => new SigningKey(pem as string)).toThrow(/encrypted.*pass phrase/);
  });
});
