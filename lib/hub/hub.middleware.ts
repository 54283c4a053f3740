import type { ServerResponse } from 'node:http';
import type { NodeMiddleware } from '../mount/index.js';
import type { HubEndpoint } from './hub.endpoint.js';
import type { HubAnswer } from './hub.refusal.js';

/** The hub for Node's own requests and responses. */
export function createHubMiddleware(endpoint: HubEndpoint): NodeMiddleware {
  let base: string | undefined;
  return (request, response, next) => {
    base ??= `${endpoint.basePath}/`;
    const { url = '', method = 'GET', headers } = request;
    if (!url.startsWith(base)) return next();
    const queryAt = url.indexOf('?');
    const path = url.slice(base.length, queryAt < 0 ? undefined : queryAt).split('/');
    if (!endpoint.isMeant(path)) return next();
    const queryText = queryAt < 0 ? '' : url.slice(queryAt + 1);
    void endpoint.handle({ method, path, queryText, headers }).then((answer) => send(response, answer));
  };
}

function send(response: ServerResponse, { status, headers, body }: HubAnswer): void {
  const length = status === 304 ? undefined : { 'content-length': Buffer.byteLength(body) };
  response.writeHead(status, { ...headers, ...length });
  response.end(body);
}
