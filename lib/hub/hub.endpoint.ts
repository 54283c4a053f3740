import type { IncomingHttpHeaders } from 'node:http';
import { Inject, Injectable, Logger } from '@nestjs/common';
import { ApplicationConfig } from '@nestjs/core';
import { WeChatConfigError } from '../common/index.js';
import { isMountPath, mountPath } from '../mount/index.js';
import { ExposeEndpoint } from './expose.endpoint.js';
import { HubAuthenticator } from './hub.authenticator.js';
import { HUB_PATH_INVALID } from './hub.messages.js';
import { type HubAnswer, HubRefusal, UNKEPT } from './hub.refusal.js';
import { DEFAULT_PATH, WECHAT_HUB_OPTIONS, type WeChatHubOptions } from './hub-options.interface.js';
import { SpringboardEndpoint } from './springboard.endpoint.js';

/** A request for the hub as the middleware read it. */
export interface HubRequest {
  readonly method: string;
  /** Behind the hub's own path, still encoded. */
  readonly path: readonly string[];
  /** Without the question mark. */
  readonly queryText: string;
  readonly headers: IncomingHttpHeaders;
}

/** What a stranger is told. */
const REASONS: Readonly<Record<number, string>> = {
  400: 'bad request',
  401: 'unauthorized',
  405: 'method not allowed',
  414: 'address too long',
};

/** Everything the hub answers, knowing no web framework: a request in, an answer out, and never an exception. */
@Injectable()
export class HubEndpoint {
  readonly #logger = new Logger('WeChatHub');
  readonly #authenticator: HubAuthenticator;
  readonly #path: string;
  readonly #usePrefix: boolean;

  constructor(
    @Inject(WECHAT_HUB_OPTIONS) options: WeChatHubOptions,
    private readonly config: ApplicationConfig,
    private readonly exposer: ExposeEndpoint,
    private readonly springboard: SpringboardEndpoint,
  ) {
    const { path = DEFAULT_PATH, useGlobalPrefix = true } = options;
    if (!isMountPath(path)) throw new WeChatConfigError(HUB_PATH_INVALID);
    this.#authenticator = new HubAuthenticator(options);
    this.#path = path;
    this.#usePrefix = useGlobalPrefix;
  }

  /** `/prefix/hub`; the prefix is known once the application starts. */
  get basePath(): string {
    const prefix = this.#usePrefix ? this.config.getGlobalPrefix() : '';
    return mountPath(prefix, this.#path);
  }

  /** Whether a path is the hub's, and not a page the application has beside it. */
  isMeant(path: readonly string[]): boolean {
    return path[0] === 'expose' || isSpringboard(path);
  }

  async handle(request: HubRequest): Promise<HubAnswer> {
    const { method, path, queryText, headers } = request;
    try {
      if (method !== 'GET' && method !== 'HEAD')
        throw new HubRefusal(405, `the method is ${method}`, { allow: 'GET, HEAD' });
      if (isSpringboard(path)) {
        const [app, env] = path as readonly [string, string];
        return this.springboard.answer({ app, env, path: path.slice(3), queryText });
      }
      this.#authenticator.check(headers.authorization);
      return await this.exposer.answer({
        path: path.slice(1),
        accept: headers.accept,
        ifNoneMatch: headers['if-none-match'],
        cacheControl: headers['cache-control'],
      });
    } catch (error) {
      return this.#refuse(error, path);
    }
  }

  /** Tells the log what was wrong, and the other side as little as will do. */
  #refuse(error: unknown, path: readonly string[]): HubAnswer {
    const where = JSON.stringify(path.join('/').slice(0, 128));
    if (error instanceof HubRefusal) {
      this.#logger.warn(`Refused a request for ${where} (${error.status}): ${error.message}`);
      return plain(error.status, REASONS[error.status] ?? 'not_found', error.headers);
    }
    this.#logger.error(
      `A request for ${where} could not be answered`,
      error instanceof Error ? error.stack : String(error),
    );
    return plain(500, 'error');
  }
}

/** `<app>/<env>/cb/…` */
const isSpringboard = (path: readonly string[]): boolean => path.length >= 3 && path[2] === 'cb';

const plain = (status: number, body: string, headers: HubAnswer['headers'] = {}): HubAnswer => ({
  status,
  headers: { ...UNKEPT, ...headers, 'content-type': 'text/plain; charset=utf-8' },
  body,
});
