import { WeChatAuthorizationError } from '../common/index.js';
import type { WeChatCredentials } from '../storage/index.js';
import { TICKET_MISSING, TICKET_OLD } from './open-platform.messages.js';

interface KeptTicket {
  readonly ticket: string;
  /** When WeChat made it (Unix time, s). */
  readonly createdAt: number;
}

/** Seconds a ticket can be used; a new one comes every ten minutes. */
const LIFE = 12 * 3600;

/** The `component_verify_ticket` WeChat pushes: without it a platform gets no token. 验证票据 */
export class VerifyTicket {
  readonly #key: string;

  constructor(
    private readonly client: string,
    appId: string,
    private readonly credentials: WeChatCredentials,
  ) {
    this.#key = `${appId}:component_verify_ticket`;
  }

  /** Keeps the newest: pushes may overtake one another. */
  async keep(ticket: string, createdAt: number): Promise<void> {
    const kept = await this.#find();
    if (kept && kept.createdAt > createdAt) return;
    await this.credentials.write(this.#key, { ticket, createdAt } satisfies KeptTicket);
  }

  /** @throws {WeChatAuthorizationError} when there is none that lives */
  async read(): Promise<string> {
    const kept = await this.#find();
    if (!kept) throw new WeChatAuthorizationError(TICKET_MISSING(this.client));
    if (kept.createdAt + LIFE < Date.now() / 1000)
      throw new WeChatAuthorizationError(TICKET_OLD(this.client));
    return kept.ticket;
  }

  async #find(): Promise<KeptTicket | undefined> {
    const { ticket, createdAt } = (await this.credentials.read(this.#key)) ?? {};
    return typeof ticket === 'string' && typeof createdAt === 'number' ? { ticket, createdAt } : undefined;
  }
}
