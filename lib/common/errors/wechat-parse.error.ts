import { WeChatError } from './wechat.error.js';

/**
 * Text that is not the XML or JSON it should be.
 *
 * @publicApi
 */
export class WeChatParseError extends WeChatError {
  override readonly name = 'WeChatParseError';
  override readonly code = 'WECHAT_PARSE';
}
