import type { IncomingMessage, ServerResponse } from 'node:http';
import type { CallbackAnswer } from '../../client/index.js';
import type { NodeMiddleware } from '../../mount/index.js';
import type { CallbackEndpoint } from '../callback.endpoint.js';
import { readBody, refuseCompression } from './body.reader.js';

/** The endpoint for Node's own requests and responses: whatever framework is around them has not read them yet. */
export function createCallbackMiddleware(endpoint: CallbackEndpoint): NodeMiddleware {
  let basePath: string | undefined;
  return (request, response, next) => {
    basePath ??= endpoint.basePath;
    const { url = '' } = request;
    if (!url.startsWith(basePath)) return next();
    const queryAt = url.indexOf('?');
    const clientKey = keyOf(url.slice(basePath.length, queryAt < 0 ? undefined : queryAt));
    const queryText = queryAt < 0 ? '' : url.slice(queryAt + 1);
    if (clientKey === false || !endpoint.isMeant(clientKey, queryText)) return next();
    void answer(endpoint, request, clientKey, queryText).then((given) => send(response, given));
  };
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
