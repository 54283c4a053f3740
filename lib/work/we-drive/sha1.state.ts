/** Bytes SHA-1 takes in at once. */
const CHUNK = 64;
const WORDS_OF_A_CHUNK = 16;
const ROUNDS = 80;
const WORD = 4;

/**
 * The inner state of SHA-1 (FIPS 180-4, 6.1.2), which Node does not tell. Made for speed: large files pass through here.
 */
export class Sha1State {
  readonly #state = Int32Array.of(0x67452301, 0xefcdab89, 0x98badcfe, 0x10325476, 0xc3d2e1f0);
  readonly #words = new Int32Array(ROUNDS);

  /** Takes in whole chunks of 64 bytes; what is left behind the last is not looked at. */
  add(bytes: Buffer): void {
    for (let at = 0; at + CHUNK <= bytes.length; at += CHUNK) {
      this.#spread(bytes, at);
      this.#stir();
    }
  }

  /** The five words in hex, each with its lowest byte first. */
  toString(): string {
    const bytes = Buffer.alloc(this.#state.byteLength);
    this.#state.forEach((word, index) => bytes.writeInt32LE(word, index * WORD));
    return bytes.toString('hex');
  }

  #spread(bytes: Buffer, at: number): void {
    const w = this.#words;
    for (let t = 0; t < WORDS_OF_A_CHUNK; t += 1) {
      const from = at + t * WORD;
      w[t] =
        ((bytes[from] as number) << 24) |
        ((bytes[from + 1] as number) << 16) |
        ((bytes[from + 2] as number) << 8) |
        (bytes[from + 3] as number);
    }
    for (let t = WORDS_OF_A_CHUNK; t < ROUNDS; t += 1) {
      const mixed =
        (w[t - 3] as number) ^ (w[t - 8] as number) ^ (w[t - 14] as number) ^ (w[t - 16] as number);
      w[t] = (mixed << 1) | (mixed >>> 31);
    }
  }

  #stir(): void {
    const h = this.#state;
    const w = this.#words;
    let a = h[0] as number;
    let b = h[1] as number;
    let c = h[2] as number;
    let d = h[3] as number;
    let e = h[4] as number;
    for (let t = 0; t < ROUNDS; t += 1) {
      let mixed: number;
      if (t < 20) mixed = ((b & c) | (~b & d)) + 0x5a827999;
      else if (t < 40) mixed = (b ^ c ^ d) + 0x6ed9eba1;
      else if (t < 60) mixed = ((b & c) | (b & d) | (c & d)) + 0x8f1bbcdc;
      else mixed = (b ^ c ^ d) + 0xca62c1d6;
      const next = (((a << 5) | (a >>> 27)) + mixed + e + (w[t] as number)) | 0;
      e = d;
      d = c;
      c = (b << 30) | (b >>> 2);
      b = a;
      a = next;
    }
    h[0] = (h[0] as number) + a;
    h[1] = (h[1] as number) + b;
    h[2] = (h[2] as number) + c;
    h[3] = (h[3] as number) + d;
    h[4] = (h[4] as number) + e;
  }
}
