import { SandboxUseError } from '../errors/sandbox-use.error.js';
import type { SandboxNotified, SandboxPayOptions } from '../interfaces/merchant-notification.interface.js';
import { newOpenid } from '../world/identifiers.js';
import type { MerchantState } from './merchant.state.js';
import { V3Notifier } from './notice/v3.notifier.js';
import type { OrderState } from './order.state.js';
import type { PaymentState } from './payment.state.js';
import { combineAnswer } from './v3/combine.answer.js';
import { transactionAnswer } from './v3/transaction.answer.js';

/** What the person does who is to pay. */
export class Payer {
  readonly #v3: V3Notifier;

  constructor(private readonly merchant: MerchantState) {
    this.#v3 = new V3Notifier(merchant);
  }

  /** @throws {SandboxUseError} when it cannot be paid, or not by this person */
  settle(payment: PaymentState, openid = payment.openid ?? newOpenid()): void {
    const now = this.merchant.now();
    if (!payment.isOpen(now))
      throw new SandboxUseError(`The order ${payment.outTradeNo} cannot be paid any more`);
    if (payment.tradeType === 'JSAPI' && payment.openid !== undefined && payment.openid !== openid)
      throw new SandboxUseError(`The order ${payment.outTradeNo} is for ${payment.openid} to pay`);
    payment.pay(now, openid);
    for (const { total, transactionId, outTradeNo } of payment.orders)
      this.merchant.ledger.book('交易', total, transactionId ?? '', outTradeNo);
  }

  /**
   * Pays, and tells the application.
   *
   * @throws {SandboxUseError} as {@link settle} does
   * @throws {SandboxPushError} when the application gave no answer at all; it is paid all the same
   */
  async pay(payment: PaymentState, { openid, ...options }: SandboxPayOptions = {}): Promise<SandboxNotified> {
    this.settle(payment, openid);
    const resource =
      payment.kind === 'combine'
        ? combineAnswer(payment, this.merchant.mchId)
        : transactionAnswer(payment.orders[0] as OrderState);
    return this.#v3.tell('TRANSACTION.SUCCESS', resource, payment.notifyUrl, options);
  }

  /** @throws {SandboxUseError} when it is settled already */
  refuse(payment: PaymentState): void {
    if (!payment.orders.every(({ isOpen }) => isOpen))
      throw new SandboxUseError(`The order ${payment.outTradeNo} is settled already`);
    for (const order of payment.orders) if (order.state === 'USERPAYING') order.become('PAYERROR');
  }
}
