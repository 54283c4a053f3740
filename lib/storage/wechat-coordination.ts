/** One run of something that must run once, shared by all who asked for it. */
export interface OnceRun<T> {
  /** The result; repeats get the same promise while it runs and afterwards. */
  readonly result: Promise<T>;
  /** Whether this asker started the run. */
  readonly isFirst: boolean;
}

/**
 * Agreement between all who might do the same thing: one process has it in memory, several through a shared store.
 *
 * @publicApi
 */
export abstract class WeChatCoordination {
  /** Runs a task while nobody else runs one under the same key. */
  abstract withLock<T>(key: string, task: () => Promise<T>): Promise<T>;

  /**
   * Runs a task once per key: repeats join it or get its stored result; a failed run is forgotten.
   *
   * @param rememberFor milliseconds the result is kept. @default 60000
   */
  abstract once<T>(key: string, task: () => Promise<T>, rememberFor?: number): OnceRun<T>;

  /** Whether a key is seen for the first time within `ttl` milliseconds. */
  abstract isNew(key: string, ttl: number): Promise<boolean>;
}
