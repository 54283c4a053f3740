import type { RedisLink } from './redis.link.js';

/** Milliseconds something stays whose holder is dead. Long enough for a process that is busy, short beside WeChat's 15 seconds. */
export const LEASE = 6_000;

/** Keeps what this process holds in Redis from running out, until it lets go or finds that somebody else has it. */
export class RedisHold {
  readonly #timer: NodeJS.Timeout;
  #asking: Promise<void> | undefined;

  /**
   * @param script keeps it, given what the holder has put there, the lease, and one text more; says 0 when it is another's
   * @param lost is told once that it is
   */
  constructor(
    private readonly link: RedisLink,
    private readonly script: string,
    private readonly keys: string[],
    private readonly texts: readonly [held: string, further: string],
    private readonly lost: () => void,
  ) {
    this.#timer = setInterval(() => (this.#asking ??= this.#renew()), LEASE / 3).unref();
  }

  /** Holds on no longer; a question under way has ended then. */
  async end(): Promise<void> {
    clearInterval(this.#timer);
    await this.#asking;
  }

  async #renew(): Promise<void> {
    try {
      const [held, further] = this.texts;
      if ((await this.link.run(this.script, this.keys, held, LEASE, further)) === 0) {
        clearInterval(this.#timer);
        this.lost();
      }
    } catch {
      // while Redis is away nobody else can take it either
    } finally {
      this.#asking = undefined;
    }
  }
}
