export * from './wechat.error.js';
export * from './wechat-api.error.js';
export * from './wechat-config.error.js';
export * from './wechat-decrypt.error.js';
export * from './wechat-http.error.js';
export * from './wechat-parse.error.js';
export * from './wechat-signature.error.js';
export * from './wechat-timeout.error.js';
