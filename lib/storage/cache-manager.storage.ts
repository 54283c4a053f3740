import { Logger } from '@nestjs/common';
import { type Cache, createCache } from 'cache-manager';
import { isStoredToken } from './stored.token.js';
import { answerWithin } from './store.answer.js';
import { reasonOf } from './store.error.js';
import type { Lease } from './wechat-coordination.js';
import { type StoredToken, WeChatStorage } from './wechat-storage.js';

/** Milliseconds a token can wait for. */
const ANSWER_WITHIN = 1_000;
const PREFIX = 'wechat:';

/** Keeps tokens in the application's `CACHE_MANAGER`, or in a memory of its own when there is none. */
export class CacheManagerStorage extends WeChatStorage {
  readonly #logger = new Logger('WeChatStorage');
  #known?: Cache;
  #isAway = false;

  /** @param findCache finds the application's cache; asked at the first use, when all modules exist */
  constructor(private readonly findCache: () => Cache | undefined) {
    super();
  }

  async read(key: string): Promise<StoredToken | undefined> {
    const value = await this.#bounded(() => this.#cache.get<unknown>(PREFIX + key));
    return isStoredToken(value) ? value : undefined;
  }

  async write(key: string, token: StoredToken, lease?: Lease): Promise<boolean> {
    if (lease?.signal.aborted) return false;
    const life = token.expiresAt - Date.now();
    if (life > 0) await this.#bounded(() => this.#cache.set(PREFIX + key, token, life));
    return true;
  }

  async remove(key: string): Promise<void> {
    await this.#bounded(() => this.#cache.del(PREFIX + key));
  }

  get #cache(): Cache {
    return (this.#known ??= this.findCache() ?? createCache());
  }

  /** Runs one cache operation; a store that fails or stays silent is the same as an empty one, and is told of once. */
  async #bounded<T>(operation: () => Promise<T>): Promise<T | undefined> {
    try {
      const result = await answerWithin(ANSWER_WITHIN, operation);
      if (this.#isAway) this.#logger.log('The cache is back');
      this.#isAway = false;
      return result;
    } catch (error) {
      if (!this.#isAway)
        this.#logger.warn(`The cache is away, tokens live in memory meanwhile: ${reasonOf(error)}`);
      this.#isAway = true;
      return undefined;
    }
  }
}
