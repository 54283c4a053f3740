import { closed } from './closed.js';
import type { InFen } from './fen.js';
import { type AppPayment, appPayment, type JsapiPayment, jsapiPayment } from './front-end.js';
import type { OrderOf, PayAnswer, PayApi, PayBody } from './pay.api.js';
import type { PayRooms } from './pay.rooms.js';

/** What stands for one of the combined orders; `mchid` is the client's unless it is given. */
type Own<Sub> = InFen<Omit<Sub, 'mchid'>> & { mchid?: string };
type CombineOrder<
  R extends `POST /v3/combine-transactions/${'jsapi' | 'miniprogram' | 'app' | 'h5' | 'native'}`,
> = OrderOf<R, 'combine_mchid' | 'sub_orders'> & {
  sub_orders: PayBody<R> extends { sub_orders: Array<infer Sub> } ? Array<Own<Sub>> : never;
};
type CloseBody = PayBody<'POST /v3/combine-transactions/out-trade-no/{combine_out_trade_no}/close'>;

/** Combined orders of a page in WeChat, or of a mini program. */
export type PayCombineJsapiOrder = CombineOrder<'POST /v3/combine-transactions/jsapi'>;
/** Combined orders of a mini program. */
export type PayCombineMiniProgramOrder = CombineOrder<'POST /v3/combine-transactions/miniprogram'>;
/** Combined orders of an app. */
export type PayCombineAppOrder = CombineOrder<'POST /v3/combine-transactions/app'>;
/** Combined orders of a page outside WeChat, on a phone. */
export type PayCombineH5Order = CombineOrder<'POST /v3/combine-transactions/h5'>;
/** Combined orders that are paid by scanning a QR code. */
export type PayCombineNativeOrder = CombineOrder<'POST /v3/combine-transactions/native'>;
/** Combined orders that are to be closed: all of them, as they were placed. */
export type PayCombineClosing = Omit<CloseBody, 'sub_orders'> & {
  sub_orders: Array<Own<CloseBody['sub_orders'][number]>>;
};
/** What became of combined orders. */
export type PayCombineTransaction =
  PayAnswer<'GET /v3/combine-transactions/out-trade-no/{combine_out_trade_no}'>;

/**
 * Combined payment (合单支付): up to 50 orders that are paid at once. `combine_mchid` is the client's, and so is `mchid` of
 * each order unless it is given; a partner (服务商) names whom each order is for by its `sub_mchid`. All methods throw a
 * RangeError for a number or an amount that cannot be, before anything is sent; a WeChatPayError when WeChat Pay refuses;
 * a WeChatSignatureError when an answer is not its own.
 *
 * @see https://pay.weixin.qq.com/doc/v3/merchant/4012545654
 * @publicApi
 */
export class PayCombineTransactionService {
  constructor(
    private readonly client: PayApi,
    private readonly rooms: PayRooms,
  ) {}

