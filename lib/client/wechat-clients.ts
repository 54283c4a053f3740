import { WeChatConfigError } from '../common/index.js';
import type { TokenHealth } from '../token/index.js';
import { ID_TAKEN, CLIENT_EXISTS, CLIENT_NOT_FOUND, NAME_INVALID } from './client.messages.js';
import type {
  ClientDefinition,
  ClientRegistration,
  ClientRooms,
} from './interfaces/client-definition.interface.js';
import type { TokenChecker } from './token-checker.js';
import type { WeChatClient } from './wechat-client.js';

/** What can be said of a client without showing its secrets. */
export interface ClientHealth {
  readonly name: string;
  readonly kind: string;
  /** An appid, or the mchid of a merchant. */
  readonly id: string;
  /** By name: `access_token`, `js_api_ticket` … */
  readonly tokens: Readonly<Record<string, TokenHealth>>;
}

/**
 * The registry of all clients; clients can be added and removed while the application runs.
 *
 * @publicApi
 */
export class WeChatClients {
  readonly #byName = new Map<string, ClientRegistration>();
  readonly #byId = new Map<string, ClientRegistration>();
  readonly #platforms = new Set<ClientRegistration>();

  readonly #rooms: ClientRooms;

  constructor(
    rooms: Omit<ClientRooms, 'find'>,
    private readonly checker?: TokenChecker,
  ) {
    this.#rooms = { ...rooms, find: (key) => this.#declared(key) };
  }

  /**
   * @param key a client's name or id (appid, mchid), or the appid of an account a platform has met
   * @throws {WeChatConfigError} when there is none
   */
  get<Client extends WeChatClient = WeChatClient>(key: string): Client {
    const found = this.find(key);
    if (!found) throw new WeChatConfigError(CLIENT_NOT_FOUND(key, this.names()));
    return found.client as Client;
  }

  /** Whether a client has this name or id. */
  has(key: string): boolean {
    return this.find(key) !== undefined;
  }

  /** The names of all clients that are declared, in order of declaration. */
  names(): string[] {
    return [...this.#byName.keys()];
  }

  /**
   * Adds a client while the application runs.
   *
   * @throws {WeChatConfigError} for a wrong option, a name that is taken, or an id that has a client already
   */
  add<Client extends WeChatClient>(name: string, definition: ClientDefinition<Client>): Client {
    if (!/^[\w-]+$/.test(name)) throw new WeChatConfigError(NAME_INVALID(name));
    if (this.#declared(name)) throw new WeChatConfigError(CLIENT_EXISTS(name));
    const registration = definition.create(name, this.#rooms);
    const { client } = registration;
    const twin = this.#declared(client.id);
    if (twin) throw new WeChatConfigError(ID_TAKEN(name, twin.client.name, client.id));
    this.#byName.set(name, registration);
    this.#byId.set(client.id, registration);
    if (registration.component) this.#platforms.add(registration);
    this.checker?.watch(registration);
    return client;
  }

  /**
   * Removes a client with its timers and connections of its own, a third-party platform with all accounts it acts for. What the storage keeps of it
   * expires there.
   *
   * @returns whether there was one
   */
  remove(key: string): boolean {
    const found = this.#declared(key);
    if (!found) return false;
    if (found.component) {
      for (const { client, platform } of this.#byName.values())
        if (platform === found.client) this.remove(client.name);
    }
    this.#byName.delete(found.client.name);
    this.#byId.delete(found.client.id);
    this.#platforms.delete(found);
    this.checker?.unwatch(found);
    found.component?.accounts.forget();
    for (const { key: token } of Object.values(found.tokens)) this.#rooms.tokens.forget(token);
    found.close?.();
    return true;
  }

  /** For each client: whether its tokens are live, when they expire, what last failed. */
  health(): ClientHealth[] {
    return [...this.#byName.values()].map(({ client: { name, kind, id }, tokens }) => ({
      name,
      kind,
      id,
      tokens: Object.fromEntries(
        Object.entries(tokens).map(([token, { key }]) => [token, this.#rooms.tokens.health(key)]),
      ),
    }));
  }

  /** @internal */
  find(key: string): ClientRegistration | undefined {
    return this.#declared(key) ?? this.#inCare(key);
  }

  /** @internal Clients visitors of a page can log in with. */
  withLogin(): ClientRegistration[] {
    return [...this.#byName.values()].filter(({ login }) => login !== undefined);
  }

  /** @internal Clients that can be called back. */
  withCallback(): ClientRegistration[] {
    return [...this.#byName.values()].filter(({ callback }) => callback !== undefined);
  }

  #declared(key: string): ClientRegistration | undefined {
    return this.#byName.get(key) ?? this.#byId.get(key);
  }

  #inCare(appId: string): ClientRegistration | undefined {
    for (const { component } of this.#platforms) {
      const found = component?.accounts.known(appId);
      if (found) return found;
    }
    return undefined;
  }
}
