import { WeChatError } from './wechat.error.js';

/**
 * The store of credentials failed; nothing was told to anybody that it does not hold.
 *
 * @publicApi
 */
export class WeChatStorageError extends WeChatError {
  override readonly name = 'WeChatStorageError';
  override readonly code = 'WECHAT_STORAGE';
}
