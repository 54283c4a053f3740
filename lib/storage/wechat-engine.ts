import type { Cache } from 'cache-manager';
import type { WeChatCoordination } from './wechat-coordination.js';
import type { WeChatCredentials } from './wechat-credentials.js';
import type { WeChatStorage } from './wechat-storage.js';

/** What all clients work with: in one place, so that a lock protects what is written under it. */
export interface WeChatEngine {
  readonly storage: WeChatStorage;
  readonly credentials: WeChatCredentials;
  readonly coordination: WeChatCoordination;
  /** Finds what it needs once all modules exist. @throws {WeChatConfigError} when the application lacks it */
  open?(): void;
  /** Lets go of everything, once nothing is under way any more. */
  close?(): Promise<void>;
}

/**
 * An engine that was chosen but not yet built: what `redisEngine()` returns.
 *
 * @publicApi
 */
export interface EngineDefinition {
  /** @param findCache the application's `CACHE_MANAGER`; to be asked at the first use, when all modules exist */
  create(findCache: () => Cache | undefined): WeChatEngine;
}
