import { closed } from './closed.js';
import { type AppPayment, appPayment, type JsapiPayment, jsapiPayment } from './front-end.js';
import type { OrderOf, PayAnswer, PayApi } from './pay.api.js';
import type { PayRooms } from './pay.rooms.js';

/** An order of a page in WeChat, or of a mini program. */
export type PayJsapiOrder = OrderOf<'POST /v3/pay/transactions/jsapi', 'mchid'>;
/** An order of an app. */
export type PayAppOrder = OrderOf<'POST /v3/pay/transactions/app', 'mchid'>;
/** An order of a page outside WeChat, on a phone. */
export type PayH5Order = OrderOf<'POST /v3/pay/transactions/h5', 'mchid'>;
/** An order that is paid by scanning a QR code. */
export type PayNativeOrder = OrderOf<'POST /v3/pay/transactions/native', 'mchid'>;
/** What became of an order. */
export type PayTransaction = PayAnswer<'GET /v3/pay/transactions/out-trade-no/{out_trade_no}'>;

/**
 * Basic payment (基础支付): orders and what becomes of them. Amounts are in fen; `out_trade_no` has 6 to 32 letters, digits
 * and `_-|*@`, and stands for one order for ever. All methods throw a RangeError for a number or an amount that cannot be,
 * before anything is sent; a WeChatPayError when WeChat Pay refuses; a WeChatSignatureError when an answer is not its own.
 *
 * @see https://pay.weixin.qq.com/doc/v3/merchant/4012062524
 * @publicApi
 */
export class PayTransactionService {
  constructor(
    private readonly client: PayApi,
    private readonly rooms: PayRooms,
  ) {}

  /**
   * Orders from a page in WeChat or a mini program (JSAPI 下单, 小程序下单). Calls `POST /v3/pay/transactions/jsapi`.
   *
   * @param order `payer.openid` is the person's at `appid`
   * @returns the `prepay_id`, good for two hours: {@link jsapiPayment} makes of it what the front end needs
   * @see https://pay.weixin.qq.com/doc/v3/merchant/4012791856
   */
  async jsapi(order: PayJsapiOrder): Promise<PayAnswer<'POST /v3/pay/transactions/jsapi'>> {
    return this.client.request('POST /v3/pay/transactions/jsapi', { body: this.#complete(order) });
  }

  /**
   * What a page opens the cashier with, and a mini program calls `wx.requestPayment` with (调起支付): a local computation.
   *
   * @param appId the one the order names
   * @see https://pay.weixin.qq.com/doc/v3/merchant/4012791857
   */
  jsapiPayment(appId: string, prepayId: string): JsapiPayment {
    return jsapiPayment(this.rooms.signer, appId, prepayId);
  }

  /**
   * Orders from an app (APP 下单). Calls `POST /v3/pay/transactions/app`.
   *
   * @returns the `prepay_id`, good for two hours: {@link appPayment} makes of it what the app needs
   * @see https://pay.weixin.qq.com/doc/v3/merchant/4013070347
   */
  async app(order: PayAppOrder): Promise<PayAnswer<'POST /v3/pay/transactions/app'>> {
    return this.client.request('POST /v3/pay/transactions/app', { body: this.#complete(order) });
  }

  /**
   * What an app opens the cashier with (APP 调起支付): a local computation.
   *
   * @param appId the one the order names
   * @see https://pay.weixin.qq.com/doc/v3/merchant/4013070351
   */
  appPayment(appId: string, prepayId: string): AppPayment {
    return appPayment(this.rooms.signer, appId, this.client.mchId, prepayId);
  }

  /**
   * Orders from a page outside WeChat, on a phone (H5 下单). Calls `POST /v3/pay/transactions/h5`.
   *
   * @param order `scene_info` says whose phone it is
   * @returns `h5_url`, good for five minutes; `&redirect_url=` behind it says where the person comes back to
   * @see https://pay.weixin.qq.com/doc/v3/merchant/4012791834
   */
  async h5(order: PayH5Order): Promise<PayAnswer<'POST /v3/pay/transactions/h5'>> {
    return this.client.request('POST /v3/pay/transactions/h5', { body: this.#complete(order) });
  }

  /**
   * Orders what is paid by scanning a QR code (Native 下单). Calls `POST /v3/pay/transactions/native`.
   *
   * @returns `code_url`, good for two hours: the text of the QR code
   * @see https://pay.weixin.qq.com/doc/v3/merchant/4012791877
   */
  async native(order: PayNativeOrder): Promise<PayAnswer<'POST /v3/pay/transactions/native'>> {
    return this.client.request('POST /v3/pay/transactions/native', { body: this.#complete(order) });
  }

  /**
   * What became of an order (商户订单号查询订单). Calls `GET /v3/pay/transactions/out-trade-no/{out_trade_no}`.
   *
   * @throws {WeChatPayError} ORDER_NOT_EXIST
   * @see https://pay.weixin.qq.com/doc/v3/merchant/4012791859
   */
  async queryByOutTradeNo(out_trade_no: string): Promise<PayTransaction> {
    return this.client.request('GET /v3/pay/transactions/out-trade-no/{out_trade_no}', {
      path: { out_trade_no },
      query: { mchid: this.client.mchId },
    });
  }

  /**
   * The same by WeChat Pay's number (微信支付订单号查询订单). Calls `GET /v3/pay/transactions/id/{transaction_id}`.
   *
   * @throws {WeChatPayError} ORDER_NOT_EXIST
   * @see https://pay.weixin.qq.com/doc/v3/merchant/4012791858
   */
  async queryById(transaction_id: string): Promise<PayTransaction> {
    return this.client.request('GET /v3/pay/transactions/id/{transaction_id}', {
      path: { transaction_id },
      query: { mchid: this.client.mchId },
    });
  }

  /**
   * Closes an order nobody has paid (关闭订单); one that is closed already stays closed. Calls
   * `POST /v3/pay/transactions/out-trade-no/{out_trade_no}/close`.
   *
   * @throws {WeChatPayError} ORDERPAID
   * @see https://pay.weixin.qq.com/doc/v3/merchant/4012791860
   */
  async close(out_trade_no: string): Promise<void> {
    await closed(
      this.client.request('POST /v3/pay/transactions/out-trade-no/{out_trade_no}/close', {
        path: { out_trade_no },
        body: { mchid: this.client.mchId },
      }),
    );
  }

  #complete<Order extends { notify_url?: string }>(
    order: Order,
  ): Order & { mchid: string; notify_url: string } {
    return { ...this.rooms.requireNotifyUrl(order), mchid: this.client.mchId };
  }
}
