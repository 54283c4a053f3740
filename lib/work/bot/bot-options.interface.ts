import type { HttpOptions } from '../../http/index.js';
import type { WorkCallbackOptions } from '../work-options.interface.js';

/**
 * An AI bot (智能机器人) in API mode, as its page in the console shows it: with `token` and `encodingAESKey` WeCom calls back
 * (设置接收消息回调地址), with `secret` the bot holds a connection (长连接). The console has one of them at a time; with both given,
 * either will do.
 */
export interface WorkBotOptions extends WorkCallbackOptions {
  /** BotID. */
  botId: string;
  /** Secret of the long connection; without it there is none. */
  secret?: string | undefined;
  /** Where the long connection leads. @default 'wss://openws.work.weixin.qq.com' */
  url?: string | undefined;
  /** Where further answers (主动回复) are sent. @default 'https://qyapi.weixin.qq.com' */
  baseUrls?: { api?: string | undefined } | undefined;
  /** Time-out and proxy of further answers and of downloads; the long connection goes without a proxy. */
  http?: HttpOptions | undefined;
}
