import { WeChatAuthorizationError } from '../common/index.js';
import type { WeChatCoordination, WeChatCredentials } from '../storage/index.js';

/** Which ticket, and what is said where there is none. */
export interface PushedTicketSetup {
  /** Under which the credentials keep it. */
  readonly key: string;
  /** Seconds one can be used. */
  readonly life: number;
  readonly missing: string;
  readonly old: string;
}

/** Where it is kept, and by whose leave. */
export interface PushedTicketRooms {
  readonly credentials: WeChatCredentials;
  readonly coordination: WeChatCoordination;
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
    private readonly rooms: PushedTicketRooms,
  ) {}

  /** Keeps the newest: pushes may overtake one another. */
  async keep(ticket: string, createdAt: number): Promise<void> {
    const { key } = this.setup;
    await this.rooms.coordination.withLock(key, async (lease) => {
      const kept = await this.#find();
      if (kept && kept.createdAt > createdAt) return;
      await this.rooms.credentials.write(key, { ticket, createdAt } satisfies KeptTicket, lease);
    });
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
    const { ticket, createdAt } = (await this.rooms.credentials.read(this.setup.key)) ?? {};
    return typeof ticket === 'string' && typeof createdAt === 'number' ? { ticket, createdAt } : undefined;
  }
}
