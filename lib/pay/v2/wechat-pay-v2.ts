import type { Readable } from 'node:stream';
import type { AnswerOf, BinaryRoute, RequestArguments, UntypedRoute } from '../../client/index.js';
import type { PayRooms } from '../pay.rooms.js';
import { PayMicropayService } from './micropay.service.js';
import { PayRedPackService } from './red-pack.service.js';
import { PayV2RefundService } from './refund.service.js';
import { PaySimulationService } from './simulation.service.js';
import type { PayV2Api, PayV2Call, PayV2Route } from './v2.api.js';
import type { V2Contents } from './v2.request.js';

/** The routes that answer with bytes. */
type BillRoute = BinaryRoute<{ [R in PayV2Route]: PayV2Call<R> }, PayV2Route>;

/**
 * APIv2 of a merchant (微信支付 APIv2), for what v3 has no counterpart of: its services, and every v2 route of the catalogue
 * through `request`.
 *
 * @publicApi
 */
export class WeChatPayV2 implements PayV2Api {
  readonly #rooms: PayRooms;
  /** 付款码支付 */
  readonly micropay: PayMicropayService;
  /** 退款 of payments by code */
  readonly refunds: PayV2RefundService;
  /** 现金红包 */
  readonly redPacks: PayRedPackService;
  /** 仿真测试系统 */
  readonly simulation: PaySimulationService;

  /** @internal Made by {@link WeChatPay.v2}. @throws {WeChatConfigError} without `apiV2Key` */
  constructor(rooms: PayRooms) {
    this.#rooms = rooms;
    this.micropay = new PayMicropayService(this, rooms.v2Caller);
    this.refunds = new PayV2RefundService(this, rooms);
    this.redPacks = new PayRedPackService(this);
    this.simulation = new PaySimulationService(rooms.v2Caller);
  }

  /**
   * Calls a v2 endpoint of the catalogue: the merchant, a nonce and the signature are filled in, and the answer is believed
   * only when WeChat Pay signed it, where it signs. It is signed with HMAC-SHA256 where the page knows `sign_type`, and with
   * MD5 elsewhere; `sign_type` of the call decides otherwise. Lists and objects are sent as JSON.
   *
   * @param route method and path, `'POST /pay/unifiedorder'`; the editor completes it
   * @param options query, body and files as the endpoint wants them; `signal` and `timeout` (ms)
   * @returns WeChat Pay's answer, every value a text; of a bill a Buffer
   * @throws {RangeError} for a merchant's number or an amount that cannot be, before anything is sent
   * @throws {WeChatConfigError} when the route demands the merchant's certificate and `v2Certificate` is not set
   * @throws {WeChatPayError} when WeChat Pay refuses
   * @throws {WeChatSignatureError} when the answer is not WeChat Pay's
   * @throws {WeChatHttpError} when the network or something on the way fails
   * @throws {WeChatTimeoutError} when no answer comes in time
   */
  async request<R extends PayV2Route>(
    route: R,
    ...[options]: RequestArguments<PayV2Call<R>>
  ): Promise<AnswerOf<PayV2Call<R>>> {
    return (await this.#rooms.v2Caller.call(route, options as V2Contents)) as AnswerOf<PayV2Call<R>>;
  }

  /**
   * Calls a v2 path without the catalogue's types, for what it does not know (yet); all else is as in {@link request}.
   *
   * @param route method and path
   * @returns WeChat Pay's answer, believed to be a `T`
   */
  async requestUntyped<T = unknown>(route: UntypedRoute, options: V2Contents = {}): Promise<T> {
    return (await this.#rooms.v2Caller.call(route, options)) as T;
  }

  /**
   * Calls an endpoint that answers with a bill, and hands its bytes out as they come.
   *
   * @throws what {@link request} throws; a refusal WeChat Pay sends in place of the bill included
   */
  async stream<R extends BillRoute>(
    route: R,
    ...[options]: RequestArguments<PayV2Call<R>>
  ): Promise<Readable> {
    const contents = { ...(options as V2Contents | undefined), stream: true };
    return (await this.#rooms.v2Caller.call(route, contents)) as Readable;
  }
}
