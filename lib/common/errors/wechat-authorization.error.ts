import { WeChatError } from './wechat.error.js';

/**
 * A third-party platform lacks what only WeChat or the account's owner can give: a ticket, an authorization.
 *
 * @publicApi
 */
export class WeChatAuthorizationError extends WeChatError {
  override readonly name = 'WeChatAuthorizationError';
  override readonly code = 'WECHAT_AUTHORIZATION';
}
