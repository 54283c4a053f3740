import type { SandboxMerchant } from 'nestjs-wechat-sdk/sandbox';
import type { Closable } from '../../shared/sample.life.js';

/** A person has the money back after a while, here after a moment. */
const AFTER = 1500;

/** Plays the bank: brings refunds of the sandbox to their end, as nobody else does. */
export class RefundClerk implements Closable {
  readonly #timer = setInterval(() => void this.#work(), AFTER);

  constructor(private readonly merchant: SandboxMerchant) {}

  async close(): Promise<void> {
    clearInterval(this.#timer);
  }

  async #work(): Promise<void> {
    const refunds = [...this.merchant.orders.values()].flatMap((order) => order.refunds);
    for (const { outRefundNo, state } of refunds) {
      // a shop that does not take the notification asks by itself
      if (state === 'PROCESSING')
        await this.merchant.finishRefund(outRefundNo, 'SUCCESS').catch(() => undefined);
    }
  }
}
