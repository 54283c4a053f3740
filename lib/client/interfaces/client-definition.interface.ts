import type { WeChatHttp } from '../../http/index.js';
import type { WeChatCoordination, WeChatCredentials, WeChatStorage } from '../../storage/index.js';
import type { TokenManager, TokenSource } from '../../token/index.js';
import type { WeChatClient } from '../wechat-client.js';
import type { CallbackProtocol, Push } from './callback-protocol.interface.js';
import type { AccountsInCare, Component } from './component.interface.js';
import type { WebLogin } from './web-login.interface.js';

/** What a client is built with. */
export interface ClientRooms {
  readonly http: WeChatHttp;
  readonly tokens: TokenManager;
  readonly storage: WeChatStorage;
  readonly credentials: WeChatCredentials;
  readonly coordination: WeChatCoordination;
  /** A client that is declared already, by name or id. */
  find(key: string): ClientRegistration | undefined;
}

/** Where a client hands in what comes to it by another way than HTTP. */
export interface Inbound {
  /**
   * Runs the handler of a push, once however often it comes.
   *
   * @returns its reply; undefined for none, or for one that is delivered later
   * @throws when it failed, as the log was told already
   */
  dispatch(push: Push): Promise<unknown>;
  /** Waits until no handler of the client runs any more, `limit` milliseconds at most. */
  idle(limit: number): Promise<unknown>;
}

/** A client as the registry holds it. */
export interface ClientRegistration<Client extends WeChatClient = WeChatClient> {
  readonly client: Client;
  /** Its tokens and tickets, by the name health and hub know them under: `access_token`, `js_api_ticket` … */
  readonly tokens: Readonly<Record<string, TokenSource>>;
  /** How it is called back; without one it only calls. */
  readonly callback?: CallbackProtocol;
  /** The kinds of handlers it feeds, where it is not its callback alone that does. */
  readonly kinds?: readonly string[] | undefined;
  /** Whether it is called back through clients that belong to it: those that are declared, and those that are added later. */
  readonly hasMembers?: boolean | undefined;
  /** How visitors of a page log in with it: asked for when the first does. */
  readonly login?: (() => WebLogin) | undefined;
  /** A cheap call with the access token, which shows whether the token lives. */
  readonly probe?: () => Promise<unknown>;
  /** What a third-party platform is to the accounts it acts for. */
  readonly component?: Component;
  /** Accounts that are met while it runs, beside those that are declared by name. */
  readonly accounts?: AccountsInCare;
  /** The client it belongs to: the third-party platform that acts for it, the corporation of an agent. */
  readonly parent?: WeChatClient | undefined;
  /**
   * Begins what it does of its own accord, such as holding a connection: once the application has started, or at once when it is
   * added later.
   *
   * @returns ends it, at shutdown or when the client is removed: lets finish what is under way, for some seconds
   */
  readonly start?: ((inbound: Inbound) => () => Promise<void>) | undefined;
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
  /** Clients that belong to it, as agents to their corporation; `corp/assistant` is the whole name of one. */
  readonly members?: Readonly<Record<string, ClientDefinition>> | undefined;
  /** @throws {WeChatConfigError} when an option cannot work; the message names the client */
  create(name: string, rooms: ClientRooms): ClientRegistration<Client>;
}
