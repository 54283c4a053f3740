import { WeChatError } from './wechat.error.js';

/** What WeChat refused, and why. */
export interface ApiRefusal {
  /** Name of the client that called. */
  readonly client: string;
  /** Method and path. */
  readonly route: string;
  readonly errcode: number;
  readonly errmsg: string;
  /** WeChat's id of the call; `POST /cgi-bin/openapi/rid/get` tells more about it. */
  readonly rid?: string;
  /** What to do about it, for well-known codes. */
  readonly hint?: string;
  /** The official page about it. */
  readonly docs?: string;
  /** Whether the same call may succeed later. */
  readonly retryable: boolean;
  /** Of a call that was sealed (API 安全): the refusal came without a signature, so that anybody may have sent it. */
  readonly isUnsigned?: boolean;
}

/**
 * WeChat refused a call: `errcode` is not 0.
 *
 * @publicApi
 */
export class WeChatApiError extends WeChatError implements ApiRefusal {
  override readonly name = 'WeChatApiError';
  override readonly code = 'WECHAT_API';
  readonly client: string;
  readonly route: string;
  readonly errcode: number;
  readonly errmsg: string;
  readonly rid?: string;
  readonly hint?: string;
  readonly docs?: string;
  readonly retryable: boolean;
  readonly isUnsigned?: boolean;

  constructor(refusal: ApiRefusal) {
    const { client, route, errcode, errmsg, hint } = refusal;
    super(`${client}: ${route} was refused with ${errcode}: ${errmsg}${hint ? `. ${hint}` : ''}`);
    this.client = client;
    this.route = route;
    this.errcode = errcode;
    this.errmsg = errmsg;
    this.rid = refusal.rid;
    this.hint = hint;
    this.docs = refusal.docs;
    this.retryable = refusal.retryable;
    this.isUnsigned = refusal.isUnsigned;
  }
}
