import type { InFen } from './fen.js';
import type { OrderOf, PayAnswer, PayApi, PayBody, PayQuery } from './pay.api.js';
import type { PayRooms } from './pay.rooms.js';

type Order = '/v3/payscore/serviceorder/{out_order_no}';
type Permission = '/v3/payscore/permissions';
/** Which service an order is of. */
type Service = Omit<PayQuery<'GET /v3/payscore/serviceorder#out-number'>, 'out_order_no'>;
type Given<Verb extends 'cancel' | 'modify' | 'complete' | 'sync'> = InFen<PayBody<`POST ${Order}/${Verb}`>>;

/** A service order: what somebody is about to use, and pays for afterwards. */
export type PayScoreOrder = OrderOf<'POST /v3/payscore/serviceorder', never>;
/** What became of a service order. */
export type PayScoreOrderState = PayAnswer<'GET /v3/payscore/serviceorder#out-number'>;
/** What is to be paid in the end. */
export type PayScoreCompletion = Given<'complete'>;
/** What is to be paid after all, of an order that was completed and not paid yet. */
export type PayScoreModification = Given<'modify'>;
/** Asks somebody to let the merchant order for them, without asking each time. */
export type PayScorePermissionRequest = OrderOf<`POST ${Permission}`, never>;
/** Whether somebody does. */
export type PayScorePermission = PayAnswer<`GET ${Permission}/openid/{openid}`>;

/**
 * WeChat Pay Score (微信支付分): service orders, used first and paid afterwards, of people whose score allows it. Amounts are in
 * fen; `out_order_no` stands for one order for ever. All methods throw a RangeError for a number or an amount that cannot
 * be, before anything is sent; a WeChatPayError when WeChat Pay refuses; a WeChatSignatureError when an answer is not its own.
 *
 * @see https://pay.weixin.qq.com/doc/v3/merchant/4012587900
 * @publicApi
 */
export class PayScoreService {
  constructor(
    private readonly client: PayApi,
    private readonly rooms: PayRooms,
  ) {}

  /**
   * Makes a service order (创建支付分订单). Calls `POST /v3/payscore/serviceorder`.
   *
   * @param order `need_user_confirm` asks the person, unless there is a permission
   * @returns `package`, of an order that is to be confirmed: with it alone the front end opens the page of WeChat Pay Score
   *   (`openBusinessView`, `wxpayScoreUse`)
   * @see https://pay.weixin.qq.com/doc/v3/merchant/4012587900
   */
  async create(order: PayScoreOrder): Promise<PayAnswer<'POST /v3/payscore/serviceorder'>> {
    return this.client.request('POST /v3/payscore/serviceorder', {
      body: this.rooms.requireNotifyUrl(order),
    });
  }

  /**
   * What became of an order (查询支付分订单). Calls `GET /v3/payscore/serviceorder`.
   *
   * @see https://pay.weixin.qq.com/doc/v3/merchant/4012587902
   */
  async queryByOutOrderNo(out_order_no: string, of: Service): Promise<PayScoreOrderState> {
    return this.client.request('GET /v3/payscore/serviceorder#out-number', {
      query: { ...of, out_order_no },
    });
  }

  /**
   * The same by the number the person comes back with from WeChat Pay Score (回跳查询ID). Calls
   * `GET /v3/payscore/serviceorder`.
   *
   * @see https://pay.weixin.qq.com/doc/v3/merchant/4012587902
   */
  async queryByQueryId(
    query_id: string,
    of: Service,
  ): Promise<PayAnswer<'GET /v3/payscore/serviceorder#query-id'>> {
    return this.client.request('GET /v3/payscore/serviceorder#query-id', { query: { ...of, query_id } });
  }

  /**
   * Cancels an order (取消支付分订单), which is not completed yet. Calls
   * `POST /v3/payscore/serviceorder/{out_order_no}/cancel`.
   *
   * @see https://pay.weixin.qq.com/doc/v3/merchant/4012587905
   */
  async cancel(out_order_no: string, why: Given<'cancel'>): Promise<PayAnswer<`POST ${Order}/cancel`>> {
    return this.client.request('POST /v3/payscore/serviceorder/{out_order_no}/cancel', {
      path: { out_order_no },
      body: why,
    });
  }

