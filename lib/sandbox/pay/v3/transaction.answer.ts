import type { SandboxTradeState } from '../../interfaces/merchant-order.interface.js';
import type { OrderState } from '../order.state.js';
import { rfc3339 } from '../pay.times.js';

const STATE_TEXTS: Readonly<Record<SandboxTradeState, string>> = {
  NOTPAY: '订单未支付',
  USERPAYING: '用户支付中',
  SUCCESS: '支付成功',
  REFUND: '订单发生过退款',
  CLOSED: '订单已关闭',
  REVOKED: '订单已撤销',
  PAYERROR: '支付失败',
};

export const stateText = (state: SandboxTradeState): string => STATE_TEXTS[state];

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
