import { constants, generateKeyPairSync, publicEncrypt } from 'node:crypto';
import { describe, expect, it } from '@jest/globals';
import { WeChatConfigError, WeChatDecryptError } from '../../../lib/common/index.js';
import { MerchantKey } from '../../../lib/crypto/index.js';
import { payVector } from '../pay/pay.vectors.js';

const SIGNED = payVector('v3-sha256-with-rsa-wechatpay-go');
const SEALED = payVector('v3-oaep-decrypt-powerwechat');
const SEALED_4096 = payVector('v3-oaep-decrypt-4096');
const key = new MerchantKey(SEALED.input.privateKeyPem as string);

describe('MerchantKey', () => {
  it('signs as WeChat Pay’s own library does, at once and aside', async () => {
    const { message, privateKeyPem } = SIGNED.input as Record<string, string>;
    const signing = new MerchantKey(privateKeyPem as string);
    expect(signing.sign(message as string)).toBe(SIGNED.expected.signature);
    expect(await signing.signAside(message as string)).toBe(SIGNED.expected.signature);
  });

  it.each([SEALED, SEALED_4096])('opens $name', ({ input, expected }) => {
    const opening = new MerchantKey(input.privateKeyPem as string);
    expect(opening.decrypt(input.ciphertext as string)).toBe(expected.plaintext);
  });

  it('is read from bare base64 and from a text with other blocks, too', () => {
    const pem = SEALED.input.privateKeyPem as string;
    const base64 = pem.replaceAll(/-----[^-]+-----|\s/g, '');
    const certificate = payVector('v3-certificate-serial-leading-zero').input.certificatePem;
    for (const text of [base64, `${certificate}\n${pem}`, pem.replaceAll('\n', '\r\n')])
      expect(new MerchantKey(text).decrypt(SEALED.input.ciphertext as string)).toBe('Hello PowerWechat');
  });

  it.each([
    ['what was sealed for another key', SEALED_4096.input.ciphertext],
    ['an altered text', `AAAA${SEALED.input.ciphertext?.slice(4)}`],
    ['a text cut short', SEALED.input.ciphertext?.slice(0, 100)],
    ['clear text', 'Hello PowerWechat'],
    ['nothing', ''],
  ])('refuses %s', (_what, ciphertext) => {
    expect(() => key.decrypt(ciphertext as string)).toThrow(WeChatDecryptError);
  });

  it('refuses what was sealed with the padding that leaks, PKCS#1 v1.5', () => {
    const publicKey = { key: SEALED.input.publicKeyPem as string, padding: constants.RSA_PKCS1_PADDING };
    const ciphertext = publicEncrypt(publicKey, Buffer.from('Hello')).toString('base64');
    expect(() => key.decrypt(ciphertext)).toThrow(WeChatDecryptError);
  });

  it.each([
    ['a public key', SEALED.input.publicKeyPem],
    ['a certificate', payVector('v3-certificate-serial-leading-zero').input.certificatePem],
    [
      'a key on a curve',
      generateKeyPairSync('ec', { namedCurve: 'P-256' }).privateKey.export({ type: 'pkcs8', format: 'pem' }),
    ],
    ['no key', 'apiclient_key.pem'],
    ['nothing', ''],
  ])('cannot be %s', (_what, text) => {
    expect(() => new MerchantKey(text as string)).toThrow(WeChatConfigError);
  });
});
