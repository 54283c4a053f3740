import { closed } from '../closed.js';
import { type AppPayment, appPayment, type JsapiPayment, jsapiPayment } from '../front-end.js';
import type { OrderOf, PayAnswer, SubMerchantApi } from '../pay.api.js';
import type { PayRooms } from '../pay.rooms.js';

/** What a service of one merchant knows: the partner, and whom it serves. */
type Filled = 'sp_mchid' | 'sub_mchid';

/** An order of a page in WeChat, or of a mini program, for a merchant a partner serves. */
export type PayPartnerJsapiOrder = OrderOf<'POST /v3/pay/partner/transactions/jsapi', Filled>;
/** An order of an app, for a merchant a partner serves. */
export type PayPartnerAppOrder = OrderOf<'POST /v3/pay/partner/transactions/app', Filled>;
/** An order of a page outside WeChat, on a phone, for a merchant a partner serves. */
export type PayPartnerH5Order = OrderOf<'POST /v3/pay/partner/transactions/h5', Filled>;
/** An order that is paid by scanning a QR code, for a merchant a partner serves. */
export type PayPartnerNativeOrder = OrderOf<'POST /v3/pay/partner/transactions/native', Filled>;
/** What became of an order. */
export type PayPartnerTransaction = PayAnswer<'GET /v3/pay/partner/transactions/out-trade-no/{out_trade_no}'>;

/**
 * Basic payment for a merchant a partner serves (服务商基础支付): `sp_mchid` and `sub_mchid` are filled in. An order names the
 * partner's `sp_appid` and, when it is placed in a page, mini program or app of the merchant itself, its `sub_appid`; the
 * person is known by `payer.sp_openid` or `payer.sub_openid` accordingly. Amounts are in fen; `out_trade_no` has 6 to 32
 * letters, digits and `_-|*@`, and stands for one order of the merchant for ever. All methods throw a RangeError for a
 * number or an amount that cannot be, before anything is sent; a WeChatPayError when WeChat Pay refuses; a
 * WeChatSignatureError when an answer is not its own.
 *
 * @see https://pay.weixin.qq.com/doc/v3/partner/4012738519
 * @publicApi
 */
export class PayPartnerTransactionService {
  constructor(
    private readonly client: SubMerchantApi,
    private readonly rooms: PayRooms,
  ) {}

