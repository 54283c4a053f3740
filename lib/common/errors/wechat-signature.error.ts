import { WeChatError } from './wechat.error.js';

/**
 * A signature that is missing, wrong, or outside its time window.
 *
 * @publicApi
 */
export class WeChatSignatureError extends WeChatError {
  override readonly name: string = 'WeChatSignatureError';
  override readonly code: string = 'WECHAT_SIGNATURE';

  constructor(
    message: string,
    /** Whether WeChat signed wrongly on purpose, to see whether signatures are verified (签名探测). */
    readonly isProbe = false,
  ) {
    super(message);
  }

  /** A probe is no refusal of the call: the same call comes with a true signature. */
  get retryable(): boolean {
    return this.isProbe;
  }
}
