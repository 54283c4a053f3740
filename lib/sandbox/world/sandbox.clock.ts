/** The sandbox's time: the real one plus what `advance()` added. Tokens, media and the 48 hours follow it. */
export class SandboxClock {
  #offset = 0;

  /** Milliseconds. */
  now(): number {
    return Date.now() + this.#offset;
  }

  /** Seconds. */
  seconds(): number {
    return Math.floor(this.now() / 1000);
  }

  advance(seconds: number): void {
    this.#offset += seconds * 1000;
  }
}
