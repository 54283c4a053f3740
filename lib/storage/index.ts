export { type CredentialStore, KeyvCredentials } from './keyv.credentials.js';
export { storageProvider } from './storage.providers.js';
export { LocalCoordination } from './local.coordination.js';
export { WeChatCredentials } from './wechat-credentials.js';
export { type OnceRun, WeChatCoordination } from './wechat-coordination.js';
export { type StoredToken, WeChatStorage } from './wechat-storage.js';
