import type { StoredToken } from '../storage/index.js';
import type { TokenSource } from './token-source.interface.js';

/** What is known of one token in this process. */
export interface TokenEntry {
  source: TokenSource;
  token?: StoredToken;
  /** The last tokens WeChat refused: never taken again, whoever still keeps them. */
  readonly refused: Set<string>;
  /** The fetch under way, shared by all who wait. */
  pending?: Promise<string>;
  /** How often it was asked for. */
  uses: number;
  /** Asked for since it was stored; only tokens in use are renewed. */
  isUsed: boolean;
  /** Came up for renewal unused. */
  isIdle: boolean;
  /** When its renewal is planned (Unix time, ms). */
  renewAt?: number;
  /** The renewal that is made up for, shared by all who wait. */
  catchingUp?: Promise<string>;
  failures: number;
  lastError?: string;
}

export const isLive = (token: StoredToken | undefined): token is StoredToken =>
  token !== undefined && Date.now() < token.expiresAt;

/** The value that can be used now. */
export const currentValue = ({ token }: TokenEntry): string | undefined =>
  isLive(token) ? token.value : undefined;

/** Whether a token somebody else has kept can be used. */
export const isUsable = (token: StoredToken | undefined, { refused }: TokenEntry): token is StoredToken =>
  isLive(token) && !refused.has(token.value);
