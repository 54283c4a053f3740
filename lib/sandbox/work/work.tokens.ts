import type { IssuedToken, TokenRegistry } from '../account/token.registry.js';
import type { SandboxClock } from '../world/sandbox.clock.js';
import { newWorkToken } from './work.identifiers.js';

/** WeChat forgets; so does the sandbox, lest a benchmark fills the memory. */
const REMEMBERED = 1000;

/** The tokens of one owner: while one lives, whoever asks gets it. */
export class WorkTokens<Owner> {
  /** Answers given. */
  fetches = 0;
  #issued: IssuedToken<Owner>[] = [];

  constructor(
    private readonly owner: Owner,
    private readonly registry: Pick<TokenRegistry<Owner>, 'add' | 'remove'>,
    private readonly clock: SandboxClock,
    /** Seconds. */
    private readonly life: number,
  ) {}

  /** The living token with what remains of its life, or a new one. */
  give(): { text: string; expiresIn: number } {
    const now = this.clock.now();
    const last = this.#issued.at(-1);
    const remains = last && last.deadAt > now ? Math.floor((last.expiresAt - now) / 1000) : 0;
    const { text } = remains > 0 ? (last as IssuedToken<Owner>) : this.#issue(now);
    this.fetches += 1;
    return { text, expiresIn: remains > 0 ? remains : this.life };
  }

  /** Kills every token: 40014. */
  revokeAll(): void {
    for (const token of this.#issued) token.deadAt = 0;
  }

  /** Ends every token's life: 42001. */
  expireAll(): void {
    const now = this.clock.now();
    for (const token of this.#issued) token.expiresAt = Math.min(token.expiresAt, now);
  }

  #issue(now: number): IssuedToken<Owner> {
    const token: IssuedToken<Owner> = {
      text: newWorkToken(),
      owner: this.owner,
      expiresAt: now + this.life * 1000,
      deadAt: Infinity,
    };
    this.registry.add(token);
    this.#issued.push(token);
    const oldest = this.#issued.length > REMEMBERED ? this.#issued.shift() : undefined;
    if (oldest) this.registry.remove(oldest);
    return token;
  }
}
