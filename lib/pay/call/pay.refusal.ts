import { parseLossless, redact, WeChatPayError, type WeChatHttpError } from '../../common/index.js';
import { type HttpAnswer, type HttpCall, notAnAnswer } from '../../http/index.js';
import { hintFor } from './pay.hints.js';

/** Characters of a code and of a message, which go into ours: whoever sends an error page may make them as long as it likes. */
const MAX_CODE = 64;
const MAX_MESSAGE = 512;
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
    errcode: cut(code, MAX_CODE),
    errmsg: typeof message === 'string' ? cut(message, MAX_MESSAGE) : '',
    detail,
    requestId: typeof requestId === 'string' ? requestId : undefined,
    hint: hintFor(code),
    retryable: PASSING_STATUS.has(status),
  });
}

const cut = (text: string, length: number): string =>
  text.length > length ? `${text.slice(0, length - 1)}…` : text;

function readFields(text: string): Readonly<Record<string, unknown>> {
  try {
    const value = parseLossless(text);
    return typeof value === 'object' && value !== null ? (value as Record<string, unknown>) : {};
  } catch {
    return {};
  }
}
