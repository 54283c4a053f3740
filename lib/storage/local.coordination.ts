import { Injectable } from '@nestjs/common';
import { LRUCache } from 'lru-cache';
import { type OnceRun, WeChatCoordination } from './wechat-coordination.js';

/** WeChat repeats a push within 15 seconds. */
const REMEMBER_RUNS_FOR = 60_000;
const MAX_RUNS = 20_000;
/** What is remembered for longer is worth more than what a flood of messages pushes out. */
const MAX_KEPT_RUNS = 100_000;
const MAX_NONCES = 100_000;

/** Coordination within one process. */
@Injectable()
export class LocalCoordination extends WeChatCoordination {
  readonly #locks = new Map<string, Promise<unknown>>();
  /** Whatever is remembered and forgotten, what still runs is known. */
  readonly #underWay = new Map<string, Promise<unknown>>();
  readonly #runs = new LRUCache<string, Promise<unknown>>({ max: MAX_RUNS, ttl: REMEMBER_RUNS_FOR });
  readonly #keptRuns = new LRUCache<string, Promise<unknown>>({ max: MAX_KEPT_RUNS });
  readonly #nonces = new LRUCache<string, true>({ max: MAX_NONCES });

  async withLock<T>(key: string, task: () => Promise<T>): Promise<T> {
    const before = this.#locks.get(key) ?? Promise.resolve();
    const next = (): Promise<T> => task();
    const turn = before.then(next, next);
    this.#locks.set(key, turn);
    try {
      return await turn;
    } finally {
      if (this.#locks.get(key) === turn) this.#locks.delete(key);
    }
  }

  once<T>(key: string, task: () => Promise<T>, rememberFor = REMEMBER_RUNS_FOR): OnceRun<T> {
    const runs = rememberFor > REMEMBER_RUNS_FOR ? this.#keptRuns : this.#runs;
    const known = (this.#underWay.get(key) ?? runs.get(key)) as Promise<T> | undefined;
    if (known) return { result: known, isFirst: false };
    const result = task();
    this.#underWay.set(key, result);
    const end = (): boolean => this.#underWay.delete(key);
    result.then(() => {
      runs.set(key, result, { ttl: rememberFor });
      end();
    }, end);
    return { result, isFirst: true };
  }

  async isNew(key: string, ttl: number): Promise<boolean> {
    if (this.#nonces.has(key)) return false;
    this.#nonces.set(key, true, { ttl });
    return true;
  }
}
