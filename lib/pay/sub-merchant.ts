import type { PayV3Endpoints } from '../catalog/index.js';
import type { AnswerOf, RequestArguments } from '../client/index.js';
import type { PayApi, PayRoute, SubMerchantApi } from './pay.api.js';
import type { PayRooms } from './pay.rooms.js';

/**
 * A merchant a partner (服务商) serves (特约商户, 子商户): the services a partner has for it. It holds nothing but its number, so
 * it may be made as often as it is needed.
 *
 * @publicApi
 */
export class PaySubMerchant implements SubMerchantApi {
  readonly #partner: PayApi;
  readonly #rooms: PayRooms;

  /** @internal Made by {@link WeChatPay.subMerchant}. */
  constructor(
    partner: PayApi,
    /** 子商户号 */
    readonly subMchId: string,
    rooms: PayRooms,
  ) {
    this.#partner = partner;
    this.#rooms = rooms;
  }

  /** Name of the partner's client. */
  get name(): string {
    return this.#partner.name;
  }

  /** 商户号 of the partner. */
  get mchId(): string {
    return this.#partner.mchId;
  }

  /** Calls a v3 endpoint as the partner: whom it is about, its parameters say. */
  request<R extends PayRoute>(
    route: R,
    ...options: RequestArguments<PayV3Endpoints[R]>
  ): Promise<AnswerOf<PayV3Endpoints[R]>> {
    return this.#partner.request(route, ...options);
  }
}
