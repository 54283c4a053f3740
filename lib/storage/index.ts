export { storageProvider } from './storage.providers.js';
export { LocalCoordination } from './local.coordination.js';
export { type OnceRun, WeChatCoordination } from './wechat-coordination.js';
export { type StoredToken, WeChatStorage } from './wechat-storage.js';
