import type { SandboxTradeType } from '../../../interfaces/merchant-order.interface.js';
import { payByCode, reverseOrder } from '../../code-payment.js';
import type { MerchantState } from '../../merchant.state.js';
import { type OrderBody, placeOrder } from '../../order.placing.js';
import { checkMerchant } from '../../order.rules.js';
import { closeOrder, findOrder } from '../../order.desk.js';
import type { PaymentState } from '../../payment.state.js';
import type { PayPage } from '../pay-call.interface.js';
import { transactionAnswer } from '../transaction.answer.js';

interface DirectBody extends OrderBody {
  readonly mchid: string;
  readonly appid: string;
  /** A code to be scanned is another one each time. */
  readonly payer?: object;
}

function place(
  merchant: MerchantState,
  tradeType: SandboxTradeType,
  body: DirectBody,
  openid?: string,
): PaymentState {
  const parties = { mchId: body.mchid, appId: body.appid };
  return placeOrder(merchant, { kind: 'direct', tradeType, parties, openid }, body);
}

/** 直连商户下单、查单、关单 @see https://pay.weixin.qq.com/doc/v3/merchant/4012791856 */
export const transactionPage: PayPage = {
  'POST /v3/pay/transactions/jsapi': ({ merchant, body }) => ({
    prepay_id: place(merchant, 'JSAPI', body, body.payer.openid).prepayId,
  }),
  'POST /v3/pay/transactions/app': ({ merchant, body }) => ({
    prepay_id: place(merchant, 'APP', body).prepayId,
  }),
  'POST /v3/pay/transactions/h5': ({ merchant, body }) => ({
    h5_url: merchant.cashierUrl(place(merchant, 'MWEB', body)),
  }),
  'POST /v3/pay/transactions/native': ({ merchant, body }) => ({
    code_url: place(merchant, 'NATIVE', body).codeUrl,
  }),
  'POST /v3/pay/transactions/codepay': ({ merchant, body }) =>
    transactionAnswer(
      payByCode(merchant, place(merchant, 'MICROPAY', { ...body, payer: undefined }), body.payer.auth_code),
    ),
  'POST /v3/pay/transactions/out-trade-no/{out_trade_no}/reverse'({ merchant, path, body }) {
    checkMerchant(merchant, body.mchid);
    reverseOrder(merchant, findOrder(merchant, { outTradeNo: path.out_trade_no }));
    return { mchid: body.mchid, appid: body.appid, out_trade_no: path.out_trade_no };
  },
  'GET /v3/pay/transactions/id/{transaction_id}'({ merchant, path, query }) {
    checkMerchant(merchant, query.mchid);
    return transactionAnswer(findOrder(merchant, { transactionId: path.transaction_id }));
  },
  'GET /v3/pay/transactions/out-trade-no/{out_trade_no}'({ merchant, path, query }) {
    checkMerchant(merchant, query.mchid);
    return transactionAnswer(findOrder(merchant, { outTradeNo: path.out_trade_no }));
  },
  'POST /v3/pay/transactions/out-trade-no/{out_trade_no}/close'({ merchant, path, body }) {
    checkMerchant(merchant, body.mchid);
    closeOrder(findOrder(merchant, { outTradeNo: path.out_trade_no }));
    return undefined;
  },
};
