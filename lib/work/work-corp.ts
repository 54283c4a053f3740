import { WeChatClient, type ClientRooms } from '../client/index.js';
import { WeChatConfigError } from '../common/index.js';
import type { HttpOptions } from '../http/index.js';
import { AGENT_UNKNOWN } from './work.messages.js';
import type { WorkAgent } from './work-agent.js';
import type { WorkContacts } from './work-contacts.js';
import type { DEFAULT_BASE_URLS } from './work-options.interface.js';

export const WORK_KIND = 'work';

/** What all agents of a corporation have in common. */
export interface WorkCorpSetup {
  readonly corpId: string;
  readonly baseUrls: Readonly<Record<keyof typeof DEFAULT_BASE_URLS, string>>;
  readonly http: HttpOptions;
}

/**
 * A corporation (企业) of WeCom. It has no token itself: its agents call, each with its own.
 *
 * @publicApi
 */
export class WorkCorp extends WeChatClient {
  readonly kind = WORK_KIND;
  // private to the language: a proxy may have a password
  readonly #setup: WorkCorpSetup;
  readonly #find: ClientRooms['find'];

  constructor(name: string, setup: WorkCorpSetup, rooms: Pick<ClientRooms, 'find'>) {
    super(name, setup.corpId);
    this.#setup = setup;
    this.#find = rooms.find;
  }

  /** @internal What its agents are opened with; a method, since inspections call getters. */
  setup(): WorkCorpSetup {
    return this.#setup;
  }

  /** 企业ID */
  get corpId(): string {
    return this.id;
  }

  /**
   * One of its agents, declared or added since.
   *
   * @param name its name or AgentId
   * @throws {WeChatConfigError} when there is none
   */
  agent(name: 'contacts'): WorkContacts;
  agent(name: string): WorkAgent;
  agent(name: string): WeChatClient {
    const found = this.#find(`${this.name}/${name}`);
    if (!found) throw new WeChatConfigError(AGENT_UNKNOWN(this.name, name));
    return found.client;
  }

  /** 通讯录同步, which may change the address book. @throws {WeChatConfigError} when it is not declared */
  get contacts(): WorkContacts {
    return this.agent('contacts');
  }
}
