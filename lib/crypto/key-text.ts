import { createPrivateKey, createPublicKey, type KeyObject, X509Certificate } from 'node:crypto';
import { WeChatConfigError } from '../common/index.js';

const PEM = /-----BEGIN ([A-Z0-9 ]+)-----([^-]+)-----END \1-----/g;

/** One block of a PEM text, or bare base64. */
interface KeyText {
  readonly label?: string;
  readonly der: Buffer;
}

function readBlocks(text: string): KeyText[] {
  const blocks = [...text.matchAll(PEM)].map(([, label, base64]) => ({
    label,
    der: Buffer.from(base64 as string, 'base64'),
  }));
  return blocks.length > 0 ? blocks : [{ der: Buffer.from(text, 'base64') }];
}

/** What the first form makes of it that fits; OpenSSL's own errors are of no use to a reader. */
export function firstOf<T>(...forms: Array<() => T>): T | undefined {
  for (const form of forms) {
    try {
      return form();
    } catch {
      // the next form
    }
  }
  return undefined;
}

const rsaOnly = (key: KeyObject): KeyObject => {
  if (key.asymmetricKeyType !== 'rsa') throw new TypeError('not RSA');
  return key;
};

/**
 * The bytes of the private key in a text: PEM in PKCS#1, PKCS#8 or SEC1, or its base64 alone.
 *
 * @throws {WeChatConfigError} when it is encrypted
 */
export function privateDerOf(text: string): Buffer {
  const blocks = readBlocks(text);
  const { label, der } =
    blocks.find((block) => block.label?.endsWith('PRIVATE KEY')) ?? (blocks[0] as KeyText);
  if (label?.startsWith('ENCRYPTED') || /Proc-Type: 4,ENCRYPTED/.test(text)) {
    throw new WeChatConfigError('the private key is encrypted: take the pass phrase off it (openssl pkey)');
  }
  return der;
}

/** The bytes of the certificate or public key in a text: PEM, or its base64 alone. */
export const publicDerOf = (text: string): Buffer => (readBlocks(text)[0] as KeyText).der;

/** An RSA key in PKCS#8 or PKCS#1; undefined when it is none. */
export const rsaPrivateKeyOf = (der: Buffer): KeyObject | undefined =>
  firstOf(
    () => rsaOnly(createPrivateKey({ key: der, format: 'der', type: 'pkcs8' })),
    () => rsaOnly(createPrivateKey({ key: der, format: 'der', type: 'pkcs1' })),
  );

/** The RSA key of a certificate, or one in SPKI or PKCS#1; undefined when it is none. */
export const rsaPublicKeyOf = (der: Buffer): KeyObject | undefined =>
  firstOf(
    () => rsaOnly(new X509Certificate(der).publicKey),
    () => rsaOnly(createPublicKey({ key: der, format: 'der', type: 'spki' })),
    () => rsaOnly(createPublicKey({ key: der, format: 'der', type: 'pkcs1' })),
  );
