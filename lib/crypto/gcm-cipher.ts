import { createCipheriv, createDecipheriv, createSecretKey, type KeyObject, randomBytes } from 'node:crypto';
import { WeChatConfigError, WeChatDecryptError } from '../common/index.js';
import { openSm4, sealSm4 } from './sm.js';

const IV_LENGTH = 12;
const TAG_LENGTH = 16;
const AES_KEY_LENGTH = 32;
const SM4_KEY_LENGTH = 16;
/** Node passes over what is no base64. */
const BASE64 = /^[A-Za-z0-9+/]+={0,2}$/;

/** A sealed text; base64. */
export interface SealedText {
  readonly iv: string;
  readonly data: string;
  readonly authtag: string;
}

/** Seals and opens texts with a key of 32 bytes (AES-256-GCM) or of 16 (SM4-GCM). */
export class GcmCipher {
  readonly #key: KeyObject;

  /** @param key base64, as the console shows it */
  constructor(key: string) {
    const bytes = BASE64.test(key) ? Buffer.from(key, 'base64') : Buffer.alloc(0);
    if (bytes.length !== AES_KEY_LENGTH && bytes.length !== SM4_KEY_LENGTH) {
      throw new WeChatConfigError(
        `the key has ${bytes.length} bytes: copy the base64 text of the console, which stands for 32 (AES256) or 16 (SM4)`,
      );
    }
    this.#key = createSecretKey(bytes);
  }

  /** @param aad what is authenticated along */
  seal(plaintext: string, aad: string, iv: Buffer = randomBytes(IV_LENGTH)): SealedText {
    const { data, tag } = this.#isSm4
      ? sealSm4(this.#key.export(), iv, Buffer.from(aad), Buffer.from(plaintext))
      : this.#sealAes(plaintext, aad, iv);
    return {
      iv: iv.toString('base64'),
      data: data.toString('base64'),
      authtag: tag.toString('base64'),
    };
  }

  /** @throws {WeChatDecryptError} when it was altered, or sealed with another key or for another occasion */
  open({ iv, data, authtag }: SealedText, aad: string): Buffer {
    const nonce = Buffer.from(iv, 'base64');
    const tag = Buffer.from(authtag, 'base64');
    // a shorter tag would be easier to forge
    if (nonce.length !== IV_LENGTH || tag.length !== TAG_LENGTH) {
      throw new WeChatDecryptError('The iv or the authtag has not the length of its kind');
    }
    try {
      const bytes = Buffer.from(data, 'base64');
      return this.#isSm4
        ? openSm4(this.#key.export(), nonce, Buffer.from(aad), bytes, tag)
        : this.#openAes(nonce, tag, bytes, aad);
    } catch {
      throw new WeChatDecryptError('The text was altered, or sealed with another key');
    }
  }

  get #isSm4(): boolean {
    return this.#key.symmetricKeySize === SM4_KEY_LENGTH;
  }

  #sealAes(plaintext: string, aad: string, iv: Buffer): { data: Buffer; tag: Buffer } {
    const cipher = createCipheriv('aes-256-gcm', this.#key, iv, { authTagLength: TAG_LENGTH });
    cipher.setAAD(Buffer.from(aad));
    const data = Buffer.concat([cipher.update(plaintext, 'utf8'), cipher.final()]);
    return { data, tag: cipher.getAuthTag() };
  }

  #openAes(iv: Buffer, tag: Buffer, data: Buffer, aad: string): Buffer {
    const decipher = createDecipheriv('aes-256-gcm', this.#key, iv, { authTagLength: TAG_LENGTH });
    decipher.setAAD(Buffer.from(aad)).setAuthTag(tag);
    return Buffer.concat([decipher.update(data), decipher.final()]);
  }
}
