import type { OrderState } from '../order.state.js';
import { rfc3339 } from '../pay.times.js';
import type { PaymentState } from '../payment.state.js';

function subOrderAnswer(order: OrderState): object {
  const {
    parties,
    outTradeNo,
    tradeType,
    state,
    total,
    currency,
    attach = '',
    transactionId,
    paidAt,
  } = order;
  return {
    mchid: parties.mchId,
    ...(parties.subMchId === undefined ? {} : { sub_mchid: parties.subMchId }),
    out_trade_no: outTradeNo,
    trade_type: tradeType,
    trade_state: state,
    attach,
    ...(paidAt === undefined
      ? { amount: { total_amount: total, currency } }
      : {
          transaction_id: transactionId,
          bank_type: 'OTHERS',
          success_time: rfc3339(paidAt),
          amount: { total_amount: total, currency, payer_amount: total, payer_currency: currency },
        }),
  };
}

/** Combined orders, as queries and notifications tell of them. 合单 */
export function combineAnswer(payment: PaymentState, combineMchId: string): object {
  const { appId, outTradeNo, transactionId, orders, openid } = payment;
  return {
    combine_appid: appId,
    combine_mchid: combineMchId,
    combine_out_trade_no: outTradeNo,
    ...(transactionId === undefined ? {} : { combine_transaction_id: transactionId }),
    sub_orders: orders.map(subOrderAnswer),
    combine_payer_info: { openid },
  };
}
