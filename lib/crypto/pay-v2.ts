import { createCipheriv, createDecipheriv, createHmac, hash } from 'node:crypto';
import { WeChatDecryptError } from '../common/index.js';

/** How a v2 message is signed. */
export type PayV2SignType = 'MD5' | 'HMAC-SHA256';

/** The text a v2 signature is over, the key aside: fields that say something, in order of their names. */
export function payV2SignedText(fields: Readonly<Record<string, string>>): string {
  return Object.keys(fields)
    .filter((name) => name !== 'sign' && fields[name] !== '')
    .toSorted()
    .map((name) => `${name}=${fields[name]}`)
    .join('&');
}

/** The signature of a v2 message (签名), upper-case hex. @param key the APIv2 key */
export function payV2Signature(
  fields: Readonly<Record<string, string>>,
  key: string,
  signType: PayV2SignType,
): string {
  const text = `${payV2SignedText(fields)}&key=${key}`;
  const hex = signType === 'MD5' ? hash('md5', text) : createHmac('sha256', key).update(text).digest('hex');
  return hex.toUpperCase();
}

/** Refund notices are sealed with the MD5 of the APIv2 key, in hex (AES-256-ECB). */
const reqInfoKey = (key: string): Buffer => Buffer.from(hash('md5', key));

/**
 * Opens the `req_info` of a refund notice (退款结果通知).
 *
 * @returns XML
 * @throws {WeChatDecryptError} when it was sealed with another APIv2 key
 */
export function openReqInfo(reqInfo: string, key: string): string {
  try {
    const decipher = createDecipheriv('aes-256-ecb', reqInfoKey(key), null);
    return decipher.update(reqInfo, 'base64', 'utf8') + decipher.final('utf8');
  } catch {
    throw new WeChatDecryptError('The req_info was altered, or sealed with another APIv2 key');
  }
}

/** Seals the `req_info` of a refund notice. @returns base64 */
export function sealReqInfo(xml: string, key: string): string {
  const cipher = createCipheriv('aes-256-ecb', reqInfoKey(key), null);
  return cipher.update(xml, 'utf8', 'base64') + cipher.final('base64');
}
