import type { SandboxTradeType } from '../../../interfaces/merchant-order.interface.js';
import { payByCode, reverseOrder } from '../../code-payment.js';
import type { MerchantState } from '../../merchant.state.js';
import { closeOrder, findOrder } from '../../order.desk.js';
import { type OrderBody, placeOrder } from '../../order.placing.js';
import { checkMerchant } from '../../order.rules.js';
import type { OrderState } from '../../order.state.js';
import type { PaymentState } from '../../payment.state.js';
import type { PayPage } from '../pay-call.interface.js';
import { transactionAnswer } from '../transaction.answer.js';

interface PartnerBody extends OrderBody {
  readonly sp_mchid: string;
  readonly sp_appid?: string;
  readonly sub_mchid: string;
  readonly sub_appid?: string;
  /** A code to be scanned is another one each time. */
  readonly payer?: object;
}

function place(
  merchant: MerchantState,
  tradeType: SandboxTradeType,
  body: PartnerBody,
  openid?: string,
): PaymentState {
  const { sp_mchid: mchId, sp_appid, sub_mchid: subMchId, sub_appid: subAppId } = body;
  const parties = { mchId, appId: sp_appid ?? subAppId ?? '', subMchId, subAppId };
  return placeOrder(merchant, { kind: 'partner', tradeType, parties, openid }, body);
}

/** Whose order is meant. */
interface Parties {
  readonly sp_mchid: string;
  readonly sub_mchid: string;
}

function find(
  merchant: MerchantState,
  { sp_mchid, sub_mchid: subMchId }: Parties,
  number: { outTradeNo: string } | { transactionId: string },
): OrderState {
  checkMerchant(merchant, sp_mchid);
  return findOrder(merchant, { ...number, subMchId });
}

/** 服务商下单、查单、关单 @see https://pay.weixin.qq.com/doc/v3/partner/4012738519 */
export const partnerTransactionPage: PayPage = {
  'POST /v3/pay/partner/transactions/jsapi': ({ merchant, body }) => ({
    prepay_id: place(merchant, 'JSAPI', body, body.payer.sp_openid ?? body.payer.sub_openid).prepayId,
  }),
  'POST /v3/pay/partner/transactions/app': ({ merchant, body }) => ({
    prepay_id: place(merchant, 'APP', body).prepayId,
  }),
  'POST /v3/pay/partner/transactions/h5': ({ merchant, body }) => ({
    h5_url: merchant.cashierUrl(place(merchant, 'MWEB', body)),
  }),
  'POST /v3/pay/partner/transactions/native': ({ merchant, body }) => ({
    code_url: place(merchant, 'NATIVE', body).codeUrl,
  }),
  'POST /v3/pay/partner/transactions/codepay': ({ merchant, body }) =>
    transactionAnswer(
      payByCode(merchant, place(merchant, 'MICROPAY', { ...body, payer: undefined }), body.payer.auth_code),
    ),
  'POST /v3/pay/partner/transactions/out-trade-no/{out_trade_no}/reverse'({ merchant, path, body }) {
    reverseOrder(merchant, find(merchant, body, { outTradeNo: path.out_trade_no }));
    return { sp_mchid: body.sp_mchid, sub_mchid: body.sub_mchid, out_trade_no: path.out_trade_no };
  },
  'GET /v3/pay/partner/transactions/id/{transaction_id}': ({ merchant, path, query }) =>
    transactionAnswer(find(merchant, query, { transactionId: path.transaction_id })),
  'GET /v3/pay/partner/transactions/out-trade-no/{out_trade_no}': ({ merchant, path, query }) =>
    transactionAnswer(find(merchant, query, { outTradeNo: path.out_trade_no })),
  'POST /v3/pay/partner/transactions/out-trade-no/{out_trade_no}/close'({ merchant, path, body }) {
    closeOrder(find(merchant, body, { outTradeNo: path.out_trade_no }));
    return undefined;
  },
};
