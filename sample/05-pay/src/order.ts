import type { Good } from './goods.js';

/** How a person pays (at a computer, in a phone's browser, inside WeChat), and what leads them to the cashier. */
export type Payment =
  | { readonly way: 'native'; readonly code_url: string }
  | { readonly way: 'h5'; readonly h5_url: string }
  | { readonly way: 'jsapi'; readonly prepay_id: string };

export type OrderState = 'unpaid' | 'paid' | 'refunding' | 'refunded' | 'closed';

/** By whom the shop learns of a payment: WeChat Pay tells it, or is asked. */
export type Source = 'notification' | 'query';

/** What somebody buys. */
export interface Order {
  /** 商户订单号: `out_trade_no` for WeChat Pay. */
  readonly number: string;
  readonly good: Good;
  readonly payment: Payment;
  readonly state: OrderState;
  /** When it came to be in that state, in milliseconds. */
  readonly since: number;
  /** 微信支付订单号, once it is paid. */
  readonly transactionId?: string | undefined;
  /** How the shop has learnt its state. */
  readonly source?: Source;
}

/** An order has one refund, of all of it: who asks twice gets the same one, since it has the same number. */
export const refundNumberOf = ({ number }: Order): string => `R${number}`;
