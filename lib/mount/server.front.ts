import type { IncomingMessage, Server, ServerResponse } from 'node:http';
import type { NodeMiddleware } from './node-middleware.type.js';

type Listener = (request: IncomingMessage, response: ServerResponse) => void;

/**
 * Asks the middleware before the framework does anything: its work on a request it will not answer costs more than
 * opening the message.
 */
export function standBefore(server: Server, middleware: NodeMiddleware): void {
  const listeners = server.listeners('request') as Listener[];
  server.removeAllListeners('request');
  server.on('request', (request: IncomingMessage, response: ServerResponse) => {
    middleware(request, response, () => {
      for (const listener of listeners) listener.call(server, request, response);
    });
  });
}
