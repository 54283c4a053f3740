import { Injectable, type OnModuleInit } from '@nestjs/common';
import { HttpAdapterHost } from '@nestjs/core';
import { CallbackEndpoint } from '../callback.endpoint.js';
import { createExpressMiddleware, type Middleware, standBeforeExpress } from './express.adapter.js';
import { registerOnFastify } from './fastify.adapter.js';

/**
 * Puts the endpoint on the HTTP adapter itself: on Express as early as there is one, in front of whatever `main.ts`
 * adds; on Fastify when the global prefix is known. An application without HTTP has no endpoint.
 */
@Injectable()
export class CallbackMount implements OnModuleInit {
  #middleware?: Middleware;

  constructor(
    private readonly host: HttpAdapterHost,
    private readonly endpoint: CallbackEndpoint,
  ) {
    host.init$.subscribe(() => {
      if (this.#adapterType !== 'express') return;
      this.#middleware = createExpressMiddleware(endpoint);
      host.httpAdapter.use(this.#middleware);
    });
  }

  onModuleInit(): void {
    const { httpAdapter } = this.host;
    if (this.#middleware) standBeforeExpress(httpAdapter.getHttpServer(), this.#middleware);
    if (this.#adapterType === 'fastify') registerOnFastify(httpAdapter.getInstance(), this.endpoint);
  }

  get #adapterType(): string | undefined {
    return this.host.httpAdapter?.getType?.();
  }
}
