import { setMaxListeners } from 'node:events';
import { LocalCoordination } from '../local.coordination.js';
import { RunMemory } from '../run.memory.js';
import {
  type Lease,
  type LockOptions,
  type OnceOptions,
  type OnceRun,
  type OnceTask,
  WeChatCoordination,
} from '../wechat-coordination.js';
import { withRedisLock } from './redis.lock.js';
import type { RedisLink } from './redis.link.js';
import { RedisRun } from './redis.run.js';
import { NOTE, READ } from './redis.scripts.js';

/** Agreement between all processes of one Redis; within one, who asks first asks for all. */
export class RedisCoordination extends WeChatCoordination {
  readonly isShared = true;
  readonly #local = new LocalCoordination();
  readonly #runs = new RunMemory();
  readonly #closing = new AbortController();

  constructor(
    private readonly link: RedisLink,
    private readonly keyOf: (name: string) => string,
  ) {
    super();
    setMaxListeners(0, this.#closing.signal); // as many as wait
  }

  withLock<T>(key: string, task: (lease: Lease) => Promise<T>, options: LockOptions = {}): Promise<T> {
    const { link, keyOf } = this;
    const rooms = { link, keyOf, closing: this.#closing.signal };
    return this.#local.withLock(key, () => withRedisLock(rooms, key, task, options));
  }

  once<T>(key: string, task: OnceTask<T>, options: OnceOptions<T> = {}): OnceRun<T> {
    const rooms = { link: this.link, closing: this.#closing.signal };
    const begin = (): OnceRun<T> => new RedisRun(rooms, this.keyOf(`once:${key}`), task, options);
    return this.#runs.join(key, begin, options.rememberFor);
  }

  async isNew(key: string, ttl: number): Promise<boolean> {
    if (!(await this.#local.isNew(key, ttl))) return false;
    try {
      return (await this.link.run(NOTE, [this.keyOf(`seen:${key}`)], Math.ceil(ttl))) === 1;
    } catch {
      return true; // what this process knows is all that is known
    }
  }

  async isReachable(): Promise<boolean> {
    return this.link.run(READ, [this.keyOf('seen:')]).then(
      () => true,
      () => false,
    );
  }

  /** Whoever still waits for a lock or a run waits no longer. */
  close(): void {
    this.#closing.abort();
  }
}
