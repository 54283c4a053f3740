import { Inject, Injectable } from '@nestjs/common';
import { type ClientRegistration, WeChatClients } from '../client/index.js';
import { WeChatConfigError } from '../common/index.js';
import type { TokenSource } from '../token/index.js';
import {
  HUB_CLIENT_UNKNOWN,
  HUB_EXPOSES_NOTHING,
  HUB_HAS_NO_TOKENS,
  HUB_KEY_UNKNOWN,
} from './hub.messages.js';
import { HUB_TOKEN_KEYS, type HubTokenKey } from './hub.protocol.js';
import { type HubExposure, WECHAT_HUB_OPTIONS, type WeChatHubOptions } from './hub-options.interface.js';

/** A token that may be handed out. */
export interface ExposedToken {
  readonly key: HubTokenKey;
  readonly source: TokenSource;
  /** A cheap call that shows whether an access token lives. */
  readonly probe?: () => Promise<unknown>;
}

/** The id of a client on the wire: the agent of a corporation is `<corpid>_<agent>` there. */
const storeIdOf = (id: string): string => id.replace('/', '_');

/** What the protocol knows of a client's tokens. */
const exposable = ({ tokens }: ClientRegistration): HubTokenKey[] =>
  HUB_TOKEN_KEYS.filter((key) => Object.hasOwn(tokens, key));

/**
 * The white list of the central token server (中控服务器): what may be handed out of which client. It can be changed while
 * the application runs.
 *
 * @publicApi
 */
@Injectable()
export class WeChatHub {
  readonly #exposures = new Map<string, HubExposure>();

  constructor(
    private readonly clients: WeChatClients,
    @Inject(WECHAT_HUB_OPTIONS) options: WeChatHubOptions,
  ) {
    for (const [name, keys] of Object.entries(options.clients ?? {})) this.expose(name, keys);
  }

  /**
   * Puts tokens of a client on the white list, in place of what stood there for it.
   *
   * @param client its name or id; of a corporation each agent, `corp/assistant`
   * @param keys the tokens, or `'all'` it has
   * @throws {WeChatConfigError} for an unknown client, one that has no tokens itself, or a token it does not have or that never leaves a hub
   */
  expose(client: string, keys: HubExposure): void {
    const found = this.clients.find(client);
    if (!found) throw new WeChatConfigError(HUB_CLIENT_UNKNOWN('clients', client, this.clients.names()));
    if (exposable(found).length === 0) throw new WeChatConfigError(HUB_HAS_NO_TOKENS(client));
    if (keys !== 'all') {
      if (!Array.isArray(keys) || keys.length === 0) throw new WeChatConfigError(HUB_EXPOSES_NOTHING(client));
      const known = exposable(found);
      for (const key of keys as readonly HubTokenKey[])
        if (!known.includes(key)) throw new WeChatConfigError(HUB_KEY_UNKNOWN(client, String(key), known));
    }
    this.#exposures.set(found.client.name, keys === 'all' ? keys : [...keys]);
  }

  /**
   * Takes a client off the white list.
   *
   * @param client its name; its appid too, while there is such a client
   * @returns whether it stood there
   */
  conceal(client: string): boolean {
    return this.#exposures.delete(this.clients.find(client)?.client.name ?? client);
  }

  /** The tokens that are handed out now, by name of their client. */
  exposed(): Record<string, HubTokenKey[]> {
    return Object.fromEntries(this.#open().map(([found, keys]) => [found.client.name, keys]));
  }

  /** @internal A token of the white list, by the words of the wire. */
  find(storeId: string, storeKey: string): ExposedToken | undefined {
    for (const [{ client, tokens, probe }, keys] of this.#open()) {
      const key = storeIdOf(client.id) === storeId ? keys.find((one) => one === storeKey) : undefined;
      const source = key && tokens[key];
      if (source) return { key, source, probe };
    }
    return undefined;
  }

  #open(): Array<[ClientRegistration, HubTokenKey[]]> {
    return [...this.#exposures].flatMap(([name, keys]) => {
      const found = this.clients.find(name);
      if (!found) return [];
      const has = exposable(found);
      return [[found, keys === 'all' ? has : has.filter((key) => keys.includes(key))]];
    });
  }
}
