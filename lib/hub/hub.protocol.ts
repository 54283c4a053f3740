import { fingerprint } from '../crypto/index.js';

/** What a hub may hand out; refresh tokens and verify tickets never leave it. */
export const HUB_TOKEN_KEYS = [
  'access_token',
  'js_api_ticket',
  'agent_js_api_ticket',
  'wx_card_ticket',
  'component_access_token',
] as const;

/** A token's name on the wire. */
export type HubTokenKey = (typeof HUB_TOKEN_KEYS)[number];

/** Whoever accepts this is answered with proper status codes and times that need no clock in common. */
export const HUB_MEDIA_TYPE = 'application/vnd.wechat-hub.v1+json';

/** An answer of the Elixir SDK's hub, and of ours to whoever does not ask for more. */
export interface ReferenceAnswer {
  readonly error: number;
  readonly msg: string;
  readonly store_map?: {
    readonly value: string;
    /** Unix time in seconds. */
    readonly expired_time: number;
  };
}

/** An answer in {@link HUB_MEDIA_TYPE}. */
export interface HubAnswerBody {
  readonly value: string;
  /** Seconds. */
  readonly expires_in: number;
  /** Seconds until the hub plans to renew it. */
  readonly renew_in: number;
}

/** Names a token without showing it. */
export const etagOf = (value: string): string => `"${fingerprint(value).slice(0, 32)}"`;

/** The Elixir SDK renews this many seconds before a token ends. */
export const REFERENCE_RENEWS_BEFORE = 1800;
