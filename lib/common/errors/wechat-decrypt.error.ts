import { WeChatError } from './wechat.error.js';

/**
 * A cipher text that cannot be opened: malformed, sealed with another key, or sealed for another receiver.
 *
 * @publicApi
 */
export class WeChatDecryptError extends WeChatError {
  override readonly name = 'WeChatDecryptError';
  override readonly code = 'WECHAT_DECRYPT';
}
