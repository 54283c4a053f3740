import type { ApiCaller, CallContents } from './api.caller.js';
import type { UntypedRequestOptions, UntypedRoute } from './interfaces/request.types.js';
import { WeChatClient } from './wechat-client.js';

/**
 * A client whose calls carry an access token.
 *
 * @publicApi
 */
export abstract class ApiClient extends WeChatClient {
  // private to the language: inspecting a client, as loggers do, shows neither credentials nor tokens
  readonly #caller: ApiCaller;

  constructor(name: string, id: string, caller: ApiCaller) {
    super(name, id);
    this.#caller = caller;
  }

  /**
   * Calls a path without the catalogue's types, for what it does not know (yet); all else is as in `request`.
   *
   * @param route method and path
   * @returns WeChat's answer, believed to be a `T`
   * @throws {WeChatApiError} when WeChat refuses
   * @throws {WeChatHttpError} when the network or something on the way fails
   */
  async requestUntyped<T = unknown>(route: UntypedRoute, options: UntypedRequestOptions = {}): Promise<T> {
    const { auth, answer, read, ...contents } = options;
    const known = this.#caller.traitsOf(route);
    const traits = {
      ...known,
      ...(auth && { auth }),
      ...(answer && { answer }),
      ...(read !== undefined && { read }),
    };
    return (await this.#caller.call(route, contents, traits)) as T;
  }

  protected call(route: string, contents?: CallContents): Promise<unknown> {
    return this.#caller.call(route, contents);
  }
}

/**
 * One that WeChat knows by its appid (开发者ID).
 *
 * @publicApi
 */
export type AppClient = ApiClient & { readonly appId: string };
