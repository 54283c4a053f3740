import { constants, type KeyObject, publicEncrypt, verify, X509Certificate } from 'node:crypto';
import { WeChatConfigError } from '../common/index.js';
import { firstOf, publicDerOf, rsaPublicKeyOf } from './key-text.js';

const { RSA_PKCS1_OAEP_PADDING } = constants;

/** A public key of WeChat Pay (微信支付公钥, or that of a platform certificate): verifies what WeChat says, and seals for it. */
export class PlatformKey {
  readonly #key: KeyObject;

  /**
   * @param text PEM of a public key or a certificate, or its base64 alone
   * @throws {WeChatConfigError} when it is no RSA key
   */
  constructor(text: string) {
    const key = rsaPublicKeyOf(publicDerOf(text));
    if (!key) {
      throw new WeChatConfigError(
        'the public key cannot be read: give the text of pub_key.pem, line breaks and all',
      );
    }
    this.#key = key;
  }

  /** @param signature base64 */
  isSigned(message: Buffer, signature: string): boolean {
    return verify('sha256', message, this.#key, Buffer.from(signature, 'base64'));
  }

  /** Seals a sensitive field (敏感信息). @returns base64 of RSA-OAEP */
  encrypt(text: string): string {
    const options = { key: this.#key, padding: RSA_PKCS1_OAEP_PADDING, oaepHash: 'sha1' };
    return publicEncrypt(options, Buffer.from(text)).toString('base64');
  }
}

/** What a certificate says of itself. */
export interface CertificateFacts {
  /** Upper-case hex, leading zero and all, as the console and the headers have it. 证书序列号 */
  readonly serialNo: string;
  /** Unix time in milliseconds. */
  readonly validFrom: number;
  /** Unix time in milliseconds. */
  readonly validTo: number;
}

/** Reads a certificate (PEM); undefined when it is none. */
export function readCertificate(text: string): CertificateFacts | undefined {
  return firstOf(() => {
    const { serialNumber, validFrom, validTo } = new X509Certificate(publicDerOf(text));
    return { serialNo: serialNumber, validFrom: Date.parse(validFrom), validTo: Date.parse(validTo) };
  });
}
