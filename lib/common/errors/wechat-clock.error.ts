import { WeChatSignatureError } from './wechat-signature.error.js';

/**
 * A signature whose timestamp lies too far off this server's clock: it is old, or one of the two clocks is wrong.
 *
 * @publicApi
 */
export class WeChatClockError extends WeChatSignatureError {
  override readonly name = 'WeChatClockError';
  override readonly code = 'WECHAT_CLOCK';

  constructor(
    message: string,
    /** Seconds by which the timestamp is ahead of this server's clock; negative when it is behind. */
    readonly offset: number,
  ) {
    super(message);
  }
}
