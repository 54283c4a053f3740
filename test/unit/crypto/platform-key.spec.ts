import { describe, expect, it } from '@jest/globals';
import { WeChatConfigError } from '../../../lib/common/index.js';
import { MerchantKey, PlatformKey, readCertificate } from '../../../lib/crypto/index.js';
import { payVector } from '../pay/pay.vectors.js';

const VERIFIED = payVector('v3-sha256-with-rsa-4096-verify');
const FORGED = payVector('v3-sha256-with-rsa-verify-fake');
const SEALED = payVector('v3-oaep-decrypt-powerwechat');
const message = Buffer.from(VERIFIED.input.message as string);
const signature = VERIFIED.input.signature as string;

describe('PlatformKey', () => {
  it.each(['publicKeyPem', 'publicKeyPkcs1Pem', 'certificatePem'])(
    'verifies with the key in %s, and in its bare base64',
    (name) => {
      const text = VERIFIED.input[name] as string;
      for (const given of [text, text.replaceAll(/-----[^-]+-----|\s/g, '')])
        expect(new PlatformKey(given).isSigned(message, signature)).toBe(true);
    },
  );

  it.each([
    ['a forged signature', message, FORGED.input.signature],
    ['no signature', message, ''],
    ['a signature cut short', message, signature.slice(0, 100)],
    ['another text', Buffer.from(`${VERIFIED.input.message} `), signature],
    ['no text', Buffer.alloc(0), signature],
  ])('does not take %s, and does not throw', (_what, text, given) => {
    expect(new PlatformKey(VERIFIED.input.publicKeyPem as string).isSigned(text, given as string)).toBe(
      false,
    );
  });

  it('does not take what another key signed', () => {
    const other = new PlatformKey(SEALED.input.publicKeyPem as string);
    expect(other.isSigned(message, signature)).toBe(false);
  });

  it('seals what the private key opens, each time anew', () => {
    const key = new PlatformKey(SEALED.input.publicKeyPem as string);
    const opening = new MerchantKey(SEALED.input.privateKeyPem as string);
    expect(opening.decrypt(key.encrypt('张三'))).toBe('张三');
    expect(key.encrypt('张三')).not.toBe(key.encrypt('张三'));
  });

  it('seals 214 bytes at most, a key of 2048 bits having no room for more', () => {
    const key = new PlatformKey(SEALED.input.publicKeyPem as string);
    expect(key.encrypt('x'.repeat(214))).toMatch(/^[\w+/]{342}==$/);
    expect(() => key.encrypt('x'.repeat(215))).toThrow();
  });

  it.each([
    ['no key', 'pub_key.pem'],
    ['nothing', ''],
  ])('cannot be %s', (_what, text) => {
    expect(() => new PlatformKey(text as string)).toThrow(WeChatConfigError);
  });
});

describe('readCertificate', () => {
  it.each([
    payVector('v3-certificate-serial-leading-zero'),
    payVector('v3-certificate-serial-apiclient_cert'),
  ])('reads the number of $name as the headers have it', ({ input, expected }) => {
    expect(readCertificate(input.certificatePem as string)?.serialNo).toBe(expected.serial);
  });

  it('reads from when to when it is valid', () => {
    const text = payVector('v3-certificate-serial-leading-zero').input.certificatePem as string;
    expect(readCertificate(text)).toMatchObject({
      validFrom: Date.UTC(2022, 2, 4, 15, 17, 1),
      validTo: Date.UTC(2295, 11, 17, 15, 17, 1),
    });
  });

  it.each(['', 'no certificate', SEALED.input.publicKeyPem, SEALED.input.privateKeyPem])(
    'reads nothing from what is none',
    (text) => {
      expect(readCertificate(text as string)).toBeUndefined();
    },
  );
});
