import { WeChatError } from '../../common/index.js';

/** What is known of a push that failed. */
export interface PushFailure {
  /** How often the push was tried. */
  readonly attempts: number;
  /** HTTP status of the last answer, when one came. */
  readonly status?: number;
}

/**
 * The application gave a push no answer WeChat would accept.
 *
 * @publicApi
 */
export class SandboxPushError extends WeChatError implements PushFailure {
  override readonly name = 'SandboxPushError';
  override readonly code = 'SANDBOX_PUSH';
  readonly attempts: number;
  readonly status?: number;

  constructor(message: string, failure: PushFailure) {
    super(message);
    this.attempts = failure.attempts;
    this.status = failure.status;
  }
}
