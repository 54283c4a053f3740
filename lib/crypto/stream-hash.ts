import { createHash, type Hash } from 'node:crypto';

/** The hash of what may be larger than memory: piece by piece, as it passes. */
export class StreamHash {
  readonly #hash: Hash;

  constructor(algorithm: 'sha1' | 'sha256') {
    this.#hash = createHash(algorithm);
  }

  add(bytes: Uint8Array): void {
    this.#hash.update(bytes);
  }

  /** In hex. Nothing can be added to it afterwards. */
  end(): string {
    return this.#hash.digest('hex');
  }
}
