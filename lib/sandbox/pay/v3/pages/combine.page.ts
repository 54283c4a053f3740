import type { SandboxTradeType } from '../../../interfaces/merchant-order.interface.js';
import type { MerchantState } from '../../merchant.state.js';
import { closeOrder } from '../../order.desk.js';
import {
  canonical,
  checkAmount,
  checkMerchant,
  checkOutTradeNo,
  checkSubMerchant,
  readExpiry,
} from '../../order.rules.js';
import { OrderState } from '../../order.state.js';
import { paramError, PayRefusal } from '../../pay.refusal.js';
import type { PaymentState } from '../../payment.state.js';
import { combineAnswer } from '../combine.answer.js';
import type { PayPage } from '../pay-call.interface.js';

const MOST_ORDERS = 50;

interface SubOrder {
  readonly mchid: string;
  readonly sub_mchid?: string;
  readonly sub_appid?: string;
  readonly attach?: string;
  readonly description: string;
  readonly out_trade_no: string;
  readonly amount: { readonly total_amount: number; readonly currency?: string };
}

interface CombineBody {
  readonly combine_appid: string;
  readonly combine_mchid: string;
  readonly combine_out_trade_no: string;
  readonly time_expire?: string;
  readonly notify_url?: string;
  readonly sub_orders: readonly SubOrder[];
  readonly combine_payer_info?: { readonly openid?: string };
}

function subOrderOf(
  merchant: MerchantState,
  sub: SubOrder,
  tradeType: SandboxTradeType,
  appId: string,
): OrderState {
  const { mchid, out_trade_no: outTradeNo, description, attach, amount } = sub;
  if (mchid !== merchant.mchId) checkSubMerchant(merchant, mchid);
  checkOutTradeNo(outTradeNo);
  checkAmount(amount.total_amount, 'sub_orders.amount.total_amount');
  const parties = { mchId: mchid, appId, subMchId: sub.sub_mchid, subAppId: sub.sub_appid };
  const { total_amount: total, currency } = amount;
  return new OrderState({ parties, outTradeNo, tradeType, description, total, currency, attach });
}

function place(merchant: MerchantState, tradeType: SandboxTradeType, body: CombineBody): PaymentState {
  const { combine_appid: appId, combine_out_trade_no: outTradeNo, sub_orders, notify_url: notifyUrl } = body;
  checkMerchant(merchant, body.combine_mchid);
  checkOutTradeNo(outTradeNo);
  if (sub_orders.length < 1 || sub_orders.length > MOST_ORDERS)
    throw paramError(`sub_orders 须有 1 到 ${MOST_ORDERS} 个子单`);
  const openid = body.combine_payer_info?.openid;
  if (tradeType === 'JSAPI' && !openid) throw paramError('combine_payer_info.openid 不能为空');
  return merchant.book.place({
    kind: 'combine',
    outTradeNo,
    tradeType,
    appId,
    notifyUrl,
    openid,
    expiresAt: readExpiry(body.time_expire, merchant.now()),
    orders: sub_orders.map((sub) => subOrderOf(merchant, sub, tradeType, appId)),
    contents: canonical([tradeType, body]),
  });
}

function find({ book }: MerchantState, isIt: (payment: PaymentState) => boolean): PaymentState {
  const payment = book.findPayment((one) => one.kind === 'combine' && isIt(one));
  if (!payment) throw new PayRefusal(404, 'ORDER_NOT_EXIST', '订单不存在');
  return payment;
}

/** 合单支付 @see https://pay.weixin.qq.com/doc/v3/merchant/4012556944 */
export const combinePage: PayPage = {
  'POST /v3/combine-transactions/jsapi': ({ merchant, body }) => ({
    prepay_id: place(merchant, 'JSAPI', body).prepayId,
  }),
  'POST /v3/combine-transactions/miniprogram': ({ merchant, body }) => ({
    prepay_id: place(merchant, 'JSAPI', body).prepayId,
  }),
  'POST /v3/combine-transactions/app': ({ merchant, body }) => ({
    prepay_id: place(merchant, 'APP', body).prepayId,
  }),
  'POST /v3/combine-transactions/h5': ({ merchant, body }) => ({
    h5_url: merchant.cashierUrl(place(merchant, 'MWEB', body)),
  }),
  'POST /v3/combine-transactions/native': ({ merchant, body }) => ({
    code_url: place(merchant, 'NATIVE', body).codeUrl,
  }),
  'GET /v3/combine-transactions/out-trade-no/{combine_out_trade_no}': ({ merchant, path }) =>
    combineAnswer(
      find(merchant, ({ outTradeNo }) => outTradeNo === path.combine_out_trade_no),
      merchant.mchId,
    ),
  'GET /v3/combine-transactions/id/{combine_transaction_id}': ({ merchant, path }) =>
    combineAnswer(
      find(merchant, ({ transactionId }) => transactionId === path.combine_transaction_id),
      merchant.mchId,
    ),
  'POST /v3/combine-transactions/out-trade-no/{combine_out_trade_no}/close'({ merchant, path, body }) {
    const { orders } = find(merchant, ({ outTradeNo }) => outTradeNo === path.combine_out_trade_no);
    const named = new Set(body.sub_orders.map(({ out_trade_no }) => out_trade_no));
    if (orders.length !== named.size || orders.some(({ outTradeNo }) => !named.has(outTradeNo)))
      throw paramError('sub_orders 与合单的子单不一致');
    for (const order of orders) closeOrder(order);
    return undefined;
  },
};