  /**
   * Completes an order (完结支付分订单): WeChat Pay takes the money. Calls
   * `POST /v3/payscore/serviceorder/{out_order_no}/complete`.
   *
   * @param completion `total_amount` is the sum of `post_payments` without that of `post_discounts`
   * @see https://pay.weixin.qq.com/doc/v3/merchant/4012587955
   */
  async complete(
    out_order_no: string,
    completion: PayScoreCompletion,
  ): Promise<PayAnswer<`POST ${Order}/complete`>> {
    return this.client.request('POST /v3/payscore/serviceorder/{out_order_no}/complete', {
      path: { out_order_no },
      body: completion,
    });
  }

  /**
   * Takes less for an order than it was completed with (修改支付分订单金额), as long as it is not paid. Calls
   * `POST /v3/payscore/serviceorder/{out_order_no}/modify`.
   *
   * @see https://pay.weixin.qq.com/doc/v3/merchant/4012587957
   */
  async modify(
    out_order_no: string,
    modification: PayScoreModification,
  ): Promise<PayAnswer<`POST ${Order}/modify`>> {
    return this.client.request('POST /v3/payscore/serviceorder/{out_order_no}/modify', {
      path: { out_order_no },
      body: modification,
    });
  }

  /**
   * Says that an order was paid in another way (同步支付分订单状态). Calls
   * `POST /v3/payscore/serviceorder/{out_order_no}/sync`.
   *
   * @param payment of `type` `Order_Paid`, and in `detail` when
   * @see https://pay.weixin.qq.com/doc/v3/merchant/4012587962
   */
  async sync(out_order_no: string, payment: Given<'sync'>): Promise<PayAnswer<`POST ${Order}/sync`>> {
    return this.client.request('POST /v3/payscore/serviceorder/{out_order_no}/sync', {
      path: { out_order_no },
      body: payment,
    });
  }

  /**
   * Asks for a permission (商户预授权). Calls `POST /v3/payscore/permissions`.
   *
   * @param request `authorization_code` is a number of the merchant's own
   * @returns `apply_permissions_token`, good for an hour: with it alone the front end opens the page of WeChat Pay Score
   *   (`openBusinessView`, `wxpayScoreEnable`)
   * @see https://pay.weixin.qq.com/doc/v3/merchant/4012647349
   */
  async applyPermission(request: PayScorePermissionRequest): Promise<string> {
    const { apply_permissions_token } = await this.client.request('POST /v3/payscore/permissions', {
      body: this.rooms.addNotifyUrl(request),
    });
    return apply_permissions_token;
  }

  /**
   * Whether there is a permission (查询与用户授权记录, 授权协议号). Calls
   * `GET /v3/payscore/permissions/authorization-code/{authorization_code}`.
   *
   * @see https://pay.weixin.qq.com/doc/v3/merchant/4012647401
   */
  async queryPermissionByCode(authorization_code: string, service_id: string): Promise<PayScorePermission> {
    return this.client.request('GET /v3/payscore/permissions/authorization-code/{authorization_code}', {
      path: { authorization_code },
      query: { service_id },
    });
  }

  /**
   * The same by the person (查询与用户授权记录, openid). Calls `GET /v3/payscore/permissions/openid/{openid}`.
   *
   * @see https://pay.weixin.qq.com/doc/v3/merchant/4012647404
   */
  async queryPermissionByOpenid(
    openid: string,
    of: PayQuery<`GET ${Permission}/openid/{openid}`>,
  ): Promise<PayScorePermission> {
    return this.client.request('GET /v3/payscore/permissions/openid/{openid}', {
      path: { openid },
      query: of,
    });
  }

  /**
   * Ends a permission (解除用户授权关系, 授权协议号). Calls
   * `POST /v3/payscore/permissions/authorization-code/{authorization_code}/terminate`.
   *
   * @see https://pay.weixin.qq.com/doc/v3/merchant/4012647410
   */
  async terminatePermissionByCode(
    authorization_code: string,
    why: PayBody<`POST ${Permission}/authorization-code/{authorization_code}/terminate`>,
  ): Promise<void> {
    await this.client.request(
      'POST /v3/payscore/permissions/authorization-code/{authorization_code}/terminate',
      { path: { authorization_code }, body: why },
    );
  }

  /**
   * The same by the person (解除用户授权关系, openid). Calls `POST /v3/payscore/permissions/openid/{openid}/terminate`.
   *
   * @see https://pay.weixin.qq.com/doc/v3/merchant/4012647413
   */
  async terminatePermissionByOpenid(
    openid: string,
    why: PayBody<`POST ${Permission}/openid/{openid}/terminate`>,
  ): Promise<void> {
    await this.client.request('POST /v3/payscore/permissions/openid/{openid}/terminate', {
      path: { openid },
      body: why,
    });
  }
}
