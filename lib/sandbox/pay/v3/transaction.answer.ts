import type { OrderState } from '../order.state.js';
import { rfc3339 } from '../pay.times.js';
import { stateText } from '../trade-state.texts.js';

function payerOf({ openid, parties }: OrderState): object {
  if (parties.subMchId === undefined) return { openid };
  return parties.subAppId === undefined ? { sp_openid: openid } : { sp_openid: openid, sub_openid: openid };
}

function partiesOf({ parties: { mchId, appId, subMchId, subAppId } }: OrderState): object {
  return subMchId === undefined
    ? { mchid: mchId, appid: appId }
    : {
        sp_mchid: mchId,
        sp_appid: appId,
        sub_mchid: subMchId,
        ...(subAppId === undefined ? {} : { sub_appid: subAppId }),
      };
}

/** An order, as queries and notifications tell of it: a direct one's, or a partner's. */
export function transactionAnswer(order: OrderState): object {
  const { outTradeNo, tradeType, state, total, currency, attach = '', transactionId, paidAt } = order;
  const told = {
    ...partiesOf(order),
    out_trade_no: outTradeNo,
    trade_type: tradeType,
    trade_state: state,
    trade_state_desc: stateText(state),
    attach,
  };
  if (paidAt === undefined) return { ...told, amount: { total, currency } };
  return {
    ...told,
    transaction_id: transactionId,
    bank_type: 'OTHERS',
    success_time: rfc3339(paidAt),
    payer: payerOf(order),
    amount: { total, payer_total: total, currency, payer_currency: currency },
  };
}
