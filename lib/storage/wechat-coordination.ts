/** The right to work under a lock. */
export interface Lease {
  /** Grows with each holder: a store takes nothing from one older than the last that wrote. */
  readonly fence: number;
  /** Whether the shared store could not be asked for the lock: the fence is by this process's own clock. */
  readonly isAlone?: boolean;
  /** Aborts when somebody else has the lock: its holder stood still for longer than a lock may wait for it. */
  readonly signal: AbortSignal;
}

/** How a lock is had. */
export interface LockOptions {
  /**
   * Waits for a shared store that is away; the task runs under the lock of this process alone otherwise.
   *
   * @default false
   */
  readonly isStrict?: boolean;
}

/** One run of something that must run once, shared by all who asked for it. */
export interface OnceRun<T> {
  /** The result; repeats get the same while it runs and afterwards. */
  readonly result: Promise<T>;
  /**
   * For whoever answers before there is a result.
   *
   * @returns whether the run will be seen through as far as anybody can know: not when it is another process's that has not
   *   said so, and might be dead
   */
  acknowledge(): Promise<boolean>;
}

/** What runs once. */
export type OnceTask<T> = (isMine: () => Promise<boolean>) => Promise<T>;

/** What becomes of a result. */
export interface OnceOptions<T> {
  /** Milliseconds it is kept. @default 60000 */
  readonly rememberFor?: number | undefined;
  /** What other processes are told of it, in what JSON can say. @default the result */
  tell?(result: T): unknown;
  /** The result, from what another process told. @default that itself */
  hear?(told: unknown): T;
}

/**
 * Agreement between all who might do the same thing: one process has it in memory, several through a shared store.
 *
 * @publicApi
 */
export abstract class WeChatCoordination {
  /** Whether it reaches further than this process. */
  abstract readonly isShared: boolean;

  /** Whether the store it is shared through answers now. */
  abstract isReachable(): Promise<boolean>;

  /** Runs a task while nobody else runs one under the same key. What it writes is written with its lease. */
  abstract withLock<T>(key: string, task: (lease: Lease) => Promise<T>, options?: LockOptions): Promise<T>;

  /**
   * Runs a task once per key: repeats join it or get its stored result; a failed run is forgotten.
   *
   * @param task is given what says whether the run is still its own: not when this process stood still and another took it over
   * @throws {WeChatStorageError} as the result, when a shared store is away and the run may not be another's
   */
  abstract once<T>(key: string, task: OnceTask<T>, options?: OnceOptions<T>): OnceRun<T>;

  /** Whether a key is seen for the first time within `ttl` milliseconds. */
  abstract isNew(key: string, ttl: number): Promise<boolean>;
}
