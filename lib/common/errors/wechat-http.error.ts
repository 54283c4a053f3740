import { WeChatError } from './wechat.error.js';

/** What is known of a failed exchange; never its query, which holds the token. */
export interface HttpFailure {
  /** Name of the client that called. */
  readonly client: string;
  /** Method and path. */
  readonly route: string;
  /** HTTP status, when an answer came. */
  readonly status?: number;
  /** The network's own word for it: `ECONNREFUSED`, `ECONNABORTED` … */
  readonly reason?: string;
  /** The first characters of an answer that was not WeChat's, secrets taken out. */
  readonly body?: string;
  /** Whether the same call may succeed later and is safe to repeat. */
  readonly retryable: boolean;
}

/**
 * The network, or something on the way to WeChat, failed: no connection, a time-out, an HTTP error, a cut body.
 *
 * @publicApi
 */
export class WeChatHttpError extends WeChatError implements HttpFailure {
  override readonly name: string = 'WeChatHttpError';
  override readonly code: string = 'WECHAT_HTTP';
  readonly client: string;
  readonly route: string;
  readonly status?: number;
  readonly reason?: string;
  readonly body?: string;
  readonly retryable: boolean;

  constructor(message: string, failure: HttpFailure) {
    super(message);
    this.client = failure.client;
    this.route = failure.route;
    this.status = failure.status;
    this.reason = failure.reason;
    this.body = failure.body;
    this.retryable = failure.retryable;
  }
}
