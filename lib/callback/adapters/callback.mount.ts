import { Injectable } from '@nestjs/common';
import { HttpAdapterHost } from '@nestjs/core';
import { MiddlewareMount } from '../../mount/index.js';
import { CallbackEndpoint } from '../callback.endpoint.js';
import { createCallbackMiddleware } from './callback.middleware.js';

/** Puts the endpoint in front of the application. */
@Injectable()
export class CallbackMount extends MiddlewareMount {
  constructor(host: HttpAdapterHost, endpoint: CallbackEndpoint) {
    super(host, createCallbackMiddleware(endpoint));
  }
}
