import type { InFen } from './fen.js';
import type { PayAnswer, PayApi, PayBody } from './pay.api.js';
import { ONE_ORDER_NUMBER } from './pay.messages.js';
import type { PayRooms } from './pay.rooms.js';

type CreateBody = PayBody<'POST /v3/refund/domestic/refunds'>;
type AbnormalRoute = 'POST /v3/refund/domestic/refunds/{refund_id}/apply-abnormal-refund';

/** The paid order: by the merchant's number or by WeChat Pay's. */
type PaidOrder =
  { out_trade_no: string; transaction_id?: undefined } | { transaction_id: string; out_trade_no?: undefined };

/** What is to be paid back; `currency` is CNY unless it is given. */
export type PayRefundAmount = InFen<Omit<CreateBody['amount'], 'currency'>> & { currency?: string };
/** A refund, and the order it is of. */
export type PayRefundRequest = InFen<
  Omit<CreateBody, 'sub_mchid' | 'amount' | 'out_trade_no' | 'transaction_id'>
> &
  PaidOrder & { amount: PayRefundAmount };
/** What became of a refund. */
export type PayRefund = PayAnswer<'GET /v3/refund/domestic/refunds/{out_refund_no}'>;
/** Where the money goes when it cannot go back the way it came. */
export type PayAbnormalRefund = Omit<PayBody<AbnormalRoute>, 'sub_mchid'>;

/** Whose refunds they are: in partner mode (服务商) a merchant it serves. */
interface RefundOwner {
  readonly sub_mchid?: string;
}

/**
 * Refunds (退款): all of an order, or parts of it, up to 50. Amounts are in fen; `out_refund_no` has 1 to 64 letters, digits
 * and `_-|*@`, and stands for one refund for ever: whoever does not know whether a refund was made repeats it with the
 * same number. All methods throw a RangeError for a number or an amount that cannot be, before anything is sent; a
 * WeChatPayError when WeChat Pay refuses; a WeChatSignatureError when an answer is not its own.
 *
 * @see https://pay.weixin.qq.com/doc/v3/merchant/4012791862
 * @publicApi
 */
export class PayRefundService {
  constructor(
    private readonly client: PayApi,
    private readonly rooms: PayRooms,
    private readonly owner: RefundOwner = {},
  ) {}

  /**
   * Pays back an order, or a part of it (申请退款). Calls `POST /v3/refund/domestic/refunds`.
   *
   * @param refund either `out_trade_no` or `transaction_id` names the order; `amount.total` is what was to be paid for it;
   *   `notify_url` is the client's unless it is given
   * @returns the refund; most are PROCESSING still: REFUND.SUCCESS or another notification tells of its end
   * @throws {RangeError} unless exactly one number of the order is given
   * @throws {WeChatPayError} NOT_ENOUGH when the balance is too low, RESOURCE_NOT_EXISTS, INVALID_REQUEST
   * @see https://pay.weixin.qq.com/doc/v3/merchant/4012791862
   */
  async create(refund: PayRefundRequest): Promise<PayAnswer<'POST /v3/refund/domestic/refunds'>> {
    if ((refund.out_trade_no === undefined) === (refund.transaction_id === undefined))
      throw new RangeError(ONE_ORDER_NUMBER);
    const amount = { ...refund.amount, currency: refund.amount.currency ?? 'CNY' };
    return this.client.request('POST /v3/refund/domestic/refunds', {
      body: { ...this.rooms.addNotifyUrl(refund), ...this.owner, amount },
    });
  }

  /**
   * What became of a refund (查询单笔退款). Calls `GET /v3/refund/domestic/refunds/{out_refund_no}`.
   *
   * @throws {WeChatPayError} RESOURCE_NOT_EXISTS
   * @see https://pay.weixin.qq.com/doc/v3/merchant/4012791863
   */
  async query(out_refund_no: string): Promise<PayRefund> {
    return this.client.request('GET /v3/refund/domestic/refunds/{out_refund_no}', {
      path: { out_refund_no },
      query: this.owner,
    });
  }

  /**
   * Sends a refund that cannot go back the way it came (`ABNORMAL`) to another card of the person, or to the merchant
   * (发起异常退款). Calls `POST /v3/refund/domestic/refunds/{refund_id}/apply-abnormal-refund`.
   *
   * @param refund_id WeChat Pay's number of the refund
   * @param refund with `type` USER_BANK_CARD, `bank_account` and `real_name` say whose card: they travel sealed
   * @throws {WeChatPayError} INVALID_REQUEST when the refund is not ABNORMAL
   * @see https://pay.weixin.qq.com/doc/v3/merchant/4013071193
   */
  async applyAbnormal(refund_id: string, refund: PayAbnormalRefund): Promise<PayAnswer<AbnormalRoute>> {
    return this.client.request('POST /v3/refund/domestic/refunds/{refund_id}/apply-abnormal-refund', {
      path: { refund_id },
      body: { ...refund, ...this.owner },
    });
  }
}
