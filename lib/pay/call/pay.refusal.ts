import { parseLossless, redact, WeChatPayError, type WeChatHttpError } from '../../common/index.js';
import { type HttpAnswer, type HttpCall, notAnAnswer } from '../../http/index.js';
import { hintFor } from './pay.hints.js';

const PASSING_STATUS: ReadonlySet<number> = new Set([429, 500, 502, 503, 504]);

/** The error an answer stands for that is no success. */
export function refusalOf(
  call: Pick<HttpCall, 'client' | 'route' | 'secrets'>,
  { status, headers }: Pick<HttpAnswer, 'status' | 'headers'>,
  bytes: Buffer,
): WeChatPayError | WeChatHttpError {
  const fields = readFields(redact(bytes.toString('utf8'), call.secrets));
  const { code, message, detail } = fields;
  if (typeof code !== 'string') return notAnAnswer(call, status, bytes, 'no error code');
  const requestId = headers['request-id'];
  return new WeChatPayError({
    client: call.client,
    route: call.route,
    status,
    errcode: code,
    errmsg: typeof message === 'string' ? message : '',
    detail,
    requestId: typeof requestId === 'string' ? requestId : undefined,
    hint: hintFor(code),
    retryable: PASSING_STATUS.has(status),
  });
}

function readFields(text: string): Readonly<Record<string, unknown>> {
  try {
    const value = parseLossless(text);
    return typeof value === 'object' && value !== null ? (value as Record<string, unknown>) : {};
  } catch {
    return {};
  }
}
