import {
  type Cipher,
  createCipheriv,
  createDecipheriv,
  createSecretKey,
  type Decipher,
  type KeyObject,
  randomFillSync,
} from 'node:crypto';
import { WeChatConfigError, WeChatDecryptError } from '../common/index.js';

const AES_BLOCK = 16;
/** The envelope is padded to 32 bytes, not to AES's 16. */
const PAD_BLOCK = 32;
const RANDOM_LENGTH = 16;
const HEADER_LENGTH = RANDOM_LENGTH + 4;

/** 43 characters, as the console shows it. */
export const isEncodingAESKey = (text: string): boolean => /^[A-Za-z0-9+/]{43}$/.test(text);

/** An opened envelope. */
export interface OpenedMessage {
  plaintext: string;
  /** Whom it was sealed for: appid, corpid or suite id. */
  receiveId: string;
}

/**
 * Seals and opens message envelopes (消息加解密): AES-256-CBC over 16 random bytes, the length, the text and the id of
 * its receiver.
 */
export class MessageCipher {
  readonly #key: KeyObject;
  readonly #iv: Buffer;
  // one of each for all messages: making one takes longer than what it does
  #sealing?: Cipher;
  #opening?: Decipher;
  /** What the first block of the next message is chained with: the last block of the one before. */
  #chained: Buffer;

  /** @param encodingAESKey 43 characters, as the console shows it */
  constructor(encodingAESKey: string) {
    if (!isEncodingAESKey(encodingAESKey)) {
      throw new WeChatConfigError(
        `encodingAESKey has ${encodingAESKey.length} characters or others than letters and digits; copy the 43 characters of the console (消息加解密密钥)`,
      );
    }
    const bytes = Buffer.from(`${encodingAESKey}=`, 'base64');
    this.#key = createSecretKey(bytes);
    this.#iv = bytes.subarray(0, AES_BLOCK);
    this.#chained = this.#iv;
  }

  /** Seals a text for a receiver; base64. */
  seal(plaintext: string, receiveId: string, random: Buffer = randomPrefix()): string {
    const textLength = Buffer.byteLength(plaintext);
    const contentLength = HEADER_LENGTH + textLength + Buffer.byteLength(receiveId);
    const pad = PAD_BLOCK - (contentLength % PAD_BLOCK);
    const envelope = Buffer.allocUnsafe(contentLength + pad);
    random.copy(envelope);
    envelope.writeUInt32BE(textLength, RANDOM_LENGTH);
    envelope.write(plaintext, HEADER_LENGTH);
    envelope.write(receiveId, HEADER_LENGTH + textLength);
    envelope.fill(pad, contentLength);
    this.#sealing ??= createCipheriv('aes-256-cbc', this.#key, this.#iv).setAutoPadding(false);
    // the cipher would go on from the message before; each begins with the vector instead
    xorOnto(envelope, this.#chained);
    xorOnto(envelope, this.#iv);
    const sealed = this.#sealing.update(envelope); // whole blocks: nothing is left for final()
    this.#chained = sealed.subarray(-AES_BLOCK);
    return sealed.toString('base64');
  }

  /**
   * Opens an envelope. Whom it was sealed for is for the caller to compare.
   *
   * @throws {WeChatDecryptError} when it is malformed or was sealed with another key
   */
  open(sealed: string): OpenedMessage {
    const cipherText = Buffer.from(sealed, 'base64');
    if (cipherText.length === 0 || cipherText.length % AES_BLOCK !== 0 || !isWhole(sealed, cipherText)) {
      throw new WeChatDecryptError('The cipher text is not base64 of whole AES blocks');
    }
    this.#opening ??= createDecipheriv('aes-256-cbc', this.#key, this.#iv).setAutoPadding(false);
    // the first block alone is chained with the message before, and its random bytes are not read
    const envelope = this.#opening.update(cipherText);
    const pad = envelope[envelope.length - 1] as number;
    const contentLength = envelope.length - pad;
    if (
      pad < 1 ||
      pad > PAD_BLOCK ||
      contentLength < HEADER_LENGTH ||
      !isFilled(envelope, contentLength, pad)
    ) {
      throw new WeChatDecryptError('The cipher text was sealed with another encodingAESKey');
    }
    const textEnd = HEADER_LENGTH + envelope.readUInt32BE(RANDOM_LENGTH);
    if (textEnd > contentLength) {
      throw new WeChatDecryptError('The cipher text was sealed with another encodingAESKey');
    }
    return {
      plaintext: envelope.toString('utf8', HEADER_LENGTH, textEnd),
      receiveId: envelope.toString('utf8', textEnd, contentLength),
    };
  }
}

/** Node passes over what is no base64: it is missing from the length then. */
function isWhole(base64: string, bytes: Buffer): boolean {
  return base64.length === Math.ceil(bytes.length / 3) * 4;
}

/** Adds a block to the first one of others. */
function xorOnto(bytes: Buffer, block: Buffer): void {
  for (let index = 0; index < AES_BLOCK; index += 1)
    bytes[index] = (bytes[index] as number) ^ (block[index] as number);
}

/** Random bytes for many messages: drawing them takes the same time for one. */
const drawn = Buffer.allocUnsafe(RANDOM_LENGTH * 256);
let used = drawn.length;

/** 16 bytes that nobody had before. */
function randomPrefix(): Buffer {
  if (used === drawn.length) {
    randomFillSync(drawn);
    used = 0;
  }
  return drawn.subarray(used, (used += RANDOM_LENGTH));
}

function isFilled(bytes: Buffer, from: number, value: number): boolean {
  for (let index = from; index < bytes.length; index += 1) if (bytes[index] !== value) return false;
  return true;
}