  /**
   * Orders from a page in WeChat or a mini program (JSAPI 下单, 小程序下单). Calls
   * `POST /v3/pay/partner/transactions/jsapi`.
   *
   * @param order `payer.sp_openid` is the person's at `sp_appid`, `payer.sub_openid` at `sub_appid`
   * @returns the `prepay_id`, good for two hours: {@link jsapiPayment} makes of it what the front end needs
   * @see https://pay.weixin.qq.com/doc/v3/partner/4012714911
   */
  async jsapi(order: PayPartnerJsapiOrder): Promise<PayAnswer<'POST /v3/pay/partner/transactions/jsapi'>> {
    return this.client.request('POST /v3/pay/partner/transactions/jsapi', { body: this.#complete(order) });
  }

  /**
   * What a page opens the cashier with, and a mini program calls `wx.requestPayment` with (调起支付): a local computation.
   *
   * @param appId `sub_appid` of the order; `sp_appid` when it has none
   * @see https://pay.weixin.qq.com/doc/v3/partner/4012738519
   */
  jsapiPayment(appId: string, prepayId: string): JsapiPayment {
    return jsapiPayment(this.rooms.signer, appId, prepayId);
  }

  /**
   * Orders from an app (APP 下单). Calls `POST /v3/pay/partner/transactions/app`.
   *
   * @returns the `prepay_id`, good for two hours: {@link appPayment} makes of it what the app needs
   * @see https://pay.weixin.qq.com/doc/v3/partner/4012714669
   */
  async app(order: PayPartnerAppOrder): Promise<PayAnswer<'POST /v3/pay/partner/transactions/app'>> {
    return this.client.request('POST /v3/pay/partner/transactions/app', { body: this.#complete(order) });
  }

  /**
   * What an app opens the cashier with (APP 调起支付): a local computation. Its `partnerid` is the number of the merchant,
   * not the partner's.
   *
   * @param appId `sub_appid` of the order; `sp_appid` when it has none
   * @see https://pay.weixin.qq.com/doc/v3/partner/4013080231
   */
  appPayment(appId: string, prepayId: string): AppPayment {
    return appPayment(this.rooms.signer, appId, this.client.subMchId, prepayId);
  }

  /**
   * Orders from a page outside WeChat, on a phone (H5 下单). Calls `POST /v3/pay/partner/transactions/h5`.
   *
   * @param order `scene_info` says whose phone it is
   * @returns `h5_url`, good for five minutes; `&redirect_url=` behind it says where the person comes back to
   * @see https://pay.weixin.qq.com/doc/v3/partner/4012714759
   */
  async h5(order: PayPartnerH5Order): Promise<PayAnswer<'POST /v3/pay/partner/transactions/h5'>> {
    return this.client.request('POST /v3/pay/partner/transactions/h5', { body: this.#complete(order) });
  }

  /**
   * Orders what is paid by scanning a QR code (Native 下单). Calls `POST /v3/pay/partner/transactions/native`.
   *
   * @returns `code_url`, good for two hours: the text of the QR code
   * @see https://pay.weixin.qq.com/doc/v3/partner/4012714902
   */
  async native(order: PayPartnerNativeOrder): Promise<PayAnswer<'POST /v3/pay/partner/transactions/native'>> {
    return this.client.request('POST /v3/pay/partner/transactions/native', { body: this.#complete(order) });
  }

  /**
   * What became of an order (商户订单号查询订单). Calls `GET /v3/pay/partner/transactions/out-trade-no/{out_trade_no}`.
   *
   * @throws {WeChatPayError} ORDER_NOT_EXIST
   * @see https://pay.weixin.qq.com/doc/v3/partner/4012739008
   */
  async queryByOutTradeNo(out_trade_no: string): Promise<PayPartnerTransaction> {
    return this.client.request('GET /v3/pay/partner/transactions/out-trade-no/{out_trade_no}', {
      path: { out_trade_no },
      query: this.#parties,
    });
  }

  /**
   * The same by WeChat Pay's number (微信支付订单号查询订单). Calls
   * `GET /v3/pay/partner/transactions/id/{transaction_id}`.
   *
   * @throws {WeChatPayError} ORDER_NOT_EXIST
   * @see https://pay.weixin.qq.com/doc/v3/partner/4012738964
   */
  async queryById(transaction_id: string): Promise<PayPartnerTransaction> {
    return this.client.request('GET /v3/pay/partner/transactions/id/{transaction_id}', {
      path: { transaction_id },
      query: this.#parties,
    });
  }

  /**
   * Closes an order nobody has paid (关闭订单). Calls
   * `POST /v3/pay/partner/transactions/out-trade-no/{out_trade_no}/close`.
   *
   * @throws {WeChatPayError} ORDERPAID
   * @see https://pay.weixin.qq.com/doc/v3/partner/4012739019
   */
  async close(out_trade_no: string): Promise<void> {
    await closed(
      this.client.request('POST /v3/pay/partner/transactions/out-trade-no/{out_trade_no}/close', {
        path: { out_trade_no },
        body: this.#parties,
      }),
    );
  }

  get #parties(): { sp_mchid: string; sub_mchid: string } {
    return { sp_mchid: this.client.mchId, sub_mchid: this.client.subMchId };
  }

  #complete<Order extends { notify_url?: string }>(
    order: Order,
  ): Order & Record<Filled | 'notify_url', string> {
    return { ...this.rooms.requireNotifyUrl(order), ...this.#parties };
  }
}
