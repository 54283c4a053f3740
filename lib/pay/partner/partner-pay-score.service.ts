import type { InFen } from '../fen.js';
import type { OrderOf, PayAnswer, PayBody, PayQuery, SubMerchantApi } from '../pay.api.js';
import type { PayRooms } from '../pay.rooms.js';

type Order = '/v3/payscore/partner/serviceorder/{out_order_no}';
type Permission = '/v3/payscore/partner/permissions';
type Given<Verb extends 'cancel' | 'modify' | 'complete' | 'sync'> = InFen<
  Omit<PayBody<`POST ${Order}/${Verb}`>, 'sub_mchid'>
>;

/** A service order of a merchant a partner serves. */
export type PayPartnerPayScoreOrder = OrderOf<'POST /v3/payscore/partner/serviceorder', 'sub_mchid'>;
/** What became of it. */
export type PayPartnerPayScoreOrderState = PayAnswer<'GET /v3/payscore/partner/serviceorder#out-number'>;
/** What is to be paid in the end. */
export type PayPartnerPayScoreCompletion = Given<'complete'>;
/** What is to be paid after all, of an order that was completed and not paid yet. */
export type PayPartnerPayScoreModification = Given<'modify'>;
/** Asks somebody to let the merchant order for them, without asking each time. */
export type PayPartnerPayScorePermissionRequest = OrderOf<`POST ${Permission}`, 'sub_mchid'>;
/** Whether somebody does. */
export type PayPartnerPayScorePermission = PayAnswer<`GET ${Permission}/search`>;

/**
 * WeChat Pay Score (微信支付分) of a merchant a partner serves: what is said of a merchant's own service orders holds for
 * them. All methods throw a RangeError for a number or an amount that cannot be, before anything is sent; a WeChatPayError
 * when WeChat Pay refuses; a WeChatSignatureError when an answer is not its own.
 *
 * @see https://pay.weixin.qq.com/doc/v3/partner/4012692136
 * @publicApi
 */
export class PayPartnerScoreService {
  constructor(
    private readonly client: SubMerchantApi,
    private readonly rooms: PayRooms,
  ) {}

