import { createCipheriv, createDecipheriv } from 'node:crypto';
import { WeChatDecryptError } from '../common/index.js';

const AES_BLOCK = 16;
/** Files are padded to 32 bytes, not to AES's 16. */
const PAD_BLOCK = 32;
const KEY_LENGTH = 32;
const REFUSED = 'The file was altered or cut, or sealed with another key';

const keyOf = (key: string): Buffer => Buffer.from(key, 'base64');

/** Whether a text is a key files are sealed with: 32 bytes as base64, with or without the padding sign. */
export const isFileKey = (key: string): boolean =>
  /^[A-Za-z0-9+/]{43}=?$/.test(key) && keyOf(key).length === KEY_LENGTH;

/**
 * Opens a file WeCom sealed: one somebody sent to an AI bot (智能机器人), or an export. AES-256-CBC, the vector being the key's first half.
 *
 * @param key the encodingAESKey of the callback, the aeskey that came with the address, or what the export was begun with
 * @throws {WeChatDecryptError} when it was altered, cut, or sealed with another key
 */
export function openSealedFile(sealed: Uint8Array, key: string): Buffer {
  if (!isFileKey(key)) throw new WeChatDecryptError('The key of a file is not 32 bytes as base64');
  if (sealed.length === 0 || sealed.length % AES_BLOCK !== 0) throw new WeChatDecryptError(REFUSED);
  const bytes = keyOf(key);
  const decipher = createDecipheriv('aes-256-cbc', bytes, bytes.subarray(0, AES_BLOCK)).setAutoPadding(false);
  const opened = Buffer.concat([decipher.update(sealed), decipher.final()]);
  const pad = opened[opened.length - 1] as number;
  const length = opened.length - pad;
  if (pad < 1 || pad > PAD_BLOCK || length < 0 || !opened.subarray(length).every((byte) => byte === pad))
    throw new WeChatDecryptError(REFUSED);
  return opened.subarray(0, length);
}

/** Seals a file as WeCom does. */
export function sealFile(content: Uint8Array, key: string): Buffer {
  const bytes = keyOf(key);
  const pad = PAD_BLOCK - (content.length % PAD_BLOCK);
  const cipher = createCipheriv('aes-256-cbc', bytes, bytes.subarray(0, AES_BLOCK)).setAutoPadding(false);
  return Buffer.concat([cipher.update(Buffer.concat([content, Buffer.alloc(pad, pad)])), cipher.final()]);
}
