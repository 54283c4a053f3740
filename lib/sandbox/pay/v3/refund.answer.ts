import { rfc3339 } from '../pay.times.js';
import type { RefundState } from '../refund.state.js';

const ACCOUNT = '支付用户零钱';

/** A refund, as it is answered when it starts and when it is asked for. */
export function refundAnswer(refund: RefundState): object {
  const { order, refundId, outRefundNo, state, amount, createdAt, finishedAt, fundsAccount } = refund;
  const { total, currency } = order;
  return {
    refund_id: refundId,
    out_refund_no: outRefundNo,
    transaction_id: order.transactionId,
    out_trade_no: order.outTradeNo,
    channel: 'ORIGINAL',
    user_received_account: ACCOUNT,
    ...(state === 'SUCCESS' && finishedAt !== undefined ? { success_time: rfc3339(finishedAt) } : {}),
    create_time: rfc3339(createdAt),
    status: state,
    funds_account: fundsAccount,
    amount: {
      total,
      refund: amount,
      from: [],
      payer_total: total,
      payer_refund: amount,
      settlement_total: total,
      settlement_refund: amount,
      discount_refund: 0,
      currency,
      refund_fee: 0,
    },
    promotion_detail: [],
  };
}

/** A refund that has come to its end, as the application is notified of it. */
export function refundResource({
  order,
  refundId,
  outRefundNo,
  state,
  amount,
  finishedAt,
}: RefundState): object {
  const { parties, transactionId, outTradeNo, total } = order;
  return {
    ...(parties.subMchId === undefined
      ? { mchid: parties.mchId }
      : { sp_mchid: parties.mchId, sub_mchid: parties.subMchId }),
    transaction_id: transactionId,
    out_trade_no: outTradeNo,
    refund_id: refundId,
    out_refund_no: outRefundNo,
    refund_status: state,
    ...(state === 'SUCCESS' && finishedAt !== undefined ? { success_time: rfc3339(finishedAt) } : {}),
    user_received_account: ACCOUNT,
    amount: { total, refund: amount, payer_total: total, payer_refund: amount },
  };
}
