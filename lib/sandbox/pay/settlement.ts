import { SandboxUseError } from '../errors/sandbox-use.error.js';
import { newOpenid } from '../world/identifiers.js';
import type { MerchantState } from './merchant.state.js';
import type { PaymentState } from './payment.state.js';

/** @throws {SandboxUseError} when it cannot be paid, or not by this person */
export function settle(
  merchant: MerchantState,
  payment: PaymentState,
  openid = payment.openid ?? newOpenid(),
): void {
  const now = merchant.now();
  if (!payment.isOpen(now))
    throw new SandboxUseError(`The order ${payment.outTradeNo} cannot be paid any more`);
  if (payment.tradeType === 'JSAPI' && payment.openid !== undefined && payment.openid !== openid)
    throw new SandboxUseError(`The order ${payment.outTradeNo} is for ${payment.openid} to pay`);
  payment.pay(now, openid);
  for (const { total, transactionId, outTradeNo } of payment.orders)
    merchant.ledger.book('交易', total, transactionId ?? '', outTradeNo);
}
