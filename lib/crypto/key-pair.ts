import {
  constants,
  createPrivateKey,
  createPublicKey,
  type KeyObject,
  sign,
  verify,
  X509Certificate,
} from 'node:crypto';
import { WeChatConfigError } from '../common/index.js';
import { isSm2, sm2PrivateKeyOf, sm2PublicKeyOf, Sm2Signer, verifySm2 } from './sm.js';

const { RSA_PKCS1_PSS_PADDING, RSA_PSS_SALTLEN_AUTO } = constants;
const SALT_LENGTH = 32;
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
function firstOf<T>(...forms: Array<() => T>): T | undefined {
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

/** Signs with the private key an application keeps (应用私钥): RSA (RSAwithSHA256, PSS) or SM2 (SM2withSM3). */
export class SigningKey {
  readonly #rsa?: KeyObject;
  readonly #sm2?: Sm2Signer;

  /** @param text PEM in PKCS#1, PKCS#8 or SEC1, or its base64 alone */
  constructor(text: string) {
    const blocks = readBlocks(text);
    const { label, der } =
      blocks.find((block) => block.label?.endsWith('PRIVATE KEY')) ?? (blocks[0] as KeyText);
    if (label?.startsWith('ENCRYPTED') || /Proc-Type: 4,ENCRYPTED/.test(text)) {
      throw new WeChatConfigError('the private key is encrypted: take the pass phrase off it (openssl pkey)');
    }
    const number = isSm2(der) ? sm2PrivateKeyOf(der) : undefined;
    if (number) {
      this.#sm2 = firstOf(() => new Sm2Signer(number));
    } else {
      this.#rsa = firstOf(
        () => rsaOnly(createPrivateKey({ key: der, format: 'der', type: 'pkcs8' })),
        () => rsaOnly(createPrivateKey({ key: der, format: 'der', type: 'pkcs1' })),
      );
    }
    if (!this.#rsa && !this.#sm2) {
      throw new WeChatConfigError(
        'the private key cannot be read: give an RSA or SM2 key as PEM (PKCS#1 or PKCS#8), line breaks and all',
      );
    }
  }

  get isSm2(): boolean {
    return this.#sm2 !== undefined;
  }

  /** @param userId the id SM2 signs along; @returns base64 */
  sign(message: Buffer, userId: string): string {
    if (this.#sm2) return this.#sm2.sign(message, userId).toString('base64');
    const key = { key: this.#rsa as KeyObject, padding: RSA_PKCS1_PSS_PADDING, saltLength: SALT_LENGTH };
    return sign('sha256', message, key).toString('base64');
  }
}

/** Verifies with the public key of a certificate (平台证书) or the key itself. */
export class VerifyingKey {
  readonly #rsa?: KeyObject;
  readonly #sm2?: string;

  /** @param text PEM of a certificate or a public key, or its base64 alone */
  constructor(text: string) {
    const { der } = readBlocks(text)[0] as KeyText;
    const point = isSm2(der) ? sm2PublicKeyOf(der) : undefined;
    if (point) {
      this.#sm2 = point;
      return;
    }
    this.#rsa = firstOf(
      () => rsaOnly(new X509Certificate(der).publicKey),
      () => rsaOnly(createPublicKey({ key: der, format: 'der', type: 'spki' })),
      () => rsaOnly(createPublicKey({ key: der, format: 'der', type: 'pkcs1' })),
    );
    if (!this.#rsa) {
      throw new WeChatConfigError(
        'the certificate cannot be read: give the certificate of the console or its public key as PEM, RSA or SM2',
      );
    }
  }

  /** @param userId the id SM2 signs along */
  isSigned(message: Buffer, signature: string, userId: string): boolean {
    const bytes = Buffer.from(signature, 'base64');
    if (this.#sm2) return verifySm2(this.#sm2, message, bytes, userId);
    const key = {
      key: this.#rsa as KeyObject,
      padding: RSA_PKCS1_PSS_PADDING,
      saltLength: RSA_PSS_SALTLEN_AUTO,
    };
    return verify('sha256', message, key, bytes);
  }
}
