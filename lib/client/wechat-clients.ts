import { WeChatConfigError } from '../common/index.js';
import type { TokenHealth } from '../token/index.js';
import {
  CLIENT_EXISTS,
  CLIENT_NOT_FOUND,
  ID_TAKEN,
  NAME_INVALID,
  PARENT_MISSING,
} from './client.messages.js';
import type {
  ClientDefinition,
  ClientRegistration,
  ClientRooms,
} from './interfaces/client-definition.interface.js';
import type { WeChatClient } from './wechat-client.js';

/** What can be said of a client without showing its secrets. */
export interface ClientHealth {
  readonly name: string;
  readonly kind: string;
  /** An appid, the mchid of a merchant, the corpid of a corporation. */
  readonly id: string;
  /** By name: `access_token`, `js_api_ticket` … */
  readonly tokens: Readonly<Record<string, TokenHealth>>;
}

/** Hears of the clients that come and go. */
export interface RegistryWatcher {
  watch(registration: ClientRegistration): void;
  unwatch(registration: ClientRegistration): void;
}

/**
 * The registry of all clients; clients can be added and removed while the application runs.
 *
 * @publicApi
 */
export class WeChatClients {
  readonly #byName = new Map<string, ClientRegistration>();
  readonly #byId = new Map<string, ClientRegistration>();
  /** Those that act for accounts which are met while they run. */
  readonly #caring = new Set<ClientRegistration>();
  readonly #rooms: ClientRooms;
  readonly #watchers: RegistryWatcher[];

  constructor(rooms: Omit<ClientRooms, 'find'>, ...watchers: RegistryWatcher[]) {
    this.#watchers = watchers;
    this.#rooms = { ...rooms, find: (key) => this.#declared(key) };
  }

  /**
   * @param key a client's name or id (appid, mchid, corpid), or the id of an account that was met; of a client that belongs
   * to another one both, with a slash between them: `corp/assistant`
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
   * Adds a client while the application runs, with those that belong to it; or one that belongs to another:
   * `add('corp/assistant', workAgent({ … }))`.
   *
   * @throws {WeChatConfigError} for a wrong option, a name that is taken, or an id that has a client already
   */
  add<Client extends WeChatClient>(name: string, definition: ClientDefinition<Client>): Client {
    this.#checkName(name);
    const registration = definition.create(name, this.#rooms);
    const { client } = registration;
    const twin = this.#declared(client.id);
    if (twin) throw new WeChatConfigError(ID_TAKEN(name, twin.client.name, client.id));
    this.#byName.set(name, registration);
    this.#byId.set(client.id, registration);
    if (registration.accounts) this.#caring.add(registration);
    for (const watcher of this.#watchers) watcher.watch(registration);
    try {
      for (const [member, one] of Object.entries(definition.members ?? {}))
        this.add(`${name}/${member}`, one);
    } catch (error) {
      this.remove(name);
      throw error;
    }
    return client;
  }

  /**
   * Removes a client with its timers and connections of its own, and with all that belong to it: accounts of a third-party
   * platform, agents of a corporation. What the storage keeps of it expires there.
   *
   * @returns whether there was one
   */
  remove(key: string): boolean {
    const found = this.#declared(key);
    if (!found) return false;
    for (const { client, parent } of this.#byName.values())
      if (parent === found.client) this.remove(client.name);
    this.#byName.delete(found.client.name);
    this.#byId.delete(found.client.id);
    this.#caring.delete(found);
    for (const watcher of this.#watchers) watcher.unwatch(found);
    found.accounts?.forget();
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

  /** @internal Tells of those that are there, and of what comes and goes from now on. */
  observe(watcher: RegistryWatcher): void {
    this.#watchers.push(watcher);
    for (const registration of this.#byName.values()) watcher.watch(registration);
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

  #checkName(name: string): void {
    const [, parent] = /^([\w-]+)(?:\/[\w-]+)?$/.exec(name) ?? [];
    if (parent === undefined) throw new WeChatConfigError(NAME_INVALID(name));
    if (this.#declared(name)) throw new WeChatConfigError(CLIENT_EXISTS(name));
    if (parent !== name && !this.#byName.has(parent))
      throw new WeChatConfigError(PARENT_MISSING(name, parent));
  }

  #declared(key: string): ClientRegistration | undefined {
    const found = this.#byName.get(key) ?? this.#byId.get(key);
    if (found) return found;
    const slash = key.indexOf('/');
    const parent = slash < 0 ? undefined : this.#declared(key.slice(0, slash))?.client;
    const member = key.slice(slash);
    return parent && (this.#byName.get(parent.name + member) ?? this.#byId.get(parent.id + member));
  }

  #inCare(id: string): ClientRegistration | undefined {
    for (const { accounts } of this.#caring) {
      const found = accounts?.known(id);
      if (found) return found;
    }
    return undefined;
  }
}
