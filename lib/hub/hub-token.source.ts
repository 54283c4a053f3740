import type { HttpCall, HttpOptions, WeChatHttp } from '../http/index.js';
import type { FetchedToken, TokenSource } from '../token/index.js';
import {
  explainHubFailure,
  failure,
  type HubQuestion,
  type HubToken,
  placeOf,
  readHubAnswer,
} from './hub-answer.reader.js';
import { readHubAccess } from './hub-client.credentials.js';
import type { HubClientOptions } from './hub-client-options.interface.js';
import { HUB_TOKEN_DEAD } from './hub.messages.js';
import { etagOf, HUB_MEDIA_TYPE } from './hub.protocol.js';

/** Which token of which account, and where the hub is. */
export interface HubTokenSetup {
  readonly client: string;
  /** The appid. */
  readonly storeId: string;
  /** The token's name on the wire: `access_token`, `js_api_ticket` … */
  readonly storeKey: string;
  readonly hub: HubClientOptions;
  readonly http: HttpOptions;
}

const ACCEPT = `${HUB_MEDIA_TYPE}, application/json;q=0.9`;
/** Milliseconds in which a hub that has nothing but a dead token is not asked again. */
const DEAD_FOR = 5_000;

/**
 * A token from the central token server (中控服务器): from a hub of this library, which says when it renews and sees after
 * a token that was refused, or from one of the Elixir SDK.
 */
export class HubTokenSource implements TokenSource {
  readonly key: string;
  readonly #call: HttpCall & HubQuestion;
  readonly #transport: WeChatHttp;
  #last?: string;
  #deadUntil = 0;

  /** @throws {WeChatConfigError} for an address or credentials of the hub that cannot work */
  constructor({ client, storeId, storeKey, hub, http: options }: HubTokenSetup, transport: WeChatHttp) {
    // not the hub's own: on one Redis it would wait for the lock of the client that waits for its answer
    this.key = `hub:${storeId}:${storeKey}`;
    const { baseUrl, authorization, isLocal, secrets } = readHubAccess(client, hub);
    const route = `GET /${encodeURIComponent(storeId)}/${encodeURIComponent(storeKey)}`;
    const headers = { accept: ACCEPT, authorization };
    const travel = isLocal ? { ...options, proxy: false as const } : options;
    this.#call = { client, route, baseUrl, traits: {}, options: travel, headers, secrets };
    this.#transport = transport;
  }

  /**
   * @param force whether the token handed out last has been refused by WeChat: the hub is told
   * @throws {WeChatHttpError} with cause and cure, when the hub has no live token for us
   */
  async fetch(force: boolean): Promise<FetchedToken> {
    if (Date.now() < this.#deadUntil) throw this.#dead();
    const token = await this.#ask(force && this.#last !== undefined ? etagOf(this.#last) : undefined);
    const isSame = token.value === this.#last;
    if (force && isSame && !token.isCurated) {
      this.#deadUntil = Date.now() + DEAD_FOR;
      throw this.#dead();
    }
    this.#last = token.value;
    return { value: token.value, expiresIn: token.expiresIn, renewIn: askAgainIn(token, isSame) };
  }

  async #ask(refused: string | undefined): Promise<HubToken> {
    const headers = refused
      ? { ...this.#call.headers, 'if-none-match': refused, 'cache-control': 'no-cache' }
      : this.#call.headers;
    const answer = await this.#transport.send({ ...this.#call, headers }).catch((error: unknown) => {
      throw explainHubFailure(this.#call, error);
    });
    return readHubAnswer(this.#call, answer, Date.now());
  }

  #dead(): Error {
    return failure(this.#call, HUB_TOKEN_DEAD(placeOf(this.#call)), true);
  }
}

/**
 * Seconds until the hub is asked again: shortly after it renews, and not all clients at once. While the same token comes
 * back the hub is late, and asked every 30 to 60 seconds.
 */
function askAgainIn({ renewIn, expiresIn }: HubToken, isSame: boolean): number {
  const shortlyAfter = renewIn + 3 + 12 * Math.random();
  const patience = Math.min(30 + 30 * Math.random(), Math.max(expiresIn / 2, 5));
  return renewIn > 0 && !(isSame && shortlyAfter < patience) ? shortlyAfter : patience;
}
