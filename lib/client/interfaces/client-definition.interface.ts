import type { WeChatHttp } from '../../http/index.js';
import type { WeChatCoordination, WeChatCredentials, WeChatStorage } from '../../storage/index.js';
import type { TokenManager, TokenSource } from '../../token/index.js';
import type { WeChatClient } from '../wechat-client.js';
import type { CallbackProtocol } from './callback-protocol.interface.js';
import type { AccountsInCare, Component } from './component.interface.js';
import type { WebLogin } from './web-login.interface.js';

/** What a client is built with. */
export interface ClientRooms {
  readonly http: WeChatHttp;
  readonly tokens: TokenManager;
  readonly storage: WeChatStorage;
  readonly credentials: WeChatCredentials;
  readonly coordination: WeChatCoordination;
  /** A client that is declared already, by name or appid. */
  find(key: string): ClientRegistration | undefined;
}

/** A client as the registry holds it. */
export interface ClientRegistration<Client extends WeChatClient = WeChatClient> {
  readonly client: Client;
  /** Its tokens and tickets, by the name health and hub know them under: `access_token`, `js_api_ticket` … */
  readonly tokens: Readonly<Record<string, TokenSource>>;
  /** How it is called back; without one it only calls. */
  readonly callback?: CallbackProtocol;
  /** How visitors of a page log in with it: asked for when the first does. */
  readonly login?: (() => WebLogin) | undefined;
  /** A cheap call with the access token, which shows whether the token lives. */
  readonly probe?: () => Promise<unknown>;
  /** What a third-party platform is to the accounts it acts for, and which they are. */
  readonly component?: Component & { readonly accounts: AccountsInCare };
  /** The third-party platform that acts for this account. */
  readonly platform?: WeChatClient | undefined;
  /** Lets go of what it holds beside its tokens, when it is removed. */
  readonly close?: (() => void) | undefined;
}

/**
 * A client that was declared but not yet built: what `officialAccount({ … })` and its kin return.
 *
 * @publicApi
 */
export interface ClientDefinition<Client extends WeChatClient = WeChatClient> {
  readonly kind: string;
  /** Name of the third-party platform that acts for it: declared before it. */
  readonly component?: string | undefined;
  /** @throws {WeChatConfigError} when an option cannot work; the message names the client */
  create(name: string, rooms: ClientRooms): ClientRegistration<Client>;
}
