import { createHash, timingSafeEqual } from 'node:crypto';

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
