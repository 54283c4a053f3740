import type { ApiCaller } from './api.caller.js';
import type { UntypedRequestOptions, UntypedRoute } from './interfaces/request.types.js';

/**
 * One account of one WeChat product, with its own credentials.
 *
 * @publicApi
 */
export abstract class WeChatClient {
  /** The product: `official-account` … */
  abstract readonly kind: string;
  protected readonly caller: ApiCaller;

  constructor(
    /** The name it was declared under. */
    readonly name: string,
    readonly appId: string,
    caller: ApiCaller,
  ) {
    this.caller = caller;
    // inspecting a client, as loggers do, shows neither credentials nor tokens
    Object.defineProperty(this, 'caller', { enumerable: false });
  }

  /**
   * Calls a path the catalogue does not know (yet): nothing is checked, all else is as in `request`.
   *
   * @param route method and path
   * @returns WeChat's answer, believed to be a `T`
   * @throws {WeChatApiError} when WeChat refuses
   * @throws {WeChatHttpError} when the network or something on the way fails
   */
  async requestUntyped<T = unknown>(route: UntypedRoute, options: UntypedRequestOptions = {}): Promise<T> {
    const { auth, answer, read, ...contents } = options;
    return (await this.caller.call(route, contents, { auth, answer, read })) as T;
  }
}
