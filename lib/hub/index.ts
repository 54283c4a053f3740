export type { HubClientOptions } from './hub-client-options.interface.js';
export { HubTokenSource } from './hub-token.source.js';
export type { HubExposure, WeChatHubOptions } from './hub-options.interface.js';
export type { HubTokenKey } from './hub.protocol.js';
export { WeChatHub } from './wechat-hub.js';
export { WeChatHubModule, type WeChatHubModuleAsyncOptions } from './wechat-hub.module.js';
export { WeChatSpringboard } from './wechat-springboard.js';
