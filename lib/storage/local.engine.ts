import { CacheManagerStorage } from './cache-manager.storage.js';
import { KeyvCredentials } from './keyv.credentials.js';
import { LocalCoordination } from './local.coordination.js';
import type { EngineDefinition } from './wechat-engine.js';

/** One process: tokens in the application's cache, agreement in memory. */
export const LOCAL_ENGINE: EngineDefinition = {
  create: (findCache) => ({
    storage: new CacheManagerStorage(findCache),
    credentials: new KeyvCredentials(),
    coordination: new LocalCoordination(),
  }),
};
