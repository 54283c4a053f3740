import type { IncomingMessage, Server, ServerResponse } from 'node:http';
import type { CallbackAnswer } from '../../client/index.js';
import type { CallbackEndpoint } from '../callback.endpoint.js';
import { readBody, refuseCompression } from './body.reader.js';

type Next = () => void;
export type Middleware = (request: IncomingMessage, response: ServerResponse, next: Next) => void;

/**
 * The endpoint as a middleware that stands in front of every body parser and answers by itself; other paths pass.
 */
export function createExpressMiddleware(endpoint: CallbackEndpoint): Middleware {
  let basePath: string | undefined;
  return (request, response, next) => {
    basePath ??= endpoint.basePath;
    const { url = '' } = request;
    if (!url.startsWith(basePath)) return next();
    const queryAt = url.indexOf('?');
    const rest = url.slice(basePath.length, queryAt < 0 ? undefined : queryAt);
    const clientKey = keyOf(rest);
    const queryText = queryAt < 0 ? '' : url.slice(queryAt + 1);
    if (clientKey === false || !endpoint.isMeant(clientKey, queryText)) return next();
    void answer(endpoint, request, clientKey, queryText).then((given) => send(response, given));
  };
}

/**
 * Asks the middleware before Express does anything: its work on a request it will not answer costs more than opening
 * the message. Where there is no server (serverless hosts), the middleware on the adapter serves alone.
 */
export function standBeforeExpress(server: Server, middleware: Middleware): void {
  const listeners = server.listeners('request') as Array<
    (request: IncomingMessage, response: ServerResponse) => void
  >;
  server.removeAllListeners('request');
  server.on('request', (request: IncomingMessage, response: ServerResponse) => {
    middleware(request, response, () => {
      for (const listener of listeners) listener.call(server, request, response);
    });
  });
}

/** `/shop` → `shop`; nothing → undefined; false when the path is none of ours. */
function keyOf(rest: string): string | undefined | false {
  if (rest === '' || rest === '/') return undefined;
  const key = /^\/([^/]+)\/?$/.exec(rest)?.[1];
  if (key === undefined) return false;
  try {
    return decodeURIComponent(key);
  } catch {
    return key;
  }
}

async function answer(
  endpoint: CallbackEndpoint,
  request: IncomingMessage,
  clientKey: string | undefined,
  queryText: string,
): Promise<CallbackAnswer> {
  try {
    refuseCompression(request.headers['content-encoding']);
    const rawBody = await readBody(request);
    return await endpoint.handle({ method: request.method ?? 'GET', clientKey, queryText, rawBody });
  } catch (error) {
    return endpoint.refuse(error, clientKey);
  }
}

function send(response: ServerResponse, { status, contentType, body }: CallbackAnswer): void {
  response.writeHead(status, {
    'content-type': contentType,
    'content-length': Buffer.byteLength(body),
    'x-content-type-options': 'nosniff',
    ...(status === 413 ? { connection: 'close' } : undefined),
  });
  response.end(body);
}
