export type { WeChatHealthOptions } from './health-options.interface.js';
export { type WeChatClientHealth, WeChatHealthIndicator } from './wechat-health.indicator.js';
