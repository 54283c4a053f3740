/**
 * How a call ended, its repetitions and the wait for a token included.
 *
 * @publicApi
 */
export interface CallReport {
  /** Name of the client that called. */
  readonly client: string;
  /** Method and path, with placeholders for what stands in the path: `POST /cgi-bin/message/custom/send`. */
  readonly route: string;
  /** `refused` by WeChat with an errcode, `failed` on the way or before it was sent, or `aborted` by the caller's signal. */
  readonly outcome: 'ok' | 'refused' | 'failed' | 'aborted';
  /** Milliseconds; of a stream those until it begins. */
  readonly duration: number;
  /** How often it was sent; 0 when it never was. */
  readonly attempts: number;
  /** Of a refusal: a number, of WeChat Pay a word such as `PARAM_ERROR`. 错误码 */
  readonly errcode?: number | string | undefined;
  /** HTTP status, where an answer came that was no answer of WeChat's, and of WeChat Pay's refusals. */
  readonly status?: number | undefined;
  /** `code` of the {@link WeChatError} it ended with: `WECHAT_TIMEOUT`, `WECHAT_SIGNATURE` … */
  readonly error?: string | undefined;
}

/**
 * A token or ticket that was fetched, or could not be.
 *
 * @publicApi
 */
export interface TokenReport {
  /** Whose, and which: `wx…:access_token`. */
  readonly key: string;
  /** There was none that lives, it was renewed ahead of its end, WeChat had refused it, or it came with an authorization. */
  readonly reason: 'missing' | 'renewal' | 'refused' | 'authorization';
  readonly outcome: 'ok' | 'failed';
  /** Milliseconds. */
  readonly duration: number;
  readonly expiresAt?: Date | undefined;
  /** Tells tokens apart without showing them, as the log does. */
  readonly hash?: string | undefined;
  /** What it failed with, as the log says it. */
  readonly message?: string | undefined;
}

/**
 * What WeChat was answered, for one push it sent.
 *
 * @publicApi
 */
export interface CallbackReport {
  /** Name of the client it was for. */
  readonly client: string;
  /** `message`, `event` … */
  readonly kind: string;
  /** The MsgType of a message, the name of an event. */
  readonly name: string;
  /** `Class#method`, where there is one for it. */
  readonly handler?: string | undefined;
  /**
   * `answered` in time; `kept` in the inbox, for a handler to take it later; `late` when the handler still ran at the deadline;
   * `unhandled` when there is no handler; `failed` when it threw, a guard refused it, it could not be kept, or what the library does
   * itself failed.
   */
  readonly outcome: 'answered' | 'kept' | 'late' | 'unhandled' | 'failed';
  /** Whether it joined the run of an earlier one: WeChat repeats what it takes for lost. */
  readonly isRepeat: boolean;
  /** HTTP status, where it is an error: after 5xx WeChat tries again. */
  readonly status?: number | undefined;
  /** Milliseconds until the answer was there. */
  readonly duration: number;
}

/**
 * One run of a handler, however long after the answer it ended.
 *
 * @publicApi
 */
export interface HandlerReport {
  /** Name of the client the push was for. */
  readonly client: string;
  readonly kind: string;
  readonly name: string;
  /** `Class#method` */
  readonly handler: string;
  /** `refused` with a 4xx, as a guard does, or `failed` with any other error. */
  readonly outcome: 'ok' | 'refused' | 'failed';
  /** Milliseconds; of an answer that is streamed those until it begins. */
  readonly duration: number;
}

/**
 * A request for a callback's address that no handler heard of.
 *
 * @publicApi
 */
export interface RefusalReport {
  /** Name of the client in its address, where there is such a client. */
  readonly client?: string | undefined;
  readonly status: number;
  /** What was wrong, as the log says it. */
  readonly reason: string;
  /** Whether it is WeChat Pay's look at whether signatures are verified at all (签名探测), and no cause for alarm. */
  readonly isProbe: boolean;
}
