import { newAccessToken } from '../world/identifiers.js';
import type { SandboxClock } from '../world/sandbox.clock.js';
import type { IssuedToken, TokenRegistry } from './token.registry.js';

/** How long a replaced token stays valid. */
const GRACE = 300_000;
const DAY = 86_400_000;
const FORCED_A_DAY = 20;
/** WeChat forgets; so does the sandbox, lest a benchmark fills the memory. */
const REMEMBERED = 1000;

export interface TokenAnswer {
  access_token: string;
  expires_in: number;
}

/** Issues the tokens of one account: classic ones replace each other, the stable one stays. */
export class TokenIssuer<Owner> {
  /** Answers given, by kind. */
  readonly fetches = { classic: 0, stable: 0 };
  #issued: IssuedToken<Owner>[] = [];
  #classic?: IssuedToken<Owner>;
  #stable?: IssuedToken<Owner>;
  #forcedDay = 0;
  #forced = 0;

  constructor(
    private readonly owner: Owner,
    private readonly registry: TokenRegistry<Owner>,
    private readonly clock: SandboxClock,
    private readonly life: number,
  ) {}

  /** A new token; the one before lives on for five minutes. */
  classic(): TokenAnswer {
    if (this.#classic) this.#classic.deadAt = this.clock.now() + GRACE;
    this.#classic = this.#issue();
    this.fetches.classic += 1;
    return { access_token: this.#classic.text, expires_in: this.life };
  }

  /** The same token with what remains of its life; a new one in the last five minutes. */
  stable(): TokenAnswer {
    const now = this.clock.now();
    const current = this.#stable;
    // Half a life where a life is short, lest each call issues a new token.
    const renewal = Math.min(GRACE, (this.life * 1000) / 2);
    if (!current || current.expiresAt - now <= renewal || current.deadAt <= now) this.#stable = this.#issue();
    const { text, expiresAt } = this.#stable as IssuedToken<Owner>;
    this.fetches.stable += 1;
    return { access_token: text, expires_in: Math.floor((expiresAt - now) / 1000) };
  }

  /** A new stable token, the old one dead at once; `undefined` after 20 a day. */
  forced(): TokenAnswer | undefined {
    const now = this.clock.now();
    const day = Math.floor(now / DAY);
    if (day !== this.#forcedDay) {
      this.#forcedDay = day;
      this.#forced = 0;
    }
    if (this.#forced >= FORCED_A_DAY) return undefined;
    this.#forced += 1;
    if (this.#stable) this.#stable.deadAt = now;
    this.#stable = this.#issue();
    this.fetches.stable += 1;
    return { access_token: this.#stable.text, expires_in: this.life };
  }

  /** Kills every token: 40001. */
  revokeAll(): void {
    for (const token of this.#issued) token.deadAt = 0;
  }

  /** Ends every token's life: 42001. */
  expireAll(): void {
    const now = this.clock.now();
    for (const token of this.#issued) token.expiresAt = Math.min(token.expiresAt, now);
  }

  #issue(): IssuedToken<Owner> {
    const token: IssuedToken<Owner> = {
      text: newAccessToken(),
      owner: this.owner,
      expiresAt: this.clock.now() + this.life * 1000,
      deadAt: Infinity,
    };
    this.registry.add(token);
    this.#issued.push(token);
    if (this.#issued.length > REMEMBERED) {
      const oldest = this.#issued.shift();
      if (oldest) this.registry.remove(oldest);
    }
    return token;
  }
}
