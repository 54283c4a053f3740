import type { Server } from 'node:http';
import type { OnModuleInit } from '@nestjs/common';
import type { HttpAdapterHost } from '@nestjs/core';
import { hookOnFastify } from './fastify.adapter.js';
import type { NodeMiddleware } from './node-middleware.type.js';
import { standBefore } from './server.front.js';

/**
 * Puts a middleware on the HTTP adapter itself, as soon as there is one and in front of whatever `main.ts` adds: for
 * hosts that call the framework directly (`inject`, serverless). Where there is a server, the middleware stands before
 * the framework. An application without HTTP has none of it.
 */
export abstract class MiddlewareMount implements OnModuleInit {
  readonly #host: HttpAdapterHost;
  readonly #middleware: NodeMiddleware;

  constructor(host: HttpAdapterHost, middleware: NodeMiddleware) {
    this.#host = host;
    this.#middleware = middleware;
    host.init$.subscribe(() => this.#mount());
  }

  onModuleInit(): void {
    const server = this.#host.httpAdapter?.getHttpServer?.() as Server | undefined;
    if (server?.listeners) standBefore(server, this.#middleware);
  }

  #mount(): void {
    const { httpAdapter } = this.#host;
    const type = httpAdapter?.getType?.();
    if (type === 'express') httpAdapter.use(this.#middleware);
    if (type === 'fastify') hookOnFastify(httpAdapter.getInstance(), this.#middleware);
  }
}
