import { constants, type KeyObject, privateDecrypt, sign } from 'node:crypto';
import { WeChatConfigError, WeChatDecryptError } from '../common/index.js';
import { privateDerOf, rsaPrivateKeyOf } from './key-text.js';

const { RSA_PKCS1_OAEP_PADDING } = constants;

/** A merchant's private key (商户API私钥): signs what the merchant says (RSA-SHA256) and opens what only it may read. */
export class MerchantKey {
  readonly #key: KeyObject;

  /**
   * @param text PEM in PKCS#8 or PKCS#1 (`apiclient_key.pem`), or its base64 alone
   * @throws {WeChatConfigError} when it is no RSA key, or encrypted
   */
  constructor(text: string) {
    const key = rsaPrivateKeyOf(privateDerOf(text));
    if (!key) {
      throw new WeChatConfigError(
        'the private key cannot be read: give the text of apiclient_key.pem, line breaks and all',
      );
    }
    this.#key = key;
  }

  /** @returns base64 */
  sign(message: string): string {
    return sign('sha256', Buffer.from(message), this.#key).toString('base64');
  }

  /** The same on a thread of its own: a signature takes as long as a whole request does otherwise. */
  signAside(message: string): Promise<string> {
    return new Promise((resolve, reject) => {
      sign('sha256', Buffer.from(message), this.#key, (error, signature) => {
        if (error) reject(error);
        else resolve(signature.toString('base64'));
      });
    });
  }

  /**
   * Opens a sensitive field (敏感信息).
   *
   * @param ciphertext base64 of RSA-OAEP
   * @throws {WeChatDecryptError} when it was sealed for another key
   */
  decrypt(ciphertext: string): string {
    try {
      const options = { key: this.#key, padding: RSA_PKCS1_OAEP_PADDING, oaepHash: 'sha1' };
      return privateDecrypt(options, Buffer.from(ciphertext, 'base64')).toString('utf8');
    } catch {
      throw new WeChatDecryptError('The field was altered, or sealed for another key');
    }
  }
}
