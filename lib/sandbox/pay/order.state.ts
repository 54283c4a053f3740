import type {
  SandboxOrder,
  SandboxTradeState,
  SandboxTradeType,
} from '../interfaces/merchant-order.interface.js';
import { newTransactionId } from './pay.identifiers.js';
import type { RefundState } from './refund.state.js';

/** Whose order it is. */
export interface OrderParties {
  readonly mchId: string;
  readonly appId: string;
  /** Of a partner's order, and of one sub-order of a combined one. 特约商户 */
  readonly subMchId?: string;
  readonly subAppId?: string;
}

/** What an order was placed with. */
export interface OrderTerms {
  readonly parties: OrderParties;
  readonly outTradeNo: string;
  readonly tradeType: SandboxTradeType;
  readonly description: string;
  /** Fen. */
  readonly total: number;
  readonly currency?: string;
  readonly attach?: string;
  readonly notifyUrl?: string;
  readonly openid?: string;
}

/** One order, from its placing to its last refund. */
export class OrderState implements SandboxOrder {
  readonly parties: OrderParties;
  readonly outTradeNo: string;
  readonly tradeType: SandboxTradeType;
  readonly description: string;
  readonly total: number;
  readonly currency: string;
  readonly attach?: string;
  readonly notifyUrl?: string;
  readonly refunds: RefundState[] = [];
  openid?: string;
  transactionId?: string;
  paidAt?: number;
  #state: SandboxTradeState = 'NOTPAY';

  constructor(terms: OrderTerms) {
    this.parties = terms.parties;
    this.outTradeNo = terms.outTradeNo;
    this.tradeType = terms.tradeType;
    this.description = terms.description;
    this.total = terms.total;
    this.currency = terms.currency ?? 'CNY';
    this.attach = terms.attach;
    this.notifyUrl = terms.notifyUrl;
    this.openid = terms.openid;
  }

  get state(): SandboxTradeState {
    return this.#state === 'SUCCESS' && this.refunds.length > 0 ? 'REFUND' : this.#state;
  }

  get refunded(): number {
    return this.refunds.reduce((sum, { amount, state }) => (state === 'CLOSED' ? sum : sum + amount), 0);
  }

  get isPaid(): boolean {
    return this.#state === 'SUCCESS';
  }

  /** Whether a payer can still pay. */
  get isOpen(): boolean {
    return this.#state === 'NOTPAY' || this.#state === 'USERPAYING';
  }

  pay(now: number, openid: string): void {
    this.#state = 'SUCCESS';
    this.openid = openid;
    this.transactionId = newTransactionId(now);
    this.paidAt = now;
  }

  /** @param state what becomes of an order that is not paid */
  become(state: Exclude<SandboxTradeState, 'SUCCESS' | 'REFUND'>): void {
    this.#state = state;
  }
}
