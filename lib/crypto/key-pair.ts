import { constants, type KeyObject, sign, verify } from 'node:crypto';
import { WeChatConfigError } from '../common/index.js';
import { firstOf, privateDerOf, publicDerOf, rsaPrivateKeyOf, rsaPublicKeyOf } from './key-text.js';
import { isSm2, sm2PrivateKeyOf, sm2PublicKeyOf, Sm2Signer, verifySm2 } from './sm.js';

const { RSA_PKCS1_PSS_PADDING, RSA_PSS_SALTLEN_AUTO } = constants;
const SALT_LENGTH = 32;

/** Signs with the private key an application keeps (应用私钥): RSA (RSAwithSHA256, PSS) or SM2 (SM2withSM3). */
export class SigningKey {
  readonly #rsa?: KeyObject;
  readonly #sm2?: Sm2Signer;

  /** @param text PEM in PKCS#1, PKCS#8 or SEC1, or its base64 alone */
  constructor(text: string) {
    const der = privateDerOf(text);
    const number = isSm2(der) ? sm2PrivateKeyOf(der) : undefined;
    if (number) {
      this.#sm2 = firstOf(() => new Sm2Signer(number));
    } else {
      this.#rsa = rsaPrivateKeyOf(der);
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
    const der = publicDerOf(text);
    const point = isSm2(der) ? sm2PublicKeyOf(der) : undefined;
    if (point) {
      this.#sm2 = point;
      return;
    }
    this.#rsa = rsaPublicKeyOf(der);
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
