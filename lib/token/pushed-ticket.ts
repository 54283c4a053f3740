import { WeChatAuthorizationError } from '../common/index.js';
import type { WeChatCredentials } from '../storage/index.js';

/** Which ticket, and what is said where there is none. */
export interface PushedTicketSetup {
  /** Under which the credentials keep it. */
  readonly key: string;
  /** Seconds one can be used. */
  readonly life: number;
  readonly missing: string;
  readonly old: string;
}

interface KeptTicket {
  readonly ticket: string;
  /** When WeChat made it (Unix time, s). */
  readonly createdAt: number;
}

/** A ticket WeChat pushes every ten minutes, without which a token is not had. */
export class PushedTicket {
  constructor(
    private readonly setup: PushedTicketSetup,
    private readonly credentials: WeChatCredentials,
  ) {}

  /** Keeps the newest: pushes may overtake one another. */
  async keep(ticket: string, createdAt: number): Promise<void> {
    const kept = await this.#find();
    if (kept && kept.createdAt > createdAt) return;
    await this.credentials.write(this.setup.key, { ticket, createdAt } satisfies KeptTicket);
  }

  /** @throws {WeChatAuthorizationError} when there is none that lives */
  async read(): Promise<string> {
    const { life, missing, old } = this.setup;
    const kept = await this.#find();
    if (!kept) throw new WeChatAuthorizationError(missing);
    if (kept.createdAt + life < Date.now() / 1000) throw new WeChatAuthorizationError(old);
    return kept.ticket;
  }

  async #find(): Promise<KeptTicket | undefined> {
    const { ticket, createdAt } = (await this.credentials.read(this.setup.key)) ?? {};
    return typeof ticket === 'string' && typeof createdAt === 'number' ? { ticket, createdAt } : undefined;
  }
}
