import { createHmac } from 'node:crypto';
import { isSameSignature } from './signature.js';

/** Hex of SHA-256. */
const FULL = 64;

/**
 * Signs what goes out and has to come back unaltered. The first secret signs, all of them verify: so that one can be
 * replaced without turning everybody away. What was signed for one purpose is worth nothing for another.
 */
export class SigningKeys {
  // private to the language: no inspection shows a secret
  readonly #secrets: readonly string[];

  constructor(secrets: readonly [string, ...string[]]) {
    this.#secrets = secrets;
  }

  sign(purpose: string, text: string): string {
    return mac(this.#secrets[0] as string, purpose, text);
  }

  /** @param length characters the signature was cut to */
  isSigned(purpose: string, text: string, signature: string, length = FULL): boolean {
    return this.#secrets.some((secret) =>
      isSameSignature(mac(secret, purpose, text).slice(0, length), signature),
    );
  }
}

/** HMAC-SHA256 in hex; a NUL cannot stand in a purpose, so that no two pairs are one text. */
const mac = (secret: string, purpose: string, text: string): string =>
  createHmac('sha256', secret).update(`${purpose}\0${text}`).digest('hex');
