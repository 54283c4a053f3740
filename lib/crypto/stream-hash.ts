import { createHash } from 'node:crypto';

/** SHA-1 of what may be larger than memory: piece by piece, as it passes. */
export class StreamHash {
  readonly #hash = createHash('sha1');

  add(bytes: Uint8Array): void {
    this.#hash.update(bytes);
  }

  /** In hex. Nothing can be added to it afterwards. */
  end(): string {
    return this.#hash.digest('hex');
  }
}
