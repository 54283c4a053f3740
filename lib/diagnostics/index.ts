export type {
  CallbackReport,
  CallReport,
  HandlerReport,
  RefusalReport,
  TokenReport,
} from './reports.interface.js';
export { type WeChatChannel, wechatChannels } from './wechat-channels.js';
