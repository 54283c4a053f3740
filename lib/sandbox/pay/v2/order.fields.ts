import type { OrderState } from '../order.state.js';
import { compactTime } from '../pay.times.js';
import { stateText } from '../trade-state.texts.js';
import type { V2Fields } from './v2.message.js';

/** Whose an order is, as every message about it says. */
export const partyFields = ({ parties }: OrderState): V2Fields => ({
  appid: parties.appId,
  mch_id: parties.mchId,
  sub_appid: parties.subAppId,
  sub_mch_id: parties.subMchId,
});

/** How an order was paid. */
function paidFields({
  openid,
  tradeType,
  total,
  currency,
  transactionId,
  outTradeNo,
  attach,
  paidAt,
}: OrderState): V2Fields {
  return {
    openid,
    is_subscribe: 'N',
    trade_type: tradeType,
    bank_type: 'OTHERS',
    total_fee: total,
    fee_type: currency,
    cash_fee: total,
    transaction_id: transactionId,
    out_trade_no: outTradeNo,
    attach,
    time_end: paidAt === undefined ? undefined : compactTime(paidAt),
  };
}

/** An order that was paid, as its answer tells of it. */
export const paidOrder = (order: OrderState): V2Fields => ({ ...partyFields(order), ...paidFields(order) });

/** An order in whichever state, as queries tell of it. */
export function orderState(order: OrderState): V2Fields {
  const { state, outTradeNo, attach, paidAt } = order;
  return {
    ...partyFields(order),
    ...(paidAt === undefined ? { out_trade_no: outTradeNo, attach } : paidFields(order)),
    trade_state: state,
    trade_state_desc: stateText(state),
  };
}

/** An order that was paid, as the application is notified of it. 支付结果通知 */
export const orderNotice = (order: OrderState): V2Fields => ({ result_code: 'SUCCESS', ...paidOrder(order) });
