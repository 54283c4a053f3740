import { channel } from 'node:diagnostics_channel';
import type {
  CallbackReport,
  CallReport,
  HandlerReport,
  RefusalReport,
  TokenReport,
} from './reports.interface.js';

/**
 * A channel of `node:diagnostics_channel` whose messages have a type. Listeners run at once, in the async context of what they
 * hear of, and must not throw: Node ends the process with what they throw, as with any uncaught exception.
 *
 * @see https://nodejs.org/api/diagnostics_channel.html
 * @publicApi
 */
export interface WeChatChannel<Report> {
  /** What `diagnostics_channel.subscribe` knows it by. */
  readonly name: string | symbol;
  readonly hasSubscribers: boolean;
  subscribe(listener: (report: Report) => void): void;
  unsubscribe(listener: (report: Report) => void): void;
  publish(report: Report): void;
}

/**
 * What the library tells whoever measures it. Nothing is put together for a channel nobody listens to, and no report holds a
 * secret or what people wrote.
 *
 * @publicApi
 */
export const wechatChannels = {
  call: channel('nestjs-wechat-sdk:call') as WeChatChannel<CallReport>,
  token: channel('nestjs-wechat-sdk:token') as WeChatChannel<TokenReport>,
  callback: channel('nestjs-wechat-sdk:callback') as WeChatChannel<CallbackReport>,
  handler: channel('nestjs-wechat-sdk:handler') as WeChatChannel<HandlerReport>,
  refusal: channel('nestjs-wechat-sdk:refusal') as WeChatChannel<RefusalReport>,
};
