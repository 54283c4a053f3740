import { WeChatError } from '../common/index.js';
import type { TokenManager, TokenSource } from '../token/index.js';
import { STILL_ASKED_FOR } from './health.messages.js';

/** Milliseconds until a token that could not be had is asked for again: whoever polls asks far more often. */
const ASK_AGAIN = 30_000;
/** Tokens that are asked for at one time. */
const CONCURRENCY = 8;

/** What became of asking. */
interface Attempt {
  /** Why there is none. */
  readonly reason: string;
  /** It is not asked for again before that. */
  readonly askAgainAt: number;
  /** While it is under way. */
  readonly ended?: Promise<void>;
}

/**
 * Has tokens that are missing, so that a check can say whether they can be had: the way a call would, together with all who call,
 * and not at every check.
 */
export class MissingTokens {
  readonly #attempts = new WeakMap<TokenSource, Attempt>();
  /** What is asked for comes one after the other in each of them. */
  readonly #lanes: Array<Promise<void>> = Array.from({ length: CONCURRENCY }, () => Promise.resolve());
  #asked = 0;

  constructor(private readonly tokens: TokenManager) {}

  /** Asks for those that were not asked for lately, and waits for all that are under way. */
  async ask(sources: readonly TokenSource[]): Promise<void> {
    for (const source of sources) {
      const attempt = this.#attempts.get(source);
      if (!attempt || attempt.askAgainAt <= Date.now()) this.#begin(source);
    }
    await Promise.all(sources.map((source) => this.#attempts.get(source)?.ended));
  }

  /** Why a token is not there. */
  reasonFor(source: TokenSource): string | undefined {
    return this.#attempts.get(source)?.reason;
  }

  #begin(source: TokenSource): void {
    const lane = this.#asked % CONCURRENCY;
    this.#asked += 1;
    const ended = (this.#lanes[lane] as Promise<void>).then(() => this.#ask(source));
    this.#lanes[lane] = ended;
    this.#attempts.set(source, { reason: STILL_ASKED_FOR, askAgainAt: Infinity, ended });
  }

  async #ask(source: TokenSource): Promise<void> {
    try {
      await this.tokens.get(source);
      this.#attempts.delete(source);
    } catch (error) {
      // only errors of our own are known to hold no secret
      const reason = error instanceof WeChatError ? error.message : 'unexpected failure';
      this.#attempts.set(source, { reason, askAgainAt: Date.now() + ASK_AGAIN });
    }
  }
}
