import { WeChatError } from './wechat.error.js';

/** Characters of a code and of a message: whoever sends an error page may make them as long as it likes. */
const MAX_CODE = 64;
const MAX_MESSAGE = 512;

const cut = (text: string, length: number): string =>
  text.length > length ? `${text.slice(0, length - 1)}…` : text;

/** What WeChat Pay refused, and why. */
export interface PayRefusal {
  /** Name of the client that called. */
  readonly client: string;
  /** Method and path. */
  readonly route: string;
  /** HTTP status. */
  readonly status: number;
  /** WeChat Pay's own code: `code` of v3 (`PARAM_ERROR` …), `err_code` or `return_code` of v2. 错误码 */
  readonly errcode: string;
  /** What it says about it: `message` of v3, `err_code_des` or `return_msg` of v2. */
  readonly errmsg: string;
  /** `detail` of v3: the field that is wrong, where it is known. */
  readonly detail?: unknown;
  /** WeChat Pay's id of the call, for its support. */
  readonly requestId?: string | undefined;
  /** What to do about it, for well-known codes. */
  readonly hint?: string | undefined;
  /** Whether the same call, with the same numbers, may succeed later. */
  readonly retryable: boolean;
}

/**
 * WeChat Pay refused a call.
 *
 * @publicApi
 */
export class WeChatPayError extends WeChatError implements PayRefusal {
  override readonly name = 'WeChatPayError';
  override readonly code = 'WECHAT_PAY';
  readonly client: string;
  readonly route: string;
  readonly status: number;
  readonly errcode: string;
  readonly errmsg: string;
  readonly detail?: unknown;
  readonly requestId?: string | undefined;
  readonly hint?: string | undefined;
  readonly retryable: boolean;

  constructor(refusal: PayRefusal) {
    const { client, route, hint } = refusal;
    const errcode = cut(refusal.errcode, MAX_CODE);
    const errmsg = cut(refusal.errmsg, MAX_MESSAGE);
    super(`${client}: ${route} was refused with ${errcode}: ${errmsg}${hint ? `. ${hint}` : ''}`);
    this.client = client;
    this.route = route;
    this.status = refusal.status;
    this.errcode = errcode;
    this.errmsg = errmsg;
    this.detail = refusal.detail;
    this.requestId = refusal.requestId;
    this.hint = hint;
    this.retryable = refusal.retryable;
  }
}
