import type { IncomingMessage } from 'node:http';

const LOOPBACK = /^(?:localhost|[\w-]+\.localhost|127(?:\.\d{1,3}){3}|\[::1\])(?::\d+)?$/i;
const HEADER = 'x-wechat-sandbox';

/** Whether a request was meant for this machine: a foreign page can point its own name at 127.0.0.1, but it cannot choose the Host header. */
export const isForLoopback = ({ headers }: IncomingMessage): boolean => LOOPBACK.test(headers.host ?? '');

/** Why a request may not drive the sandbox, if it may not. */
export function refusalOf(request: IncomingMessage): string | undefined {
  if (!isForLoopback(request)) return 'The Host header must name the loopback address';
  // A foreign page cannot send this header without a preflight, which nothing here answers.
  if (request.method !== 'GET' && request.headers[HEADER] !== '1')
    return `The header ${HEADER}: 1 is missing`;
  return undefined;
}
