import { CallbackRefusal } from '../../callback/index.js';
import type { CallerKind } from '../../catalog/work.js';
import type {
  AccountsInCare,
  CallbackProtocol,
  CallbackRequest,
  ClientRegistration,
  ClientRooms,
  WeChatClient,
} from '../../client/index.js';
import { isOptionText } from '../../common/index.js';
import type { TokenSource } from '../../token/index.js';
import { openAgent, type OpenedAgent } from '../agent.opening.js';
import { WorkAgent } from '../work-agent.js';
import { WorkContacts } from '../work-contacts.js';
import type { WorkCorpSetup } from '../work-corp.js';
import type { SuiteAuthorizationBook } from './authorization.book.js';
import { ownerOf } from './corp-token.source.js';

/** What the registry of a suite's corporations works with. */
export interface CorpRegistryRooms {
  /** The suite itself, once it is made. */
  suite(): WeChatClient;
  /** Name of the suite. */
  readonly name: string;
  readonly suiteId: string;
  readonly corp: Omit<WorkCorpSetup, 'corpId'>;
  readonly secrets: readonly string[];
  readonly rooms: Pick<ClientRooms, 'http' | 'tokens' | 'credentials' | 'coordination'>;
  readonly book: SuiteAuthorizationBook;
  tokenOf(corpId: string): TokenSource;
  findAgentId(corpId: string): Promise<string>;
  /** How messages of the corporation's members come; without its agent they are verified alone. */
  protocolOf(corpId: string, agent?: WorkAgent): CallbackProtocol;
}

/** The clients of all corporations a suite acts in, made when they are first needed. */
export class CorpRegistry implements AccountsInCare {
  readonly #agents = new Map<string, ClientRegistration<WorkAgent>>();
  readonly #contacts = new Map<string, WorkContacts>();
  /** AgentIds, as far as they were asked for. */
  readonly #agentIds = new Map<string, string>();
  /** Those whose authorization was seen. */
  readonly #met = new Set<string>();

  constructor(private readonly setup: CorpRegistryRooms) {}

  agent(corpId: string): ClientRegistration<WorkAgent> {
    let agent = this.#agents.get(corpId);
    if (!agent) this.#agents.set(corpId, (agent = this.#makeAgent(corpId)));
    return agent;
  }

  contacts(corpId: string): WorkContacts {
    let contacts = this.#contacts.get(corpId);
    if (!contacts) {
      checkCorpId(corpId);
      const { caller } = this.#open(corpId, 'contacts');
      contacts = new WorkContacts(`${this.setup.name}/${corpId}`, corpId, caller);
      this.#contacts.set(corpId, contacts);
    }
    return contacts;
  }

  /** @param key `<suite>/<corpid>`: a corporation may have many suites, and secrets of its own */
  known(key: string): ClientRegistration | undefined {
    const [suite = '', corpId = ''] = key.split('/');
    const isOurs = suite === this.setup.name || suite === this.setup.suiteId;
    return isOurs && this.#met.has(corpId) ? this.#agents.get(corpId) : undefined;
  }

  async find(corpId: string): Promise<ClientRegistration | undefined> {
    if (this.#met.has(corpId)) return this.agent(corpId);
    if (!isCorpId(corpId) || !(await this.setup.book.find(corpId))) return undefined;
    this.#met.add(corpId);
    return this.agent(corpId);
  }

  receiver(corpId: string, request: CallbackRequest): ClientRegistration | Promise<ClientRegistration> {
    return this.#met.has(corpId) ? this.agent(corpId) : this.#meet(corpId, request);
  }

  forget(): void {
    this.setup.rooms.tokens.forgetAll(`${this.setup.suiteId}:`);
    for (const known of [this.#agents, this.#contacts, this.#agentIds, this.#met]) known.clear();
  }

  /**
   * Drops everything of a corporation that has left, tokens and tickets in the storage included.
   *
   * @param hasLeft is asked when nothing else happens to the authorization
   * @returns whether it has
   */
  async drop(corpId: string, hasLeft: () => Promise<boolean>): Promise<boolean> {
    const { rooms, book } = this.setup;
    const { access_token: token, ...tickets } = this.#open(corpId, 'agent').tokens;
    const isDropped = await rooms.tokens.drop(token.key, async (lease) => {
      if (!(await hasLeft())) return false;
      await book.remove(corpId, lease);
      return true;
    });
    if (!isDropped) return false;
    await Promise.all(Object.values(tickets).map(({ key }) => rooms.tokens.drop(key)));
    for (const known of [this.#agents, this.#contacts, this.#agentIds, this.#met]) known.delete(corpId);
    return true;
  }

  async #meet(corpId: string, request: CallbackRequest): Promise<ClientRegistration> {
    // nobody is asked about what a stranger names
    await this.setup.protocolOf(corpId).open(request);
    const found = await this.find(corpId);
    if (found) return found;
    throw new CallbackRefusal(404, 'the corporation has not authorized the suite');
  }

  #makeAgent(corpId: string): ClientRegistration<WorkAgent> {
    checkCorpId(corpId);
    const { name, suiteId, corp, suite, protocolOf, rooms } = this.setup;
    const { caller, tokens, ticket } = this.#open(corpId, 'agent');
    const agentIds = this.#agentIds;
    const client: WorkAgent = new WorkAgent(`${name}/${corpId}`, {
      corp: { ...corp, corpId },
      key: suiteId,
      get agentId() {
        return agentIds.get(corpId);
      },
      findAgentId: () => this.#findAgentId(corpId),
      loginElsewhere: `the suite: login of "${name}", or @WeChatLogin('${name}')`,
      caller,
      ticket,
      keeping: rooms,
    });
    return {
      client,
      parent: suite(),
      tokens,
      callback: protocolOf(corpId, client),
      probe: () => client.request('GET /cgi-bin/get_api_domain_ip'),
    };
  }

  async #findAgentId(corpId: string): Promise<string> {
    const agentId = await this.setup.findAgentId(corpId);
    this.#agentIds.set(corpId, agentId);
    return agentId;
  }

  #open(corpId: string, caller: CallerKind): OpenedAgent {
    const { name, suiteId, corp, secrets, rooms, tokenOf } = this.setup;
    const owner = ownerOf(suiteId, corpId);
    return openAgent(
      {
        name: `${name}/${corpId}`,
        corp: { ...corp, corpId },
        caller,
        owner,
        secrets,
        accessToken: () => tokenOf(corpId),
      },
      rooms,
    );
  }
}

/** What may stand in a key of the storage, in an address and in a name. */
const isCorpId = (corpId: unknown): corpId is string => isOptionText(corpId) && /^[\w-]{1,64}$/.test(corpId);

/** @throws {TypeError} for what cannot be a corpid */
export function checkCorpId(corpId: string): void {
  if (!isCorpId(corpId))
    throw new TypeError(`A corporation of a suite is named by its corpid, not by "${String(corpId)}"`);
}
