import type { MerchantState } from './merchant.state.js';
import type { OrderState } from './order.state.js';
import { PayRefusal } from './pay.refusal.js';
import type { PaymentState } from './payment.state.js';
import { settle } from './settlement.js';

/**
 * Scans a payer's code (付款码支付).
 *
 * @returns the order, paid
 * @throws {PayRefusal} while the payer has to enter the password (USERPAYING), or when the code is of no use
 */
export function payByCode(merchant: MerchantState, payment: PaymentState, authCode: string): OrderState {
  const [order] = payment.orders as readonly [OrderState];
  if (order.state !== 'USERPAYING') {
    const { openid, needsPassword } = merchant.codes.take(authCode);
    payment.openid = openid;
    order.openid = openid;
    if (!needsPassword) {
      settle(merchant, payment, openid);
      return order;
    }
    order.become('USERPAYING');
  }
  throw new PayRefusal(202, 'USERPAYING', '需要用户输入支付密码');
}

/** Takes a payment back whatever became of it, so that nobody has to know (撤销). @returns whether money came back */
export function reverseOrder(merchant: MerchantState, order: OrderState): boolean {
  if (!order.isPaid && !order.isOpen && order.state !== 'REVOKED' && order.state !== 'PAYERROR')
    throw new PayRefusal(400, 'ORDER_CLOSED', '该订单已关闭');
  const isPaid = order.isPaid;
  if (isPaid)
    merchant.ledger.book('退款', order.refunded - order.total, order.transactionId ?? '', order.outTradeNo);
  order.become('REVOKED');
  return isPaid;
}
