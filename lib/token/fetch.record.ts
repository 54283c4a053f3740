import { shortHash } from '../crypto/index.js';
import { type TokenReport, wechatChannels } from '../diagnostics/index.js';
import type { StoredToken } from '../storage/index.js';

export type FetchReason = TokenReport['reason'];

/** Times the fetch of a token, and reports how it ended. */
export class FetchRecord {
  readonly #begun = performance.now();

  constructor(
    private readonly key: string,
    private readonly reason: FetchReason,
  ) {}

  succeed({ value, expiresAt }: StoredToken): void {
    this.#report({ outcome: 'ok', expiresAt: new Date(expiresAt), hash: shortHash(value) });
  }

  /** @param message that is known to hold no secret */
  fail(message: string): void {
    this.#report({ outcome: 'failed', message });
  }

  #report(ending: Omit<TokenReport, 'key' | 'reason' | 'duration'>): void {
    const { key, reason } = this;
    wechatChannels.token.publish({ key, reason, duration: performance.now() - this.#begun, ...ending });
  }
}

/** Begins a record, if anybody listens to tokens. */
export const beginFetch = (key: string, reason: FetchReason): FetchRecord | undefined =>
  wechatChannels.token.hasSubscribers ? new FetchRecord(key, reason) : undefined;
