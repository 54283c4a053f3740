export { reasonOf, refusalOf } from './store.error.js';
export { type CredentialStore, KeyvCredentials } from './keyv.credentials.js';
export { STORAGE_OPTIONS, type StorageOptions, storageProviders } from './storage.providers.js';
export { LocalCoordination } from './local.coordination.js';
export { WeChatCredentials } from './wechat-credentials.js';
export {
  type Lease,
  type LockOptions,
  type OnceOptions,
  type OnceRun,
  type OnceTask,
  WeChatCoordination,
} from './wechat-coordination.js';
export type { EngineDefinition, WeChatEngine } from './wechat-engine.js';
export { type StoredToken, WeChatStorage } from './wechat-storage.js';
