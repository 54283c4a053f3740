import { Injectable, type OnModuleInit } from '@nestjs/common';
import { HttpAdapterHost } from '@nestjs/core';
import { CallbackEndpoint } from '../callback.endpoint.js';
import { createExpressMiddleware } from './express.adapter.js';
import { registerOnFastify } from './fastify.adapter.js';

/**
 * Puts the endpoint on the HTTP adapter itself: on Express as early as there is one, in front of whatever `main.ts`
 * adds; on Fastify when the global prefix is known. An application without HTTP has no endpoint.
 */
@Injectable()
export class CallbackMount implements OnModuleInit {
  constructor(
    private readonly host: HttpAdapterHost,
    private readonly endpoint: CallbackEndpoint,
  ) {
    host.init$.subscribe(() => {
      const { httpAdapter } = host;
      if (httpAdapter?.getType?.() === 'express') httpAdapter.use(createExpressMiddleware(endpoint));
    });
  }

  onModuleInit(): void {
    const { httpAdapter } = this.host;
    if (httpAdapter?.getType?.() === 'fastify') registerOnFastify(httpAdapter.getInstance(), this.endpoint);
  }
}
