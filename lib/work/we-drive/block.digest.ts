import { StreamHash } from '../../crypto/index.js';

/** Bytes of a block of WeDrive, the last of a file aside. */
export const BLOCK_SIZE = 2 * 1024 * 1024;
/** Bytes SHA-1 takes in at once. */
const CHUNK = 64;
const ROUNDS = 80;
const ROUNDS_OF_A_KIND = 20;
const BEGINNING = [0x67452301, 0xefcdab89, 0x98badcfe, 0x10325476, 0xc3d2e1f0];

/**
 * Hashes a file block by block as WeDrive wants it (分块累积sha): for the last block SHA-1 of the whole file, for each other the
 * inner state of SHA-1 behind it, its five words with the lowest byte first. Node tells no such state, so the blocks are
 * taken in here as well.
 *
 * @see https://developer.work.weixin.qq.com/document/path/98004
 */
export class BlockDigest {
  readonly #whole = new StreamHash('sha1');
  readonly #state = Int32Array.from(BEGINNING);
  readonly #words = new Int32Array(ROUNDS);
  readonly #states: string[] = [];

  /** @param block of {@link BLOCK_SIZE}, or less for the last one */
  add(block: Buffer): void {
    this.#whole.add(block);
    for (let at = 0; at + CHUNK <= block.length; at += CHUNK) this.#takeIn(block, at);
    this.#states.push(this.#writeState());
  }

  /** One hash for each block. Nothing can be added afterwards. */
  end(): string[] {
    return [...this.#states.slice(0, -1), this.#whole.end()];
  }

  #writeState(): string {
    const bytes = Buffer.alloc(this.#state.byteLength);
    this.#state.forEach((word, index) => bytes.writeInt32LE(word, index * Int32Array.BYTES_PER_ELEMENT));
    return bytes.toString('hex');
  }

  /** FIPS 180-4, 6.1.2 */
  #takeIn(block: Buffer, at: number): void {
    const words = this.#words;
    for (let t = 0; t < 16; t += 1) words[t] = block.readInt32BE(at + t * 4);
    for (let t = 16; t < ROUNDS; t += 1) words[t] = rotate(w(t - 3) ^ w(t - 8) ^ w(t - 14) ^ w(t - 16), 1);
    let [a = 0, b = 0, c = 0, d = 0, e = 0] = this.#state;
    for (let t = 0; t < ROUNDS; t += 1) {
      const next = (rotate(a, 5) + mixed(t, b, c, d) + e + w(t)) | 0;
      e = d;
      d = c;
      c = rotate(b, 30);
      b = a;
      a = next;
    }
    [a, b, c, d, e].forEach((value, index) => {
      this.#state[index] = ((this.#state[index] as number) + value) | 0;
    });

    function w(t: number): number {
      return words[t] as number;
    }
  }
}

const rotate = (word: number, by: number): number => (word << by) | (word >>> (32 - by));

/** What a round mixes in: its function of three words, and its constant. */
function mixed(round: number, b: number, c: number, d: number): number {
  switch (Math.floor(round / ROUNDS_OF_A_KIND)) {
    case 0:
      return ((b & c) ^ (~b & d)) + 0x5a827999;
    case 1:
      return (b ^ c ^ d) + 0x6ed9eba1;
    case 2:
      return ((b & c) ^ (b & d) ^ (c & d)) + 0x8f1bbcdc;
    default:
      return (b ^ c ^ d) + 0xca62c1d6;
  }
}
