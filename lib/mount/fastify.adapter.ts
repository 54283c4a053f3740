import type { IncomingMessage, ServerResponse } from 'node:http';
import type { NodeMiddleware } from './node-middleware.type.js';

/** The part of Fastify a middleware stands on, so that Express applications need none of its types. */
interface FastifyLike {
  addHook(
    name: 'onRequest',
    hook: (request: { raw: IncomingMessage }, reply: ReplyLike, done: () => void) => void,
  ): unknown;
}

interface ReplyLike {
  readonly raw: ServerResponse;
  hijack(): unknown;
}

/** In front of routes and parsers, which stay as they are. */
export function hookOnFastify(fastify: FastifyLike, middleware: NodeMiddleware): void {
  fastify.addHook('onRequest', (request, reply, done) => {
    let isOurs = true;
    middleware(request.raw, reply.raw, () => {
      isOurs = false;
      done();
    });
    if (isOurs) reply.hijack();
  });
}
