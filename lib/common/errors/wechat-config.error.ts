import { WeChatError } from './wechat.error.js';

/**
 * Options that cannot work; the message names the client, the option and the cure.
 *
 * @publicApi
 */
export class WeChatConfigError extends WeChatError {
  override readonly name = 'WeChatConfigError';
  override readonly code = 'WECHAT_CONFIG';
}
