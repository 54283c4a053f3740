import type { HubTokenKey } from './hub.protocol.js';

/** What of a client may be handed out: everything the protocol knows, or the tokens named. */
export type HubExposure = 'all' | readonly HubTokenKey[];

/** How a central token server (中控服务器) hands out the tokens of WeChatModule's clients. */
export interface WeChatHubOptions {
  /** First part of the addresses: `/<path>/expose/<appid>/<token>`. @default 'hub' */
  path?: string;
  /** Whether the application's global prefix stands in front of the path. @default true */
  useGlobalPrefix?: boolean;
  /** The white list, by name or appid of a client. Nothing else is handed out. */
  clients?: Readonly<Record<string, HubExposure>>;
  /** HTTP Basic, as clients of the Elixir SDK have it. This or `bearer` is needed. */
  basic?: { username: string; password: string };
  /** A bearer token that is taken too. */
  bearer?: string;
  /**
   * Where visitors are sent on to after a login (网页授权): by name or appid of a client, the address of each environment.
   * `{ shop: { staging: 'https://staging.example.com' } }`
   */
  springboard?: Readonly<Record<string, Readonly<Record<string, string>>>>;
}

export const WECHAT_HUB_OPTIONS = 'WECHAT_HUB_OPTIONS';
export const DEFAULT_PATH = 'hub';
