import type { Lease } from '../storage/index.js';

/** A token fresh from WeChat. */
export interface FetchedToken {
  readonly value: string;
  /** Seconds it has left; short lives are normal for stable tokens. */
  readonly expiresIn: number;
  /** Seconds after which to ask again, where the source knows better than the refresher: a hub renews by its own clock. */
  readonly renewIn?: number;
}

/** One token: what it is called and how it is had. */
export interface TokenSource {
  /** Unique among all tokens of all accounts: `wx…:access_token`. */
  readonly key: string;
  /**
   * @param force whether WeChat must issue a new one, the current one being known to be dead
   * @param lease of the lock of this token: what comes with it is kept under it
   */
  fetch(force: boolean, lease: Lease): Promise<FetchedToken>;
}

/** The state of a token, without showing it. */
export interface TokenHealth {
  readonly isLive: boolean;
  readonly expiresAt?: Date;
  readonly fetchedAt?: Date;
  /** What the last fetch failed with, until one succeeds. */
  readonly lastError?: string;
}
