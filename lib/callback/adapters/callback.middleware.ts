import type { IncomingMessage, OutgoingHttpHeaders, ServerResponse } from 'node:http';
import type { CallbackAnswer } from '../../client/index.js';
import type { NodeMiddleware } from '../../mount/index.js';
import type { CallbackAddress, CallbackEndpoint } from '../callback.endpoint.js';
import { readBody, refuseCompression } from './body.reader.js';

/** The endpoint for Node's own requests and responses: whatever framework is around them has not read them yet. */
export function createCallbackMiddleware(endpoint: CallbackEndpoint): NodeMiddleware {
  let basePath: string | undefined;
  return (request, response, next) => {
    basePath ??= endpoint.basePath;
    const { url = '', headers } = request;
    if (!url.startsWith(basePath)) return next();
    const queryAt = url.indexOf('?');
    const keys = keysOf(url.slice(basePath.length, queryAt < 0 ? undefined : queryAt));
    const queryText = queryAt < 0 ? '' : url.slice(queryAt + 1);
    if (!keys) return next();
    const [clientKey, accountKey] = keys;
    const address = { clientKey, accountKey, queryText, headers };
    if (!endpoint.isMeant(address)) return next();
    void answer(endpoint, request, address).then((given) => send(response, given));
  };
}

/** `/shop` → `shop`; `/platform/wx123` → `platform`, `wx123`; nothing → none; undefined when the path is none of ours. */
function keysOf(rest: string): readonly string[] | undefined {
  if (rest === '' || rest === '/') return [];
  const [, client, account] = /^\/([^/]+)(?:\/([^/]+))?\/?$/.exec(rest) ?? [];
  if (client === undefined) return undefined;
  return account === undefined ? [decode(client)] : [decode(client), decode(account)];
}

function decode(segment: string): string {
  try {
    return decodeURIComponent(segment);
  } catch {
    return segment;
  }
}

async function answer(
  endpoint: CallbackEndpoint,
  request: IncomingMessage,
  address: CallbackAddress,
): Promise<CallbackAnswer> {
  const { method = 'GET' } = request;
  const { clientKey, accountKey, queryText, headers } = address;
  try {
    refuseCompression(headers['content-encoding']);
    const rawBody = await readBody(request);
    return await endpoint.handle({ clientKey, accountKey, queryText, headers, method, rawBody });
  } catch (error) {
    return endpoint.refuse(error, address);
  }
}

function send(response: ServerResponse, { status, contentType, body }: CallbackAnswer): void {
  if (status === 204) return void response.writeHead(status).end();
  const headers: OutgoingHttpHeaders = {
    'content-type': contentType,
    'content-length': Buffer.byteLength(body),
    'x-content-type-options': 'nosniff',
  };
  if (status === 408 || status === 413) headers.connection = 'close'; // what is left of the body is not waited for
  response.writeHead(status, headers).end(body);
}
