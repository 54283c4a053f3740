import { Injectable } from '@nestjs/common';
import { HttpAdapterHost } from '@nestjs/core';
import { MiddlewareMount } from '../mount/index.js';
import { HubEndpoint } from './hub.endpoint.js';
import { createHubMiddleware } from './hub.middleware.js';

/** Puts the hub in front of the application: no guard, interceptor or filter of it stands between. */
@Injectable()
export class HubMount extends MiddlewareMount {
  constructor(host: HttpAdapterHost, endpoint: HubEndpoint) {
    super(host, createHubMiddleware(endpoint));
  }
}
