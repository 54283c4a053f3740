import { newJsTicket } from '../world/identifiers.js';
import type { SandboxClock } from '../world/sandbox.clock.js';

const LIFE = 7200;
/** A ticket is given out until so long before its end. */
const RENEWAL = 300_000;

export type TicketType = 'jsapi' | 'wx_card';

interface IssuedTicket {
  readonly text: string;
  /** Milliseconds of the sandbox's clock. */
  readonly expiresAt: number;
}

/** The tickets of one account, for its pages and its cards. jsapi_ticket · 卡券 api_ticket */
export class TicketIssuer {
  /** Answers given, by type. */
  readonly fetches: Record<TicketType, number> = { jsapi: 0, wx_card: 0 };
  readonly #issued: Record<TicketType, IssuedTicket[]> = { jsapi: [], wx_card: [] };

  constructor(
    private readonly clock: SandboxClock,
    /** Seconds. */
    private readonly life = LIFE,
  ) {}

  /** The same ticket with what remains of its life; a new one in the last five minutes. */
  give(type: TicketType): { ticket: string; expires_in: number } {
    const now = this.clock.now();
    const living = this.#issued[type].filter(({ expiresAt }) => expiresAt > now);
    let current = living.at(-1);
    // Half a life where a life is short, lest each call issues a new ticket.
    const renewal = Math.min(RENEWAL, (this.life * 1000) / 2);
    if (!current || current.expiresAt - now <= renewal) {
      current = { text: newJsTicket(), expiresAt: now + this.life * 1000 };
      living.push(current);
    }
    this.#issued[type] = living;
    this.fetches[type] += 1;
    return { ticket: current.text, expires_in: Math.floor((current.expiresAt - now) / 1000) };
  }

  /** Every ticket a signature may have been made with. */
  living(type: TicketType): readonly string[] {
    const now = this.clock.now();
    return this.#issued[type].filter(({ expiresAt }) => expiresAt > now).map(({ text }) => text);
  }
}