  /**
   * Orders from a page in WeChat or a mini program (合单 JSAPI 下单, 合单小程序下单). Calls
   * `POST /v3/combine-transactions/jsapi`.
   *
   * @param order `combine_payer_info.openid` is the person's at `combine_appid`
   * @returns the `prepay_id`, good for two hours: {@link jsapiPayment} makes of it what the front end needs
   * @see https://pay.weixin.qq.com/doc/v3/merchant/4012545654
   */
  async jsapi(order: PayCombineJsapiOrder): Promise<PayAnswer<'POST /v3/combine-transactions/jsapi'>> {
    return this.client.request('POST /v3/combine-transactions/jsapi', { body: this.#complete(order) });
  }

  /**
   * The same for a mini program of a partner, for which the partner's pages name a route of its own (合单小程序下单). Calls
   * `POST /v3/combine-transactions/miniprogram`.
   *
   * @returns the `prepay_id`, good for two hours: {@link jsapiPayment} makes of it what the front end needs
   * @see https://pay.weixin.qq.com/doc/v3/partner/4012602225
   */
  async miniProgram(
    order: PayCombineMiniProgramOrder,
  ): Promise<PayAnswer<'POST /v3/combine-transactions/miniprogram'>> {
    return this.client.request('POST /v3/combine-transactions/miniprogram', { body: this.#complete(order) });
  }

  /**
   * What a page opens the cashier with, and a mini program calls `wx.requestPayment` with (调起支付): a local computation.
   *
   * @param appId `combine_appid` of the order
   * @see https://pay.weixin.qq.com/doc/v3/merchant/4012791857
   */
  jsapiPayment(appId: string, prepayId: string): JsapiPayment {
    return jsapiPayment(this.rooms.signer, appId, prepayId);
  }

  /**
   * Orders from an app (合单 APP 下单). Calls `POST /v3/combine-transactions/app`.
   *
   * @returns the `prepay_id`, good for two hours: {@link appPayment} makes of it what the app needs
   * @see https://pay.weixin.qq.com/doc/v3/merchant/4012545465
   */
  async app(order: PayCombineAppOrder): Promise<PayAnswer<'POST /v3/combine-transactions/app'>> {
    return this.client.request('POST /v3/combine-transactions/app', { body: this.#complete(order) });
  }

  /**
   * What an app opens the cashier with (APP 调起支付): a local computation.
   *
   * @param appId `combine_appid` of the order
   * @see https://pay.weixin.qq.com/doc/v3/merchant/4013070351
   */
  appPayment(appId: string, prepayId: string): AppPayment {
    return appPayment(this.rooms.signer, appId, this.client.mchId, prepayId);
  }

  /**
   * Orders from a page outside WeChat, on a phone (合单 H5 下单). Calls `POST /v3/combine-transactions/h5`.
   *
   * @param order `scene_info` says whose phone it is
   * @returns `h5_url`, good for five minutes; `&redirect_url=` behind it says where the person comes back to
   * @see https://pay.weixin.qq.com/doc/v3/merchant/4012545879
   */
  async h5(order: PayCombineH5Order): Promise<PayAnswer<'POST /v3/combine-transactions/h5'>> {
    return this.client.request('POST /v3/combine-transactions/h5', { body: this.#complete(order) });
  }

  /**
   * Orders what is paid by scanning a QR code (合单 Native 下单). Calls `POST /v3/combine-transactions/native`.
   *
   * @returns `code_url`, good for two hours: the text of the QR code
   * @see https://pay.weixin.qq.com/doc/v3/merchant/4012547310
   */
  async native(order: PayCombineNativeOrder): Promise<PayAnswer<'POST /v3/combine-transactions/native'>> {
    return this.client.request('POST /v3/combine-transactions/native', { body: this.#complete(order) });
  }

  /**
   * What became of combined orders (合单查询订单). Calls
   * `GET /v3/combine-transactions/out-trade-no/{combine_out_trade_no}`.
   *
   * @throws {WeChatPayError} ORDER_NOT_EXIST
   * @see https://pay.weixin.qq.com/doc/v3/merchant/4012551745
   */
  async queryByOutTradeNo(combine_out_trade_no: string): Promise<PayCombineTransaction> {
    return this.client.request('GET /v3/combine-transactions/out-trade-no/{combine_out_trade_no}', {
      path: { combine_out_trade_no },
    });
  }

  /**
   * The same by WeChat Pay's number (微信支付合单订单号查询订单). Calls
   * `GET /v3/combine-transactions/id/{combine_transaction_id}`.
   *
   * @throws {WeChatPayError} ORDER_NOT_EXIST
   * @see https://pay.weixin.qq.com/doc/v3/partner/4012602242
   */
  async queryById(
    combine_transaction_id: string,
  ): Promise<PayAnswer<'GET /v3/combine-transactions/id/{combine_transaction_id}'>> {
    return this.client.request('GET /v3/combine-transactions/id/{combine_transaction_id}', {
      path: { combine_transaction_id },
    });
  }

  /**
   * Closes combined orders nobody has paid, all of them (合单关闭订单). Calls
   * `POST /v3/combine-transactions/out-trade-no/{combine_out_trade_no}/close`.
   *
   * @param closing `combine_appid` and the `out_trade_no` of every order
   * @throws {WeChatPayError} ORDERPAID
   * @see https://pay.weixin.qq.com/doc/v3/merchant/4012551793
   */
  async close(combine_out_trade_no: string, closing: PayCombineClosing): Promise<void> {
    await closed(
      this.client.request('POST /v3/combine-transactions/out-trade-no/{combine_out_trade_no}/close', {
        path: { combine_out_trade_no },
        body: { ...closing, sub_orders: closing.sub_orders.map((sub) => this.#ownOrder(sub)) },
      }),
    );
  }

  #complete<Order extends { notify_url?: string }, Sub extends { mchid?: string }>(
    order: Order & { sub_orders: readonly Sub[] },
  ): Order & { combine_mchid: string; notify_url: string; sub_orders: Array<Sub & { mchid: string }> } {
    const sub_orders = order.sub_orders.map((sub) => this.#ownOrder(sub));
    return { ...this.rooms.requireNotifyUrl(order), combine_mchid: this.client.mchId, sub_orders };
  }

  #ownOrder<Sub extends { mchid?: string }>(sub: Sub): Sub & { mchid: string } {
    return { ...sub, mchid: sub.mchid ?? this.client.mchId };
  }
}
