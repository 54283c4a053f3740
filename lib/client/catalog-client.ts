import type { Readable } from 'node:stream';
import { ApiClient } from './api-client.js';
import type { AnswerOf, BinaryRoute, RequestArguments } from './interfaces/request.types.js';

/**
 * A client whose endpoints the catalogue knows: every route its token can call is typed.
 *
 * @publicApi
 */
export abstract class CatalogClient<Endpoints, Route extends keyof Endpoints & string> extends ApiClient {
  /**
   * Calls an endpoint of the catalogue; token, form of the body and form of the answer follow from the route.
   *
   * @param route method and path, `'POST /cgi-bin/qrcode/create'`; the editor completes it
   * @param options query, body and files as the endpoint wants them; `signal` and `timeout` (ms)
   * @returns WeChat's answer; 64-bit ids are strings
   * @throws {WeChatApiError} when WeChat refuses
   * @throws {WeChatHttpError} when the network or something on the way fails
   * @throws {WeChatTimeoutError} when no answer comes in time
   */
  async request<R extends Route>(
    route: R,
    ...[options]: RequestArguments<Endpoints[R]>
  ): Promise<AnswerOf<Endpoints[R]>> {
    return (await this.call(route, options)) as AnswerOf<Endpoints[R]>;
  }

  /**
   * Calls an endpoint that answers with bytes, and hands them out as they come.
   *
   * @throws what {@link request} throws; an error WeChat sends in place of the bytes included
   */
  async stream<R extends BinaryRoute<Endpoints, Route>>(
    route: R,
    ...[options]: RequestArguments<Endpoints[R]>
  ): Promise<Readable> {
    return (await this.call(route, { ...options, stream: true })) as Readable;
  }
}
