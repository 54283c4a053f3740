import { WeChatHttpError } from './wechat-http.error.js';

/**
 * WeChat did not answer in the time a call was given.
 *
 * @publicApi
 */
export class WeChatTimeoutError extends WeChatHttpError {
  override readonly name = 'WeChatTimeoutError';
  override readonly code = 'WECHAT_TIMEOUT';
}
