import type { SandboxClock } from '../world/sandbox.clock.js';
import type { OrderState } from './order.state.js';
import { PayRefusal } from './pay.refusal.js';
import { PaymentState, type PaymentTerms } from './payment.state.js';

/** What one merchant's payers were asked to pay. */
export class OrderBook {
  /** By `out_trade_no`. */
  readonly orders = new Map<string, OrderState>();
  /** By `out_trade_no` or `combine_out_trade_no`. */
  readonly #payments = new Map<string, PaymentState>();

  constructor(private readonly clock: SandboxClock) {}

  /**
   * Asked for the same once more, the payment is the one there was.
   *
   * @throws {PayRefusal} when one of the numbers was used otherwise
   */
  place(terms: PaymentTerms): PaymentState {
    const now = this.clock.now();
    const known = this.#payments.get(terms.outTradeNo);
    if (known) {
      refuseSettled(known.orders);
      if (known.contents !== terms.contents) throw numberUsed();
      known.renew(now);
      return known;
    }
    const used = terms.orders
      .map(({ outTradeNo }) => this.orders.get(outTradeNo))
      .filter((one) => one !== undefined);
    if (used.length > 0) {
      refuseSettled(used);
      throw numberUsed();
    }
    const payment = new PaymentState(terms, now);
    this.#payments.set(terms.outTradeNo, payment);
    for (const order of terms.orders) this.orders.set(order.outTradeNo, order);
    return payment;
  }

  payment(outTradeNo: string): PaymentState | undefined {
    return this.#payments.get(outTradeNo);
  }

  findPayment(isIt: (payment: PaymentState) => boolean): PaymentState | undefined {
    return [...this.#payments.values()].find(isIt);
  }

  byTransaction(transactionId: string): OrderState | undefined {
    return [...this.orders.values()].find((order) => order.transactionId === transactionId);
  }
}

const numberUsed = (): PayRefusal => new PayRefusal(403, 'OUT_TRADE_NO_USED', '商户订单号重复');

function refuseSettled(orders: readonly OrderState[]): void {
  if (orders.some((order) => order.isPaid)) throw new PayRefusal(400, 'ORDERPAID', '该订单已支付');
  if (orders.some((order) => !order.isOpen)) throw new PayRefusal(400, 'ORDER_CLOSED', '该订单已关闭');
}
