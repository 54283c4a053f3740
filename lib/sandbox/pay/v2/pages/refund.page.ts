import type { MerchantState } from '../../merchant.state.js';
import { findOrder } from '../../order.desk.js';
import { notFound, paramError } from '../../pay.refusal.js';
import { refundOrder } from '../../refund.desk.js';
import type { RefundState } from '../../refund.state.js';
import { listedRefunds, startedRefund } from '../refund.fields.js';
import type { V2Page } from '../v2-call.interface.js';

interface RefundNumbers {
  readonly out_trade_no?: string;
  readonly transaction_id?: string;
  readonly out_refund_no?: string;
  readonly refund_id?: string;
}

function refundsOf(merchant: MerchantState, numbers: RefundNumbers): RefundState[] {
  const { out_trade_no, transaction_id, out_refund_no, refund_id } = numbers;
  const found = [...merchant.refunds.values()].filter(
    ({ order, outRefundNo, refundId }) =>
      outRefundNo === out_refund_no ||
      refundId === refund_id ||
      order.outTradeNo === out_trade_no ||
      (transaction_id !== undefined && order.transactionId === transaction_id),
  );
  if (found.length === 0) throw notFound('退款订单查询失败');
  return found;
}

/** 退款 @see https://pay.weixin.qq.com/doc/v2/merchant/4011937131 */
export const v2RefundPage: V2Page = {
  'POST /secapi/pay/refund'({ merchant, body }) {
    const { out_trade_no: outTradeNo, transaction_id: transactionId } = body;
    if (outTradeNo === undefined && transactionId === undefined)
      throw paramError('out_trade_no 与 transaction_id 须填其一');
    const order = findOrder(merchant, { outTradeNo, transactionId });
    const refund = refundOrder(merchant, order, Number(body.total_fee), {
      version: 'v2',
      outRefundNo: body.out_refund_no,
      amount: Number(body.refund_fee),
      reason: body.refund_desc,
      notifyUrl: body.notify_url,
    });
    return startedRefund(refund);
  },
  'POST /pay/refundquery': ({ merchant, body }) => listedRefunds(refundsOf(merchant, body)),
};
