import { jest } from '@jest/globals';
import { type Lease, type StoredToken, WeChatStorage } from '../../../lib/storage/index.js';
import type { FetchedToken, TokenRefresher, TokenSource } from '../../../lib/token/index.js';

/** A storage in plain sight. */
export class OpenStorage extends WeChatStorage {
  readonly kept = new Map<string, StoredToken>();
  readonly read = jest.fn(async (key: string) => this.kept.get(key));
  readonly write = jest.fn(async (key: string, token: StoredToken, _lease?: Lease): Promise<boolean> => {
    this.kept.set(key, token);
    return true;
  });
  readonly remove = jest.fn(async (key: string): Promise<void> => {
    this.kept.delete(key);
  });
}

/** A refresher whose renewals run when the test says. */
export class ManualRefresher {
  readonly plans = new Map<string, { dueAt: number; run: () => Promise<void> }>();

  plan(key: string, dueAt: number, run: () => Promise<void>): void {
    this.plans.set(key, { dueAt, run });
  }

  cancel(key: string): void {
    this.plans.delete(key);
  }

  dueAt(key: string): number | undefined {
    return this.plans.get(key)?.dueAt;
  }

  async run(key: string): Promise<void> {
    const planned = this.plans.get(key);
    if (!planned) throw new Error(`No renewal of ${key} is planned`);
    this.plans.delete(key);
    await planned.run();
  }

  asRefresher(): TokenRefresher {
    return this as unknown as TokenRefresher;
  }
}

/** A source that issues `token-1`, `token-2` …, unless told what to answer. */
export class CountingSource implements TokenSource {
  readonly fetch = jest.fn((force: boolean) => this.answer(force));
  issued = 0;
  expiresIn = 7200;

  constructor(readonly key = 'wx1:access_token') {}

  answer: (force: boolean) => Promise<FetchedToken> = async () => this.next();

  next(): FetchedToken {
    this.issued += 1;
    return { value: `token-${this.issued}`, expiresIn: this.expiresIn };
  }
}

/** A promise to be settled from outside. */
export function gate<T = void>(): { promise: Promise<T>; open(value: T): void; fail(error: Error): void } {
  let open!: (value: T) => void;
  let fail!: (error: Error) => void;
  const promise = new Promise<T>((resolve, reject) => {
    open = resolve;
    fail = reject;
  });
  return { promise, open, fail };
}
