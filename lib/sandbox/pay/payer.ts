import { SandboxUseError } from '../errors/sandbox-use.error.js';
import type { SandboxNotified, SandboxPayOptions } from '../interfaces/merchant-notification.interface.js';
import type { MerchantState } from './merchant.state.js';
import { V3Notifier } from './notice/v3.notifier.js';
import type { OrderState } from './order.state.js';
import type { PaymentState } from './payment.state.js';
import { settle } from './settlement.js';
import { V2Notifier } from './notice/v2.notifier.js';
import { combineAnswer } from './v3/combine.answer.js';
import { orderNotice } from './v2/order.fields.js';
import { transactionAnswer } from './v3/transaction.answer.js';

const NOBODY: SandboxNotified = { id: '', status: 0, headers: {}, body: '', attempts: 0 };

/** What the person does who is to pay. */
export class Payer {
  readonly #v3: V3Notifier;
  readonly #v2: V2Notifier;

  constructor(private readonly merchant: MerchantState) {
    this.#v3 = new V3Notifier(merchant);
    this.#v2 = new V2Notifier(merchant);
  }

  /**
   * Pays, and tells the application; who shows a code to be scanned is told of in the answer to that alone.
   *
   * @throws {SandboxUseError} as {@link settle} does
   * @throws {SandboxPushError} when the application gave no answer at all; it is paid all the same
   */
  async pay(payment: PaymentState, { openid, ...options }: SandboxPayOptions = {}): Promise<SandboxNotified> {
    settle(this.merchant, payment, openid);
    const order = payment.orders[0] as OrderState;
    if (payment.tradeType === 'MICROPAY') return NOBODY;
    if (payment.kind === 'v2')
      return this.#v2.tell('order', orderNotice(order), payment.notifyUrl, {
        ...options,
        signType: payment.signType,
      });
    const resource =
      payment.kind === 'combine' ? combineAnswer(payment, this.merchant.mchId) : transactionAnswer(order);
    return this.#v3.tell('TRANSACTION.SUCCESS', resource, payment.notifyUrl, options);
  }

  /** @throws {SandboxUseError} when it is settled already */
  refuse(payment: PaymentState): void {
    if (!payment.orders.every(({ isOpen }) => isOpen))
      throw new SandboxUseError(`The order ${payment.outTradeNo} is settled already`);
    for (const order of payment.orders) if (order.state === 'USERPAYING') order.become('PAYERROR');
  }
}
