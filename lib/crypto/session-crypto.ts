import { createDecipheriv, createHmac } from 'node:crypto';
import { WeChatDecryptError } from '../common/index.js';
import { sha1 } from './signature.js';

const AES_BLOCK = 16;
const BASE64 = /^[A-Za-z0-9+/]*={0,2}$/;
// one text for every way of being wrong: who sends guesses learns nothing from it
const NOT_OPENED =
  'The data cannot be opened with this session key: it may be sealed with an older or newer one; let the person log in again';

/**
 * Opens what a mini program's front end was given sealed (加密数据): AES-128-CBC with the session key.
 *
 * @param sessionKey base64 of 16 bytes
 * @param encryptedData base64; line breaks within it are passed over
 * @param iv base64 of 16 bytes
 * @returns the JSON inside
 * @throws {WeChatDecryptError} for a part that is malformed, and for another key
 */
export function openSessionData(sessionKey: string, encryptedData: string, iv: string): unknown {
  const key = blockOf(sessionKey, 'session key');
  const vector = blockOf(iv, 'iv');
  const cipherText = fromBase64(encryptedData, 'encryptedData');
  if (cipherText.length === 0 || cipherText.length % AES_BLOCK !== 0) {
    throw new WeChatDecryptError('The encryptedData is cut: it does not consist of whole AES blocks');
  }
  const decipher = createDecipheriv('aes-128-cbc', key, vector).setAutoPadding(false);
  const padded = decipher.update(cipherText);
  const pad = padded[padded.length - 1] as number;
  const end = padded.length - pad;
  if (pad < 1 || pad > AES_BLOCK || !padded.subarray(end).every((byte) => byte === pad)) {
    throw new WeChatDecryptError(NOT_OPENED);
  }
  try {
    return JSON.parse(padded.toString('utf8', 0, end));
  } catch {
    throw new WeChatDecryptError(NOT_OPENED);
  }
}

/** The signature that proves a session key without showing it (用户登录态签名): HMAC-SHA256, lower-case hex. */
export const sessionSignature = (sessionKey: string, text = ''): string =>
  createHmac('sha256', sessionKey).update(text).digest('hex');

/** The signature WeChat gives with a person's open data (rawData 签名). */
export const rawDataSignature = (sessionKey: string, rawData: string): string => sha1(rawData + sessionKey);

function blockOf(base64: string, name: string): Buffer {
  const bytes = fromBase64(base64, name);
  if (bytes.length !== AES_BLOCK) {
    throw new WeChatDecryptError(`The ${name} has ${bytes.length} bytes, not ${AES_BLOCK}`);
  }
  return bytes;
}

function fromBase64(text: unknown, name: string): Buffer {
  const base64 = typeof text === 'string' ? text.replace(/\s+/g, '') : undefined;
  if (base64 === undefined || base64.length % 4 !== 0 || !BASE64.test(base64)) {
    throw new WeChatDecryptError(
      `The ${name} is not base64: did it pass through a form or a query that turned its "+" into blanks?`,
    );
  }
  return Buffer.from(base64, 'base64');
}
