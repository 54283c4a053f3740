import { StreamHash } from '../../crypto/index.js';
import { Sha1State } from './sha1.state.js';

/** Bytes of a block of WeDrive, the last of a file aside. */
export const BLOCK_SIZE = 2 * 1024 * 1024;

/**
 * Hashes a file block by block as WeDrive wants it (分块累积sha): for the last block SHA-1 of the whole file, for each other the
 * inner state of SHA-1 behind it.
 *
 * @see https://developer.work.weixin.qq.com/document/path/98004
 */
export class BlockDigest {
  readonly #whole = new StreamHash('sha1');
  readonly #state = new Sha1State();
  readonly #states: string[] = [];

  /** @param block of {@link BLOCK_SIZE}, or less for the last one */
  add(block: Buffer): void {
    this.#whole.add(block);
    // the state behind the last one goes nowhere, and only that one may be smaller
    if (block.length === BLOCK_SIZE) this.#state.add(block);
    this.#states.push(this.#state.toString());
  }

  /** One hash for each block. Nothing can be added afterwards. */
  end(): string[] {
    return [...this.#states.slice(0, -1), this.#whole.end()];
  }
}
