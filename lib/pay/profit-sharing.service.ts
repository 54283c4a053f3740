import { packedBill } from './bill/bill.options.js';
import type { PayBill } from './bill/bill.stream.js';
import type { InFen } from './fen.js';
import type { PayAnswer, PayApi, PayBody, PayRoute } from './pay.api.js';

type Given<R extends `POST /v3/profitsharing/${string}` & PayRoute> = InFen<Omit<PayBody<R>, 'sub_mchid'>>;

/** Shares of an order; `sub_appid` is for partners. */
export type PayProfitSharing = Given<'POST /v3/profitsharing/orders'>;
/** What became of shares, or of what was left of an order. */
export type PayProfitSharingResult = PayAnswer<'GET /v3/profitsharing/orders/{out_order_no}'>;
/** What is left of an order, to be had by its merchant. */
export type PayProfitSharingEnd = Given<'POST /v3/profitsharing/orders/unfreeze'>;
/** A share that is given back: of shares by the merchant's number, or by WeChat Pay's. */
export type PayProfitSharingReturn = Omit<
  Given<'POST /v3/profitsharing/return-orders'>,
  'out_order_no' | 'order_id'
> &
  ({ out_order_no: string; order_id?: undefined } | { order_id: string; out_order_no?: undefined });
/** What became of a share that was given back. */
export type PayProfitSharingReturnResult = PayAnswer<'GET /v3/profitsharing/return-orders/{out_return_no}'>;
/** Who may have shares. */
export type PayProfitSharingReceiver = Given<'POST /v3/profitsharing/receivers/add'>;

/**
 * Profit sharing (分账): orders placed with `profit_sharing` are kept back until they are shared out, or freed. Shares are in
 * fen; `out_order_no` and `out_return_no` stand for one thing for ever. WeChat Pay shares out behind the call: a query tells
 * the end. All methods throw a RangeError for a number or an amount that cannot be, before anything is sent; a WeChatPayError
 * when WeChat Pay refuses; a WeChatSignatureError when an answer is not its own.
 *
 * @see https://pay.weixin.qq.com/doc/v3/merchant/4012067962
 * @publicApi
 */
export class PayProfitSharingService {
  /** @param of the merchant a partner shares out for */
  constructor(
    private readonly client: PayApi,
    private readonly of: { readonly sub_mchid?: string } = {},
  ) {}

  /**
   * Shares out of an order (请求分账), at most 30% of it unless more was agreed on. Calls `POST /v3/profitsharing/orders`.
   *
   * @param sharing `name` of a receiver is sent sealed; `unfreeze_unsplit` frees what is left
   * @throws {WeChatPayError} NOT_ENOUGH, RULE_LIMIT
   * @see https://pay.weixin.qq.com/doc/v3/merchant/4012524936
   */
  async create(sharing: PayProfitSharing): Promise<PayProfitSharingResult> {
    return this.client.request('POST /v3/profitsharing/orders', { body: { ...sharing, ...this.of } });
  }

  /**
   * What became of shares (查询分账结果). Calls `GET /v3/profitsharing/orders/{out_order_no}`.
   *
   * @param transaction_id of the order
   * @throws {WeChatPayError} RESOURCE_NOT_EXISTS
   * @see https://pay.weixin.qq.com/doc/v3/merchant/4012525210
   */
  async query(out_order_no: string, transaction_id: string): Promise<PayProfitSharingResult> {
    return this.client.request('GET /v3/profitsharing/orders/{out_order_no}', {
      path: { out_order_no },
      query: { ...this.of, transaction_id },
    });
  }

  /**
   * Gives a share back (请求分账回退), from a merchant who had it and has agreed to that. Calls
   * `POST /v3/profitsharing/return-orders`.
   *
   * @throws {WeChatPayError} NOT_ENOUGH
   * @see https://pay.weixin.qq.com/doc/v3/merchant/4012525287
   */
  async return(share: PayProfitSharingReturn): Promise<PayProfitSharingReturnResult> {
    return this.client.request('POST /v3/profitsharing/return-orders', { body: { ...share, ...this.of } });
  }

  /**
   * What became of a share that was given back (查询分账回退结果). Calls
   * `GET /v3/profitsharing/return-orders/{out_return_no}`.
   *
   * @param out_order_no of the shares
   * @throws {WeChatPayError} RESOURCE_NOT_EXISTS
   * @see https://pay.weixin.qq.com/doc/v3/merchant/4012526279
   */
  async queryReturn(out_return_no: string, out_order_no: string): Promise<PayProfitSharingReturnResult> {
    return this.client.request('GET /v3/profitsharing/return-orders/{out_return_no}', {
      path: { out_return_no },
      query: { ...this.of, out_order_no },
    });
  }

  /**
   * Frees what is left of an order (解冻剩余资金): it is not shared any more. Calls `POST /v3/profitsharing/orders/unfreeze`.
   *
   * @param end `out_order_no` is one of its own; {@link query} tells of it
   * @see https://pay.weixin.qq.com/doc/v3/merchant/4012526374
   */
  async unfreeze(end: PayProfitSharingEnd): Promise<PayProfitSharingResult> {
    return this.client.request('POST /v3/profitsharing/orders/unfreeze', { body: { ...end, ...this.of } });
  }

  /**
   * How much of an order can be shared yet (查询剩余待分金额). Calls
   * `GET /v3/profitsharing/transactions/{transaction_id}/amounts`.
   *
   * @returns `unsplit_amount` in fen
   * @see https://pay.weixin.qq.com/doc/v3/merchant/4012457939
   */
  async queryUnsplitAmount(
    transaction_id: string,
  ): Promise<PayAnswer<'GET /v3/profitsharing/transactions/{transaction_id}/amounts'>> {
    return this.client.request('GET /v3/profitsharing/transactions/{transaction_id}/amounts', {
      path: { transaction_id },
    });
  }

  /**
   * Adds somebody who may have shares (添加分账接收方). Calls `POST /v3/profitsharing/receivers/add`.
   *
   * @param receiver `name`, sent sealed, is needed of a merchant, and compared with the real name of a person
   * @see https://pay.weixin.qq.com/doc/v3/merchant/4012528995
   */
  async addReceiver(
    receiver: PayProfitSharingReceiver,
  ): Promise<PayAnswer<'POST /v3/profitsharing/receivers/add'>> {
    return this.client.request('POST /v3/profitsharing/receivers/add', { body: { ...receiver, ...this.of } });
  }

  /**
   * Removes one of them (删除分账接收方). Calls `POST /v3/profitsharing/receivers/delete`.
   *
   * @see https://pay.weixin.qq.com/doc/v3/merchant/4012529590
   */
  async deleteReceiver(
    receiver: Given<'POST /v3/profitsharing/receivers/delete'>,
  ): Promise<PayAnswer<'POST /v3/profitsharing/receivers/delete'>> {
    return this.client.request('POST /v3/profitsharing/receivers/delete', {
      body: { ...receiver, ...this.of },
    });
  }

  /**
   * Asks for the bill of a day (申请分账账单), compressed: `bills.download` takes it. Calls `GET /v3/profitsharing/bills`.
   *
   * @param options `billDate` is `YYYY-MM-DD`; the bill of a day is ready at 10 o’clock of the next
   * @throws {WeChatPayError} NO_STATEMENT_EXIST, STATEMENT_CREATING
   * @see https://pay.weixin.qq.com/doc/v3/merchant/4012529628
   */
  async bill({ billDate }: { billDate: string }): Promise<PayBill> {
    return this.client.request('GET /v3/profitsharing/bills', {
      query: { ...this.of, ...packedBill(billDate) },
    });
  }
}
