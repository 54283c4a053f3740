import { plainTime } from '../pay.times.js';
import type { RefundState } from '../refund.state.js';
import { partyFields } from './order.fields.js';
import type { V2Fields } from './v2.message.js';

const ACCOUNT = '支付用户的零钱';
/** States in v2's words. */
const STATES = {
  PROCESSING: 'PROCESSING',
  SUCCESS: 'SUCCESS',
  ABNORMAL: 'CHANGE',
  CLOSED: 'REFUNDCLOSE',
} as const;

/** A refund, as its answer tells of it. */
export const startedRefund = ({ order, refundId, outRefundNo, amount }: RefundState): V2Fields => ({
  ...partyFields(order),
  transaction_id: order.transactionId,
  out_trade_no: order.outTradeNo,
  out_refund_no: outRefundNo,
  refund_id: refundId,
  refund_fee: amount,
  total_fee: order.total,
  cash_fee: order.total,
  cash_refund_fee: amount,
});

const successTime = ({ state, finishedAt }: RefundState): string | undefined =>
  state === 'SUCCESS' && finishedAt !== undefined ? plainTime(finishedAt) : undefined;

/** The refunds of one order, numbered. */
export function listedRefunds(refunds: readonly RefundState[]): V2Fields {
  const [first] = refunds;
  if (!first) return { refund_count: 0 };
  const { order } = first;
  const listed = refunds.map((refund, index) => ({
    [`out_refund_no_${index}`]: refund.outRefundNo,
    [`refund_id_${index}`]: refund.refundId,
    [`refund_channel_${index}`]: 'ORIGINAL',
    [`refund_fee_${index}`]: refund.amount,
    [`refund_status_${index}`]: STATES[refund.state],
    [`refund_recv_accout_${index}`]: ACCOUNT,
    [`refund_success_time_${index}`]: successTime(refund),
  }));
  return Object.assign(
    {
      ...partyFields(order),
      transaction_id: order.transactionId,
      out_trade_no: order.outTradeNo,
      total_fee: order.total,
      cash_fee: order.total,
      total_refund_count: refunds.length,
      refund_count: refunds.length,
    },
    ...listed,
  ) as V2Fields;
}

/** What is sealed in the notice of a refund that has come to its end. 退款结果通知 */
export const refundNotice = (refund: RefundState): V2Fields => ({
  transaction_id: refund.order.transactionId,
  out_trade_no: refund.order.outTradeNo,
  refund_id: refund.refundId,
  out_refund_no: refund.outRefundNo,
  total_fee: refund.order.total,
  settlement_total_fee: refund.order.total,
  refund_fee: refund.amount,
  settlement_refund_fee: refund.amount,
  refund_status: STATES[refund.state],
  success_time: successTime(refund),
  refund_recv_accout: ACCOUNT,
  refund_account: 'REFUND_SOURCE_UNSETTLED_FUNDS',
  refund_request_source: 'API',
});
