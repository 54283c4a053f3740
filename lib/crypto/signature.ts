import { createHash, randomInt, timingSafeEqual } from 'node:crypto';

/** WeChat's callback signature: SHA-1 of the parts, sorted and joined. */
export function sha1Signature(...parts: string[]): string {
  return createHash('sha1').update(parts.toSorted().join('')).digest('hex');
}

/** Compares in constant time; a missing signature never matches. */
export function isSameSignature(expected: string, given: string | undefined): boolean {
  if (given === undefined || given.length !== expected.length) return false;
  const left = Buffer.from(expected);
  const right = Buffer.from(given);
  return left.length === right.length && timingSafeEqual(left, right);
}

/** A number nobody can guess, as WeChat's nonces are. */
export const randomNonce = (): string => String(randomInt(2 ** 32));

/** Names a secret in a log without showing it. */
export const shortHash = (secret: string): string =>
  createHash('sha256').update(secret).digest('hex').slice(0, 8);
