import { createCipheriv, createHash, randomBytes } from 'node:crypto';

/** The other side of the wire, written anew: what is under test must not be what it is tested with. */
export const sha1 = (...parts: string[]): string =>
  createHash('sha1').update(parts.toSorted().join('')).digest('hex');

const PAD_BLOCK = 32;

/** How an envelope is made otherwise than it should be, before it is encrypted. */
export interface Envelope {
  /** What it says its text's length is, beside what it is. */
  readonly lengthOff?: number;
  /** What the value of its padding is beside what it should be. */
  readonly padOff?: number;
  /** Bytes that are missing at its end. */
  readonly cut?: number;
}

/** Seals bytes as WeChat does (消息加解密), or not quite. @returns base64 */
export function seal(
  plaintext: Buffer,
  encodingAESKey: string,
  receiveId: string,
  { lengthOff = 0, padOff = 0, cut = 0 }: Envelope = {},
): string {
  const key = Buffer.from(`${encodingAESKey}=`, 'base64');
  const length = Buffer.alloc(4);
  length.writeUInt32BE((plaintext.length + lengthOff) >>> 0);
  const content = Buffer.concat([randomBytes(16), length, plaintext, Buffer.from(receiveId)]);
  const fill = PAD_BLOCK - (content.length % PAD_BLOCK);
  const envelope = Buffer.concat([content, Buffer.alloc(fill, (fill + padOff) & 0xff)]);
  const cipher = createCipheriv('aes-256-cbc', key, key.subarray(0, 16)).setAutoPadding(false);
  const sealed = Buffer.concat([cipher.update(envelope), cipher.final()]);
  return sealed.subarray(0, Math.max(sealed.length - cut, 0)).toString('base64');
}

export const seconds = (shift = 0): string => String(Math.floor(Date.now() / 1000) + shift);
