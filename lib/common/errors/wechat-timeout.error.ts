import { WeChatError } from './wechat.error.js';

/**
 * Something that took longer than it was given.
 *
 * @publicApi
 */
export class WeChatTimeoutError extends WeChatError {
  override readonly name = 'WeChatTimeoutError';
  override readonly code = 'WECHAT_TIMEOUT';
}
