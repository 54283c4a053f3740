import { WeChatError } from './wechat.error.js';

/**
 * A signature that is missing, wrong, or outside its time window.
 *
 * @publicApi
 */
export class WeChatSignatureError extends WeChatError {
  override readonly name = 'WeChatSignatureError';
  override readonly code = 'WECHAT_SIGNATURE';
}