  /**
   * Makes a service order (创建支付分订单). Calls `POST /v3/payscore/partner/serviceorder`.
   *
   * @param order `openid` is the person's at `appid`, or `sub_openid` at `sub_appid`
   * @returns `package`, of an order that is to be confirmed: with it alone the front end opens the page of WeChat Pay Score
   *   (`openBusinessView`, `wxpayScoreUse`)
   * @see https://pay.weixin.qq.com/doc/v3/partner/4012692136
   */
  async create(order: PayPartnerPayScoreOrder): Promise<PayAnswer<'POST /v3/payscore/partner/serviceorder'>> {
    return this.client.request('POST /v3/payscore/partner/serviceorder', {
      body: { ...this.rooms.requireNotifyUrl(order), ...this.#of },
    });
  }

  /**
   * What became of an order (查询支付分订单). Calls `GET /v3/payscore/partner/serviceorder`.
   *
   * @see https://pay.weixin.qq.com/doc/v3/partner/4012692256
   */
  async queryByOutOrderNo(out_order_no: string, service_id: string): Promise<PayPartnerPayScoreOrderState> {
    return this.client.request('GET /v3/payscore/partner/serviceorder#out-number', {
      query: { ...this.#of, service_id, out_order_no },
    });
  }

  /**
   * The same by the number the person comes back with from WeChat Pay Score (回跳查询ID). Calls
   * `GET /v3/payscore/partner/serviceorder`.
   *
   * @see https://pay.weixin.qq.com/doc/v3/partner/4012692256
   */
  async queryByQueryId(
    query_id: string,
    service_id: string,
  ): Promise<PayAnswer<'GET /v3/payscore/partner/serviceorder#query-id'>> {
    return this.client.request('GET /v3/payscore/partner/serviceorder#query-id', {
      query: { ...this.#of, service_id, query_id },
    });
  }

  /**
   * Cancels an order (取消支付分订单), which is not completed yet. Calls
   * `POST /v3/payscore/partner/serviceorder/{out_order_no}/cancel`.
   *
   * @see https://pay.weixin.qq.com/doc/v3/partner/4012458758
   */
  async cancel(out_order_no: string, why: Given<'cancel'>): Promise<PayAnswer<`POST ${Order}/cancel`>> {
    return this.client.request('POST /v3/payscore/partner/serviceorder/{out_order_no}/cancel', {
      path: { out_order_no },
      body: { ...why, ...this.#of },
    });
  }

  /**
   * Completes an order (完结支付分订单): WeChat Pay takes the money. Calls
   * `POST /v3/payscore/partner/serviceorder/{out_order_no}/complete`.
   *
   * @param completion `total_amount` is the sum of `post_payments` without that of `post_discounts`
   * @see https://pay.weixin.qq.com/doc/v3/partner/4012692408
   */
  async complete(
    out_order_no: string,
    completion: PayPartnerPayScoreCompletion,
  ): Promise<PayAnswer<`POST ${Order}/complete`>> {
    return this.client.request('POST /v3/payscore/partner/serviceorder/{out_order_no}/complete', {
      path: { out_order_no },
      body: { ...completion, ...this.#of },
    });
  }

  /**
   * Takes less for an order than it was completed with (修改支付分订单金额), as long as it is not paid. Calls
   * `POST /v3/payscore/partner/serviceorder/{out_order_no}/modify`.
   *
   * @see https://pay.weixin.qq.com/doc/v3/partner/4012692360
   */
  async modify(
    out_order_no: string,
    modification: PayPartnerPayScoreModification,
  ): Promise<PayAnswer<`POST ${Order}/modify`>> {
    return this.client.request('POST /v3/payscore/partner/serviceorder/{out_order_no}/modify', {
      path: { out_order_no },
      body: { ...modification, ...this.#of },
    });
  }

  /**
   * Says that an order was paid in another way (同步支付分订单状态). Calls
   * `POST /v3/payscore/partner/serviceorder/{out_order_no}/sync`.
   *
   * @param payment of `type` `Order_Paid`, and in `detail` when
   * @see https://pay.weixin.qq.com/doc/v3/partner/4012458816
   */
  async sync(out_order_no: string, payment: Given<'sync'>): Promise<PayAnswer<`POST ${Order}/sync`>> {
    return this.client.request('POST /v3/payscore/partner/serviceorder/{out_order_no}/sync', {
      path: { out_order_no },
      body: { ...payment, ...this.#of },
    });
  }

  /**
   * Asks for a permission (商户预授权). Calls `POST /v3/payscore/partner/permissions`.
   *
   * @param request `authorization_code` is a number of the partner's own
   * @returns `apply_permissions_token`, good for an hour: with it alone the front end opens the page of WeChat Pay Score
   *   (`openBusinessView`, `wxpayScoreEnable`)
   * @see https://pay.weixin.qq.com/doc/v3/partner/4012382030
   */
  async applyPermission(request: PayPartnerPayScorePermissionRequest): Promise<string> {
    const { apply_permissions_token } = await this.client.request('POST /v3/payscore/partner/permissions', {
      body: { ...this.rooms.addNotifyUrl(request), ...this.#of },
    });
    return apply_permissions_token;
  }

  /**
   * Whether there is a permission (查询与用户授权记录, 授权协议号). Calls
   * `GET /v3/payscore/partner/permissions/authorization-code/{authorization_code}`.
   *
   * @see https://pay.weixin.qq.com/doc/v3/partner/4012692687
   */
  async queryPermissionByCode(
    authorization_code: string,
    service_id: string,
  ): Promise<PayPartnerPayScorePermission> {
    return this.client.request(
      'GET /v3/payscore/partner/permissions/authorization-code/{authorization_code}',
      { path: { authorization_code }, query: { ...this.#of, service_id } },
    );
  }

  /**
   * The same by the person (查询与用户授权记录, openid). Calls `GET /v3/payscore/partner/permissions/search`.
   *
   * @param person `openid` at `appid`, or `sub_openid` at `sub_appid`
   * @see https://pay.weixin.qq.com/doc/v3/partner/4012692798
   */
  async queryPermissionByOpenid(
    person: Omit<PayQuery<`GET ${Permission}/search`>, 'sub_mchid'>,
  ): Promise<PayPartnerPayScorePermission> {
    return this.client.request('GET /v3/payscore/partner/permissions/search', {
      query: { ...person, ...this.#of },
    });
  }

  /**
   * Ends a permission (解除用户授权关系, 授权协议号). Calls
   * `POST /v3/payscore/partner/permissions/authorization-code/{authorization_code}/terminate`.
   *
   * @see https://pay.weixin.qq.com/doc/v3/partner/4012382049
   */
  async terminatePermissionByCode(
    authorization_code: string,
    why: Omit<PayBody<`POST ${Permission}/authorization-code/{authorization_code}/terminate`>, 'sub_mchid'>,
  ): Promise<void> {
    await this.client.request(
      'POST /v3/payscore/partner/permissions/authorization-code/{authorization_code}/terminate',
      { path: { authorization_code }, body: { ...why, ...this.#of } },
    );
  }

  /**
   * The same by the person (解除用户授权关系, openid). Calls `POST /v3/payscore/partner/permissions/terminate`.
   *
   * @param person `openid` at `appid`, or `sub_openid` at `sub_appid`
   * @see https://pay.weixin.qq.com/doc/v3/partner/4012461154
   */
  async terminatePermissionByOpenid(
    person: Omit<PayBody<`POST ${Permission}/terminate`>, 'sub_mchid'>,
  ): Promise<void> {
    await this.client.request('POST /v3/payscore/partner/permissions/terminate', {
      body: { ...person, ...this.#of },
    });
  }

  get #of(): { sub_mchid: string } {
    return { sub_mchid: this.client.subMchId };
  }
}
