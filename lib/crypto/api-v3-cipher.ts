import { createCipheriv, createDecipheriv, createSecretKey, type KeyObject, randomBytes } from 'node:crypto';
import { WeChatConfigError, WeChatDecryptError } from '../common/index.js';

const KEY_LENGTH = 32;
const TAG_LENGTH = 16;
const NONCE_BYTES = 6;

/** A sealed resource, in WeChat Pay's own words. */
export interface SealedResource {
  readonly nonce: string;
  /** May be absent or empty. */
  readonly associated_data?: string;
  /** Base64, the tag behind the text. */
  readonly ciphertext: string;
}

/** Opens and seals with the APIv3 key (APIv3密钥): AEAD_AES_256_GCM. */
export class ApiV3Cipher {
  readonly #key: KeyObject;

  /** @param key 32 characters, as they were set in the console */
  constructor(key: string) {
    const bytes = Buffer.from(key);
    if (bytes.length !== KEY_LENGTH) {
      throw new WeChatConfigError(`the key has ${bytes.length} bytes: give the 32 characters of the console`);
    }
    this.#key = createSecretKey(bytes);
  }

  /** @throws {WeChatDecryptError} when it was altered, or sealed with another key or for another occasion */
  open({ nonce, associated_data = '', ciphertext }: SealedResource): string {
    const bytes = Buffer.from(ciphertext, 'base64');
    if (bytes.length < TAG_LENGTH)
      throw new WeChatDecryptError('The ciphertext is too short to hold its tag');
    try {
      const options = { authTagLength: TAG_LENGTH };
      const decipher = createDecipheriv('aes-256-gcm', this.#key, Buffer.from(nonce), options);
      decipher.setAAD(Buffer.from(associated_data)).setAuthTag(bytes.subarray(-TAG_LENGTH));
      return decipher.update(bytes.subarray(0, -TAG_LENGTH), undefined, 'utf8') + decipher.final('utf8');
    } catch {
      throw new WeChatDecryptError('The resource was altered, or sealed with another APIv3 key');
    }
  }

  seal(
    text: string,
    associatedData = '',
    nonce = randomBytes(NONCE_BYTES).toString('hex'),
  ): Required<SealedResource> {
    const options = { authTagLength: TAG_LENGTH };
    const cipher = createCipheriv('aes-256-gcm', this.#key, Buffer.from(nonce), options);
    cipher.setAAD(Buffer.from(associatedData));
    const bytes = Buffer.concat([cipher.update(text, 'utf8'), cipher.final(), cipher.getAuthTag()]);
    return { nonce, associated_data: associatedData, ciphertext: bytes.toString('base64') };
  }
}
