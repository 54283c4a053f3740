import type { SandboxRefund } from '../interfaces/merchant-order.interface.js';
import type { OrderState } from './order.state.js';
import { newRefundId } from './pay.identifiers.js';

/** What a refund was asked for with. */
export interface RefundTerms {
  readonly outRefundNo: string;
  /** Fen. */
  readonly amount: number;
  readonly reason?: string;
  readonly notifyUrl?: string;
  readonly fundsAccount?: string;
  /** By which interface it was asked for, and its end is therefore told. */
  readonly version: 'v2' | 'v3';
}

/** One refund of an order. */
export class RefundState implements SandboxRefund {
  readonly refundId: string;
  readonly outRefundNo: string;
  readonly amount: number;
  readonly reason?: string;
  readonly notifyUrl?: string;
  readonly fundsAccount: string;
  readonly version: RefundTerms['version'];
  state: SandboxRefund['state'] = 'PROCESSING';
  finishedAt?: number;

  constructor(
    readonly order: OrderState,
    terms: RefundTerms,
    readonly createdAt: number,
  ) {
    this.refundId = newRefundId(createdAt);
    this.outRefundNo = terms.outRefundNo;
    this.amount = terms.amount;
    this.reason = terms.reason;
    this.notifyUrl = terms.notifyUrl;
    this.version = terms.version;
    this.fundsAccount = terms.fundsAccount ?? 'UNSETTLED';
  }

  finish(state: Exclude<SandboxRefund['state'], 'PROCESSING'>, now: number): void {
    this.state = state;
    this.finishedAt = now;
  }
}
