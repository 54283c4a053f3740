import { findOrder } from '../../order.desk.js';
import { invalidRequest, notFound, paramError } from '../../pay.refusal.js';
import { findRefund, refundOrder } from '../../refund.desk.js';
import type { PayPage } from '../pay-call.interface.js';
import { refundAnswer } from '../refund.answer.js';

/** 退款 @see https://pay.weixin.qq.com/doc/v3/merchant/4012791862 */
export const refundPage: PayPage = {
  'POST /v3/refund/domestic/refunds'({ merchant, body }) {
    const { transaction_id: transactionId, out_trade_no: outTradeNo, sub_mchid: subMchId, amount } = body;
    if (transactionId === undefined && outTradeNo === undefined)
      throw paramError('transaction_id 与 out_trade_no 须填其一');
    if (amount.currency !== 'CNY') throw paramError('amount.currency 只能是 CNY');
    const order = findOrder(merchant, { transactionId, outTradeNo, subMchId });
    const refund = refundOrder(merchant, order, amount.total, {
      version: 'v3',
      outRefundNo: body.out_refund_no,
      amount: amount.refund,
      reason: body.reason,
      notifyUrl: body.notify_url,
      fundsAccount: body.funds_account,
    });
    return refundAnswer(refund);
  },
  'GET /v3/refund/domestic/refunds/{out_refund_no}': ({ merchant, path, query }) =>
    refundAnswer(findRefund(merchant, path.out_refund_no, query.sub_mchid)),
  'POST /v3/refund/domestic/refunds/{refund_id}/apply-abnormal-refund'({ merchant, path, body }) {
    const refund = findRefund(merchant, body.out_refund_no, body.sub_mchid);
    if (refund.refundId !== path.refund_id) throw notFound('退款单不存在');
    if (refund.state !== 'ABNORMAL') throw invalidRequest('退款单状态不是退款异常');
    if (body.type === 'USER_BANK_CARD' && !(body.bank_account && body.real_name))
      throw paramError('退款至用户银行卡时 bank_account 与 real_name 必填');
    refund.state = 'PROCESSING';
    return refundAnswer(refund);
  },
};
