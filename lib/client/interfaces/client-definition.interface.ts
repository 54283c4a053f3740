import type { WeChatHttp } from '../../http/index.js';
import type { TokenManager } from '../../token/index.js';
import type { WeChatClient } from '../wechat-client.js';
import type { CallbackProtocol } from './callback-protocol.interface.js';

/** What a client is built with. */
export interface ClientRooms {
  readonly http: WeChatHttp;
  readonly tokens: TokenManager;
}

/** A client as the registry holds it. */
export interface ClientRegistration<Client extends WeChatClient = WeChatClient> {
  readonly client: Client;
  /** Key of its access token. */
  readonly tokenKey: string;
  /** How it is called back; without one it only calls. */
  readonly callback?: CallbackProtocol;
}

/**
 * A client that was declared but not yet built: what `officialAccount({ … })` and its kin return.
 *
 * @publicApi
 */
export interface ClientDefinition<Client extends WeChatClient = WeChatClient> {
  readonly kind: string;
  /** @throws {WeChatConfigError} when an option cannot work; the message names the client */
  create(name: string, rooms: ClientRooms): ClientRegistration<Client>;
}
