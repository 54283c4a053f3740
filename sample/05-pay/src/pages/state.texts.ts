import type { OrderState } from '../order.js';

/** What people read of an order. */
export const STATES: Readonly<Record<OrderState, readonly [chinese: string, english: string]>> = {
  unpaid: ['待支付', 'Not paid yet'],
  paid: ['已支付', 'Paid'],
  refunding: ['退款中', 'Refund on its way'],
  refunded: ['已退款', 'Refunded'],
  closed: ['已关闭', 'Closed'],
};
