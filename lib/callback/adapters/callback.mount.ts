import type { Server } from 'node:http';
import { Injectable, type OnModuleInit } from '@nestjs/common';
import { HttpAdapterHost } from '@nestjs/core';
import { CallbackEndpoint } from '../callback.endpoint.js';
import { createCallbackMiddleware } from './callback.middleware.js';
import { hookOnFastify } from './fastify.adapter.js';
import { standBefore } from './server.front.js';

/**
 * Puts the endpoint on the HTTP adapter itself, as soon as there is one and in front of whatever `main.ts` adds: for
 * hosts that call the framework directly (`inject`, serverless). Where there is a server, the endpoint stands before the
 * framework. An application without HTTP has no endpoint.
 */
@Injectable()
export class CallbackMount implements OnModuleInit {
  readonly #middleware;

  constructor(
    private readonly host: HttpAdapterHost,
    endpoint: CallbackEndpoint,
  ) {
    this.#middleware = createCallbackMiddleware(endpoint);
    host.init$.subscribe(() => this.#mount());
  }

  onModuleInit(): void {
    const server = this.host.httpAdapter?.getHttpServer?.() as Server | undefined;
    if (server?.listeners) standBefore(server, this.#middleware);
  }

  #mount(): void {
    const { httpAdapter } = this.host;
    const type = httpAdapter?.getType?.();
    if (type === 'express') httpAdapter.use(this.#middleware);
    if (type === 'fastify') hookOnFastify(httpAdapter.getInstance(), this.#middleware);
  }
}
