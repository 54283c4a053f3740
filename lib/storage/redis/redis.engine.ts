import type { Cache } from 'cache-manager';
import { WeChatConfigError } from '../../common/index.js';
import { answerWithin } from '../store.answer.js';
import type { EngineDefinition, WeChatEngine } from '../wechat-engine.js';
import { RedisCoordination } from './redis.coordination.js';
import { RedisCredentials } from './redis.credentials.js';
import { type RedisConnection, RedisLink } from './redis.link.js';
import { NAMESPACE_INVALID, NO_CONNECTION, STORE_INVALID } from './redis.messages.js';
import { RedisStorage } from './redis.storage.js';

/** Milliseconds a connection has to say goodbye. */
const CLOSED_WITHIN = 1_000;

/** A `KeyvRedis` of `@keyv/redis`, as far as the engine uses it: it knows single servers, clusters and sentinels. */
export interface RedisStore {
  /** The connection, opened. */
  getClient(): Promise<unknown>;
  disconnect?(force?: boolean): Promise<void>;
}

/** How the engine works. */
export interface RedisEngineOptions {
  /** A connection of the engine's own. @default the one of `CACHE_MANAGER`; either is closed when the application has shut down */
  store?: RedisStore | undefined;
  /**
   * What all keys begin with, in braces: applications with different clients may share a Redis. In a cluster it makes them live in one slot.
   *
   * @default 'wechat'
   */
  namespace?: string | undefined;
}

/**
 * Makes Redis what all processes of an application share: tokens and credentials, locks, which callback was handled and what was
 * answered. Redis 6.2 or later; for third-party platforms and suites, whose credentials it keeps, one that evicts nothing and persists.
 *
 * @returns what stands as `engine` among the options of WeChatModule
 * @throws {WeChatConfigError} for an option that cannot work; at start-up when `CACHE_MANAGER` has no Redis
 * @publicApi
 */
export function redisEngine({ store, namespace = 'wechat' }: RedisEngineOptions = {}): EngineDefinition {
  if (store !== undefined && !isRedisStore(store)) throw new WeChatConfigError(STORE_INVALID);
  if (!/^[\w.:-]+$/.test(namespace)) throw new WeChatConfigError(NAMESPACE_INVALID);
  return { create: (findCache) => createEngine(findCache, store, namespace) };
}

function createEngine(
  findCache: () => Cache | undefined,
  given: RedisStore | undefined,
  namespace: string,
): WeChatEngine {
  let found = given;
  const find = (): RedisStore => (found ??= storeOf(findCache()));
  const connect = async (): Promise<RedisConnection> => (await find().getClient()) as RedisConnection;
  const disconnect = async (isForced = true): Promise<void> => found?.disconnect?.(isForced);
  const link = new RedisLink(connect);
  const keyOf = (name: string): string => `{${namespace}}:${name}`;
  const coordination = new RedisCoordination(link, keyOf);
  return {
    storage: new RedisStorage(link, keyOf),
    credentials: new RedisCredentials(link, keyOf),
    coordination,
    open: () => {
      find();
      // the first to ask need not wait for it; one that is away is told of when it is asked
      connect().catch(() => undefined);
    },
    close: async () => {
      coordination.close();
      await link.close();
      // CacheModule may have closed it before the last handler ended, which opened it again
      if (link.awayFor !== undefined) return disconnect();
      // one that waits for its server would wait for ever
      await answerWithin(CLOSED_WITHIN, () => disconnect(false)).catch(() => disconnect());
    },
  };
}

const isRedisStore = (value: unknown): value is RedisStore =>
  typeof (value as Partial<RedisStore> | null)?.getClient === 'function';

function storeOf(cache: Cache | undefined): RedisStore {
  const found = cache?.stores.map(({ store }): unknown => store).find(isRedisStore);
  if (!found) throw new WeChatConfigError(NO_CONNECTION);
  return found;
}
