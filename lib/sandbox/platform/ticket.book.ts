import { newVerifyTicket } from '../world/identifiers.js';
import type { SandboxClock } from '../world/sandbox.clock.js';

const LIFE = 12 * 3_600_000;
/** More than are pushed in twelve hours. */
const REMEMBERED = 1000;

/** The tickets one platform, or one suite of WeCom, was pushed. component_verify_ticket, suite_ticket */
export class TicketBook {
  /** When each ends, in milliseconds of the sandbox's clock. */
  readonly #ends = new Map<string, number>();

  constructor(
    private readonly clock: SandboxClock,
    /** Milliseconds. */
    private readonly life = LIFE,
  ) {}

  issue(): string {
    const ticket = newVerifyTicket();
    this.#ends.set(ticket, this.clock.now() + this.life);
    if (this.#ends.size > REMEMBERED) this.#ends.delete(this.#ends.keys().next().value as string);
    return ticket;
  }

  judge(ticket: string): 'valid' | 'expired' | 'unknown' {
    const end = this.#ends.get(ticket);
    if (end === undefined) return 'unknown';
    return end > this.clock.now() ? 'valid' : 'expired';
  }
}
