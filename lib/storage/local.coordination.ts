import { LRUCache } from 'lru-cache';
import { RunMemory } from './run.memory.js';
import {
  type Lease,
  type OnceOptions,
  type OnceRun,
  type OnceTask,
  WeChatCoordination,
} from './wechat-coordination.js';

const MAX_NONCES = 100_000;
const ALWAYS = async (): Promise<boolean> => true;

/** Of a lock within one process: nobody takes it away. One for each lock, since its holder may listen. */
const localLease = (): Lease => ({ fence: 0, signal: new AbortController().signal });

/** Coordination within one process. */
export class LocalCoordination extends WeChatCoordination {
  readonly isShared = false;
  readonly isReachable = ALWAYS;
  readonly #locks = new Map<string, Promise<unknown>>();
  readonly #runs = new RunMemory();
  readonly #nonces = new LRUCache<string, true>({ max: MAX_NONCES });

  async withLock<T>(key: string, task: (lease: Lease) => Promise<T>): Promise<T> {
    const before = this.#locks.get(key) ?? Promise.resolve();
    const next = (): Promise<T> => task(localLease());
    const turn = before.then(next, next);
    this.#locks.set(key, turn);
    try {
      return await turn;
    } finally {
      if (this.#locks.get(key) === turn) this.#locks.delete(key);
    }
  }

  once<T>(key: string, task: OnceTask<T>, { rememberFor }: OnceOptions<T> = {}): OnceRun<T> {
    return this.#runs.join(key, () => ({ result: task(ALWAYS), acknowledge: ALWAYS }), rememberFor);
  }

  async isNew(key: string, ttl: number): Promise<boolean> {
    if (this.#nonces.has(key)) return false;
    this.#nonces.set(key, true, { ttl });
    return true;
  }
}
