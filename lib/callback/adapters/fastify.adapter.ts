import type { CallbackEndpoint } from '../callback.endpoint.js';
import { MAX_BODY } from '../callback.endpoint.js';
import { CallbackRefusal } from '../callback.refusal.js';
import { refuseCompression } from './body.reader.js';

/** The part of Fastify the endpoint stands on, so that Express applications need none of its types. */
interface FastifyLike {
  register(plugin: (instance: FastifyLike, options: unknown, done: () => void) => void): unknown;
  removeAllContentTypeParsers(): void;
  addContentTypeParser(
    type: string,
    options: { parseAs: 'buffer'; bodyLimit: number },
    parser: (request: unknown, body: Buffer, done: (error: null, body: Buffer) => void) => void,
  ): void;
  setErrorHandler(
    handler: (error: { statusCode?: number }, request: RequestLike, reply: ReplyLike) => unknown,
  ): void;
  route(options: {
    method: string[];
    url: string;
    bodyLimit: number;
    handler: (request: RequestLike, reply: ReplyLike) => Promise<unknown>;
  }): void;
}

interface RequestLike {
  readonly method: string;
  readonly url: string;
  readonly params: { readonly client?: string };
  readonly headers: Readonly<Record<string, string | undefined>>;
  readonly body?: unknown;
}

interface ReplyLike {
  code(status: number): ReplyLike;
  header(name: string, value: string): ReplyLike;
  send(body: string): unknown;
}

const METHODS = ['GET', 'POST', 'PUT', 'PATCH', 'DELETE'];
const EMPTY = Buffer.alloc(0);

/** Mounts the endpoint as a plugin with parsers of its own; every other route keeps its parsers and its 415. */
export function registerOnFastify(fastify: unknown, endpoint: CallbackEndpoint): void {
  const { basePath } = endpoint;
  (fastify as FastifyLike).register((instance, _options, done) => {
    instance.removeAllContentTypeParsers();
    instance.addContentTypeParser('*', { parseAs: 'buffer', bodyLimit: MAX_BODY }, (_request, body, parsed) =>
      parsed(null, body),
    );
    instance.setErrorHandler((error, request, reply) => {
      const refusal = error.statusCode
        ? new CallbackRefusal(error.statusCode, 'the body could not be read')
        : error;
      const { status, contentType, body } = endpoint.refuse(refusal, request.params.client);
      return reply.code(status).header('content-type', contentType).send(body);
    });
    for (const url of [basePath, `${basePath}/:client`]) {
      instance.route({
        method: METHODS,
        url,
        bodyLimit: MAX_BODY,
        handler: (request, reply) => serve(endpoint, request, reply),
      });
    }
    done();
  });
}

async function serve(endpoint: CallbackEndpoint, request: RequestLike, reply: ReplyLike): Promise<unknown> {
  const queryAt = request.url.indexOf('?');
  refuseCompression(request.headers['content-encoding']);
  const { status, contentType, body } = await endpoint.handle({
    method: request.method,
    clientKey: request.params.client,
    queryText: queryAt < 0 ? '' : request.url.slice(queryAt + 1),
    rawBody: Buffer.isBuffer(request.body) ? request.body : EMPTY,
  });
  return reply
    .code(status)
    .header('content-type', contentType)
    .header('x-content-type-options', 'nosniff')
    .send(body);
}
