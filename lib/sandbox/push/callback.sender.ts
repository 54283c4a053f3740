import { request as requestHttp } from 'node:http';
import { request as requestHttps } from 'node:https';

/** What WeChat's own servers send. */
export const WECHAT_HEADERS = {
  'user-agent': 'Mozilla/4.0',
  accept: '*/*',
  pragma: 'no-cache',
  connection: 'close',
} as const;

export interface CallbackAnswer {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
}

export interface CallbackRequest {
  readonly method: 'GET' | 'POST';
  readonly url: URL;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
}

/** Sends one request on a connection of its own, as WeChat does; rejects when no whole answer comes in time. */
export function sendCallback(
  call: CallbackRequest,
  timeout: number,
  ending: AbortSignal,
): Promise<CallbackAnswer> {
  return new Promise((resolve, reject) => {
    const send = call.url.protocol === 'https:' ? requestHttps : requestHttp;
    const request = send(call.url, { method: call.method, headers: call.headers, agent: false });
    const timer = setTimeout(() => request.destroy(new Error(`no answer within ${timeout} ms`)), timeout);
    const onEnd = (): void => {
      request.destroy(new Error('the sandbox was closed'));
    };
    const settle = (): void => {
      clearTimeout(timer);
      ending.removeEventListener('abort', onEnd);
    };
    const fail = (error: Error): void => {
      settle();
      reject(error);
    };
    ending.addEventListener('abort', onEnd);
    request.on('error', fail);
    request.on('response', (response) => {
      const chunks: Buffer[] = [];
      response.on('data', (chunk: Buffer) => chunks.push(chunk));
      response.on('error', fail);
      response.on('end', () => {
        settle();
        const headers = Object.entries(response.headers).map(([name, value]) => [name, String(value)]);
        resolve({
          status: response.statusCode ?? 0,
          headers: Object.fromEntries(headers) as Record<string, string>,
          body: Buffer.concat(chunks).toString('utf8'),
        });
      });
    });
    request.end(call.body);
  });
}
