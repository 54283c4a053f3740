import type { PayV2SignType } from '../../crypto/index.js';
import type { SandboxTradeType } from '../interfaces/merchant-order.interface.js';
import type { OrderState } from './order.state.js';
import { newPayCode, newPrepayId, newTransactionId } from './pay.identifiers.js';

/** A prepay id is good for two hours. */
const PREPAY_LIFE = 2 * 3_600_000;

/** Which interface a payment came by, and therefore how its payer is told of and its notice written. */
export type PaymentKind = 'direct' | 'partner' | 'combine' | 'v2';

/** What a payment was asked for with. */
export interface PaymentTerms {
  readonly kind: PaymentKind;
  /** `out_trade_no`, or `combine_out_trade_no`. */
  readonly outTradeNo: string;
  readonly tradeType: SandboxTradeType;
  readonly appId: string;
  readonly notifyUrl?: string;
  /** Unix time in milliseconds. */
  readonly expiresAt?: number;
  readonly openid?: string;
  /** One, unless they are combined. */
  readonly orders: readonly OrderState[];
  /** All it was asked for with, to know it again. */
  readonly contents: string;
  /** Of v2: its notices are signed as it was. */
  readonly signType?: PayV2SignType;
}

/** What a payer pays at once: an order, or several (合单支付). */
export class PaymentState {
  readonly kind: PaymentKind;
  readonly outTradeNo: string;
  readonly tradeType: SandboxTradeType;
  readonly appId: string;
  readonly notifyUrl?: string;
  readonly orders: readonly OrderState[];
  readonly contents: string;
  readonly signType?: PayV2SignType;
  readonly #expiresAt?: number;
  #prepayId: string;
  #issuedAt: number;
  /** Of the code a payer scans: `weixin://wxpay/bizpayurl?pr=…`. */
  readonly code = newPayCode();
  openid?: string;
  /** Set once it is paid: the order's own, or that of them all. */
  transactionId?: string;

  constructor(terms: PaymentTerms, now: number) {
    this.kind = terms.kind;
    this.outTradeNo = terms.outTradeNo;
    this.tradeType = terms.tradeType;
    this.appId = terms.appId;
    this.notifyUrl = terms.notifyUrl;
    this.orders = terms.orders;
    this.contents = terms.contents;
    this.signType = terms.signType;
    this.openid = terms.openid;
    this.#expiresAt = terms.expiresAt;
    this.#prepayId = newPrepayId(now);
    this.#issuedAt = now;
  }

  get prepayId(): string {
    return this.#prepayId;
  }

  get codeUrl(): string {
    return `weixin://wxpay/bizpayurl?pr=${this.code}`;
  }

  /** Fen. */
  get total(): number {
    return this.orders.reduce((sum, { total }) => sum + total, 0);
  }

  get description(): string {
    return this.orders.map(({ description }) => description).join('、');
  }

  get isPaid(): boolean {
    return this.orders.every((order) => order.isPaid);
  }

  /** Whether a payer can still pay. */
  isOpen(now: number): boolean {
    const isLate = this.#expiresAt !== undefined && this.#expiresAt <= now;
    return !isLate && this.#issuedAt + PREPAY_LIFE > now && this.orders.every((order) => order.isOpen);
  }

  /** Asked for once more: a prepay id that has died is replaced. */
  renew(now: number): void {
    if (this.#issuedAt + PREPAY_LIFE > now) return;
    this.#prepayId = newPrepayId(now);
    this.#issuedAt = now;
  }

  pay(now: number, openid: string): void {
    this.openid = openid;
    for (const order of this.orders) order.pay(now, openid);
    this.transactionId = this.kind === 'combine' ? newTransactionId(now) : this.orders[0]?.transactionId;
  }
}
