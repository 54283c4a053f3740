import type { Lease, WeChatCredentials } from '../../storage/index.js';

/** What an administrator's consent leaves with the suite. */
export interface SuiteAuthorization {
  readonly permanentCode: string;
  /** Unix time of WeCom's clock, s; 0 until WeCom has said it. */
  readonly authorizedAt: number;
  /** AgentId of the suite's application in the corporation, once it was asked for. */
  readonly agentId?: string;
}

/** The authorizations of all corporations, in the credential storage: WeCom has no list to find a lost one in. */
export class SuiteAuthorizationBook {
  constructor(
    private readonly suiteId: string,
    private readonly credentials: WeChatCredentials,
  ) {}

  async find(corpId: string): Promise<SuiteAuthorization | undefined> {
    const { permanentCode, authorizedAt, agentId } = (await this.credentials.read(this.#keyOf(corpId))) ?? {};
    if (typeof permanentCode !== 'string' || typeof authorizedAt !== 'number') return undefined;
    return { permanentCode, authorizedAt, ...(typeof agentId === 'string' && { agentId }) };
  }

  /** @param lease of the lock of the corporation's token */
  async keep(corpId: string, authorization: SuiteAuthorization, lease: Lease): Promise<void> {
    await this.credentials.write(this.#keyOf(corpId), authorization, lease);
  }

  async remove(corpId: string, lease: Lease): Promise<void> {
    await this.credentials.remove(this.#keyOf(corpId), lease);
  }

  #keyOf(corpId: string): string {
    return `${this.suiteId}:${corpId}:authorization`;
  }
}
