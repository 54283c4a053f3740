import type { ApiCaller, CallContents } from './api.caller.js';
import type { UntypedRequestOptions, UntypedRoute } from './interfaces/request.types.js';

/**
 * One account of one WeChat product, with its own credentials.
 *
 * @publicApi
 */
export abstract class WeChatClient {
  /** The product: `official-account` … */
  abstract readonly kind: string;
  // private to the language: inspecting a client, as loggers do, shows neither credentials nor tokens
  readonly #caller: ApiCaller;
  #services?: Map<unknown, unknown>;

  constructor(
    /** The name it was declared under. */
    readonly name: string,
    readonly appId: string,
    caller: ApiCaller,
  ) {
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

  /** What a log says of a client. */
  toJSON(): object {
    return { kind: this.kind, name: this.name, appId: this.appId };
  }

  /** A service of this client, made at its first use: an application may have thousands of clients. */
  protected service<Service>(type: new (client: this) => Service): Service;
  protected service<Service>(type: new (...args: never[]) => Service, make: () => Service): Service;
  protected service<Service>(type: new (client: this) => Service, make?: () => Service): Service {
    const services = (this.#services ??= new Map());
    let service = services.get(type) as Service | undefined;
    if (service === undefined) {
      service = make ? make() : new type(this);
      services.set(type, service);
    }
    return service;
  }

  protected call(route: string, contents?: CallContents): Promise<unknown> {
    return this.#caller.call(route, contents);
  }
}
