import { hash, randomBytes, randomInt, timingSafeEqual } from 'node:crypto';

/** WeChat's callback signature: SHA-1 of the parts, sorted and joined. */
export function sha1Signature(...parts: string[]): string {
  sortFew(parts);
  return sha1(parts.join(''));
}

/** In place; Array's own sort takes a kilobyte of memory for any number of texts. */
function sortFew(texts: string[]): void {
  for (let end = 1; end < texts.length; end += 1) {
    const text = texts[end] as string;
    let at = end;
    for (; at > 0 && (texts[at - 1] as string) > text; at -= 1) texts[at] = texts[at - 1] as string;
    texts[at] = text;
  }
}

/** SHA-1 of a text, in hex. */
export const sha1 = (text: string): string => hash('sha1', text);

/** MD5 of bytes, in hex: where WeChat asks for it. */
export const md5 = (bytes: Uint8Array): string => hash('md5', bytes);

/** SHA-256 of bytes, in hex. */
export const sha256 = (bytes: Uint8Array): string => hash('sha256', bytes);

/** Compares in constant time; a missing signature never matches. */
export function isSameSignature(expected: string, given: string | undefined): boolean {
  if (given === undefined || given.length !== expected.length) return false;
  const left = Buffer.from(expected);
  const right = Buffer.from(given);
  return left.length === right.length && timingSafeEqual(left, right);
}

/** A number nobody can guess, as WeChat's nonces are. */
export const randomNonce = (): string => String(randomInt(2 ** 32));

/** Letters and digits nobody can guess: two for each byte. */
export const randomText = (bytes: number): string => randomBytes(bytes).toString('hex');

/** Tells texts apart that are too long to keep. */
export const fingerprint = (text: string): string => hash('sha256', text);

/** Names a secret in a log without showing it. */
export const shortHash = (secret: string): string => fingerprint(secret).slice(0, 8);
