import { SandboxUseError } from '../errors/sandbox-use.error.js';
import type { SandboxRefund } from '../interfaces/merchant-order.interface.js';
import type { MerchantState } from './merchant.state.js';
import { checkAmount } from './order.rules.js';
import type { OrderState } from './order.state.js';
import { invalidRequest, notFound, PayRefusal } from './pay.refusal.js';
import { RefundState, type RefundTerms } from './refund.state.js';

/**
 * Starts a refund; asked for the same once more, it is the one there is.
 *
 * @param total fen the order was for, as the merchant knows it
 * @throws {PayRefusal} when there is not that much to refund
 */
export function refundOrder(
  merchant: MerchantState,
  order: OrderState,
  total: number,
  terms: RefundTerms,
): RefundState {
  const { ledger, refunds } = merchant;
  const known = refunds.get(terms.outRefundNo);
  if (known) {
    if (known.order === order && known.amount === terms.amount && order.total === total) return known;
    throw invalidRequest('订单金额或退款金额与之前请求不一致，请核实后再试');
  }
  checkAmount(terms.amount, '退款金额');
  if (!order.isPaid) throw invalidRequest('订单状态不支持退款');
  if (order.total !== total) throw invalidRequest('订单金额与原订单不一致');
  if (order.refunded + terms.amount > order.total) throw invalidRequest('退款金额超过订单可退金额');
  if (ledger.balance < terms.amount)
    throw new PayRefusal(403, 'NOT_ENOUGH', '基本账户余额不足，请充值后重新发起');
  const refund = new RefundState(order, terms, merchant.now());
  refunds.set(refund.outRefundNo, refund);
  order.refunds.push(refund);
  ledger.book('退款', -refund.amount, refund.refundId, refund.outRefundNo);
  return refund;
}

/** @throws {PayRefusal} when the merchant has no such refund */
export function findRefund({ refunds }: MerchantState, outRefundNo: string, subMchId?: string): RefundState {
  const refund = refunds.get(outRefundNo);
  if (!refund || (subMchId !== undefined && refund.order.parties.subMchId !== subMchId))
    throw notFound('退款单不存在');
  return refund;
}

/** @throws {SandboxUseError} when there is no such refund on its way */
export function finishRefund(
  merchant: MerchantState,
  outRefundNo: string,
  state: Exclude<SandboxRefund['state'], 'PROCESSING'>,
): RefundState {
  const refund = merchant.refunds.get(outRefundNo);
  if (refund?.state !== 'PROCESSING') throw new SandboxUseError(`No refund ${outRefundNo} is on its way`);
  refund.finish(state, merchant.now());
  if (state === 'CLOSED') merchant.ledger.book('退款退回', refund.amount, refund.refundId, outRefundNo);
  return refund;
}
