import { Logger } from '@nestjs/common';
import { type Cache, createCache } from 'cache-manager';
import { type StoredToken, WeChatStorage } from './wechat-storage.js';

/** A Redis client that has lost its server may wait for ever; tokens cannot. */
const ANSWER_WITHIN = 1_000;
const PREFIX = 'wechat:';

function isStoredToken(value: unknown): value is StoredToken {
  const token = value as Partial<StoredToken> | null | undefined;
  return (
    typeof token?.value === 'string' &&
    token.value !== '' &&
    typeof token.expiresAt === 'number' &&
    typeof token.fetchedAt === 'number'
  );
}

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

  async write(key: string, token: StoredToken): Promise<void> {
    const life = token.expiresAt - Date.now();
    if (life > 0) await this.#bounded(() => this.#cache.set(PREFIX + key, token, life));
  }

  async remove(key: string): Promise<void> {
    await this.#bounded(() => this.#cache.del(PREFIX + key));
  }

  get #cache(): Cache {
    return (this.#known ??= this.findCache() ?? createCache());
  }

  /** Runs one cache operation; a store that fails or stays silent is the same as an empty one, and is told of once. */
  async #bounded<T>(operation: () => Promise<T>): Promise<T | undefined> {
    let timer: NodeJS.Timeout | undefined;
    const silence = new Promise<never>((_, reject) => {
      timer = setTimeout(
        () => reject(new Error(`no answer within ${ANSWER_WITHIN} ms`)),
        ANSWER_WITHIN,
      ).unref();
    });
    try {
      const result = await Promise.race([operation(), silence]);
      if (this.#isAway) this.#logger.log('The cache is back');
      this.#isAway = false;
      return result;
    } catch (error) {
      if (!this.#isAway)
        this.#logger.warn(`The cache is away, tokens live in memory meanwhile: ${reasonOf(error)}`);
      this.#isAway = true;
      return undefined;
    } finally {
      clearTimeout(timer);
    }
  }
}

/** A connection error may quote its URL, password included: only its code is told. */
function reasonOf(error: unknown): string {
  const { code, name, message } = error as Error & { code?: string };
  return code ?? (name === 'Error' && message.startsWith('no answer') ? message : name);
}
