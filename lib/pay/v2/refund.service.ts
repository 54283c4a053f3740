import type { InFen } from '../fen.js';
import type { PayRooms } from '../pay.rooms.js';
import type { OfOneOrder, PayV2Answer, PayV2Api, PayV2Body } from './v2.api.js';

/** A refund of a payment, by `out_trade_no` or `transaction_id`; amounts are in fen. */
export type PayV2Refund = InFen<OfOneOrder<'POST /secapi/pay/refund'>>;

/**
 * Refunds of payments by code (付款码支付的退款), with the merchant's certificate. What became of a refund is told by
 * `query`, and to `notify_url` where there is one.
 *
 * @see https://pay.weixin.qq.com/doc/v2/merchant/4011937624
 * @publicApi
 */
export class PayV2RefundService {
  constructor(
    private readonly client: PayV2Api,
    private readonly rooms: PayRooms,
  ) {}

  /**
   * Gives money back, all of it or a part (申请退款). Calls `POST /secapi/pay/refund`; `out_refund_no` makes it safe to repeat.
   *
   * @param refund `notify_url` is the client's unless it is given
   * @throws {WeChatPayError} NOTENOUGH, TRADE_OVERDUE …
   * @see https://pay.weixin.qq.com/doc/v2/merchant/4011937624
   */
  async create(refund: PayV2Refund): Promise<PayV2Answer<'POST /secapi/pay/refund'>> {
    return this.client.request('POST /secapi/pay/refund', { body: this.rooms.addNotifyUrl(refund) });
  }

  /**
   * What became of the refunds of a payment, or of one (查询退款). Calls `POST /pay/refundquery`.
   *
   * @param numbers one of `refund_id`, `out_refund_no`, `transaction_id` and `out_trade_no`
   * @throws {WeChatPayError} REFUNDNOTEXIST
   * @see https://pay.weixin.qq.com/doc/v2/merchant/4011939577
   */
  async query(numbers: PayV2Body<'POST /pay/refundquery'>): Promise<PayV2Answer<'POST /pay/refundquery'>> {
    return this.client.request('POST /pay/refundquery', { body: numbers });
  }
}
