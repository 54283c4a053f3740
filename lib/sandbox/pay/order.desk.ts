import type { MerchantState } from './merchant.state.js';
import type { OrderState } from './order.state.js';
import { PayRefusal } from './pay.refusal.js';

/** By which of its numbers an order is meant, and whose it has to be. */
export interface OrderMark {
  readonly outTradeNo?: string;
  readonly transactionId?: string;
  /** Whatever is left out is not looked at. */
  readonly subMchId?: string;
}

/** @throws {PayRefusal} when the merchant has no such order */
export function findOrder({ book }: MerchantState, mark: OrderMark): OrderState {
  const { outTradeNo, transactionId, subMchId } = mark;
  const order =
    transactionId === undefined ? book.orders.get(outTradeNo ?? '') : book.byTransaction(transactionId);
  if (!order || (subMchId !== undefined && order.parties.subMchId !== subMchId))
    throw new PayRefusal(404, 'ORDER_NOT_EXIST', '订单不存在');
  return order;
}

/** @throws {PayRefusal} when it is paid, or closed already */
export function closeOrder(order: OrderState): void {
  if (order.isPaid) throw new PayRefusal(400, 'ORDERPAID', '该订单已支付');
  if (!order.isOpen) throw new PayRefusal(400, 'ORDER_CLOSED', '该订单已关闭');
  order.become('CLOSED');
}
