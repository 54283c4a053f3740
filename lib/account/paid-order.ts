/** The payment a union id is asked for: by WeChat's number, or by the merchant's own. */
export type PaidOrder = { transactionId: string } | { mchId: string; outTradeNo: string };

interface PaymentQuery {
  transaction_id?: string;
  mch_id?: string;
  out_trade_no?: string;
}

/** A payment as `GET /wxa/getpaidunionid` takes it. */
export function paymentOf(order: PaidOrder | undefined): PaymentQuery {
  if (!order) return {};
  return 'transactionId' in order
    ? { transaction_id: order.transactionId }
    : { mch_id: order.mchId, out_trade_no: order.outTradeNo };
}
