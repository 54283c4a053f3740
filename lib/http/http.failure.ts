import { WeChatHttpError, WeChatTimeoutError } from '../common/index.js';
import type { Exchange } from './http-call.interface.js';

const TIMED_OUT: ReadonlySet<string> = new Set(['ECONNABORTED', 'ETIMEDOUT']);
/** Nothing was sent: any call may be repeated. */
const NOT_SENT: ReadonlySet<string> = new Set(['ECONNREFUSED', 'ENOTFOUND', 'EAI_AGAIN']);

/**
 * Tells what the network did as an error of our own. The original is left behind on purpose: it holds the URL with the
 * token in a dozen places.
 */
export function toHttpError(call: Pick<Exchange, 'client' | 'route'>, error: unknown): WeChatHttpError {
  const reason = String((error as { code?: unknown } | null)?.code ?? 'UNKNOWN');
  const failure = { client: call.client, route: call.route, reason, retryable: true };
  if (TIMED_OUT.has(reason)) {
    return new WeChatTimeoutError(`${call.client}: ${call.route} had no answer in time (${reason})`, failure);
  }
  return new WeChatHttpError(`${call.client}: ${call.route} failed on the way (${reason})`, failure);
}

/** Whether a failure happened before anything reached WeChat. */
export const wasNotSent = (error: unknown): boolean =>
  error instanceof WeChatHttpError && error.reason !== undefined && NOT_SENT.has(error.reason);
