import { SandboxUseError } from '../errors/sandbox-use.error.js';
import type { SandboxMerchantOptions } from '../interfaces/merchant-options.interface.js';
import type { SandboxWorld } from '../world/sandbox-world.js';
import { MerchantState } from './merchant.state.js';
import type { PaymentState } from './payment.state.js';
import { RsaPool } from './rsa.pool.js';

/** The merchants of one sandbox. */
export class MerchantRegister {
  readonly #merchants = new Map<string, MerchantState>();
  readonly #pool = new RsaPool();

  constructor(readonly world: SandboxWorld) {}

  /** @throws {SandboxUseError} when there is one with that number */
  open(options: SandboxMerchantOptions): MerchantState {
    if (options.mchId !== undefined && this.#merchants.has(options.mchId))
      throw new SandboxUseError(`There is a merchant ${options.mchId} already`);
    const merchant = new MerchantState(options, this.world, this.#pool);
    this.#merchants.set(merchant.mchId, merchant);
    return merchant;
  }

  get(mchId: string): MerchantState | undefined {
    return this.#merchants.get(mchId);
  }

  /** Takes back every alteration of answers that has not come to pass. */
  reset(): void {
    for (const { manners } of this.#merchants.values()) manners.clear();
  }

  findPayment(isIt: (payment: PaymentState) => boolean): [MerchantState, PaymentState] | undefined {
    for (const merchant of this.#merchants.values()) {
      const payment = merchant.book.findPayment(isIt);
      if (payment) return [merchant, payment];
    }
    return undefined;
  }
}
