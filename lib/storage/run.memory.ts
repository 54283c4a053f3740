import { LRUCache } from 'lru-cache';
import type { OnceRun } from './wechat-coordination.js';

/** WeChat repeats a push within 15 seconds. */
export const REMEMBER_RUNS_FOR = 60_000;
const MAX_RUNS = 20_000;
/** What is remembered for longer is worth more than what a flood of messages pushes out. */
const MAX_KEPT_RUNS = 100_000;

/** The runs of this process: under way, and remembered. */
export class RunMemory {
  /** Whatever is remembered and forgotten, what still runs is known. */
  readonly #underWay = new Map<string, OnceRun<unknown>>();
  readonly #runs = new LRUCache<string, OnceRun<unknown>>({ max: MAX_RUNS, ttl: REMEMBER_RUNS_FOR });
  readonly #keptRuns = new LRUCache<string, OnceRun<unknown>>({ max: MAX_KEPT_RUNS });

  /** The run of a key, begun unless there is one. A failed one is forgotten. */
  join<T>(key: string, begin: () => OnceRun<T>, rememberFor = REMEMBER_RUNS_FOR): OnceRun<T> {
    const runs = rememberFor > REMEMBER_RUNS_FOR ? this.#keptRuns : this.#runs;
    const known = (this.#underWay.get(key) ?? runs.get(key)) as OnceRun<T> | undefined;
    if (known) return known;
    const run = begin();
    this.#underWay.set(key, run);
    const end = (): boolean => this.#underWay.delete(key);
    run.result.then(() => {
      runs.set(key, run, { ttl: rememberFor });
      end();
    }, end);
    return run;
  }
}
