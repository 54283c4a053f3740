import type { Lease } from './wechat-coordination.js';

/** A token as it is kept. */
export interface StoredToken {
  readonly value: string;
  /** Unix time in milliseconds. */
  readonly expiresAt: number;
  /** Unix time in milliseconds. */
  readonly fetchedAt: number;
  /** When to ask for the next one, where the source said so. Unix time in milliseconds. */
  readonly renewAt?: number;
  /** The process that had it. */
  readonly fetchedBy?: string;
}

/**
 * Where tokens are kept for other processes and for the next start. It is a cache: a store that is away costs a fetch,
 * never a call.
 *
 * @publicApi
 */
export abstract class WeChatStorage {
  abstract read(key: string): Promise<StoredToken | undefined>;
  /**
   * @param lease of the lock it was had under
   * @returns whether nobody who had the lock later has written already
   */
  abstract write(key: string, token: StoredToken, lease?: Lease): Promise<boolean>;
  abstract remove(key: string, lease?: Lease): Promise<void>;
}
