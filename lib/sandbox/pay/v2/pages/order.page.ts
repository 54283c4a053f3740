import type { PayV2SignType } from '../../../../crypto/index.js';
import type { SandboxTradeType } from '../../../interfaces/merchant-order.interface.js';
import { payByCode, reverseOrder } from '../../code-payment.js';
import type { MerchantState } from '../../merchant.state.js';
import { closeOrder, findOrder } from '../../order.desk.js';
import { placeOrder } from '../../order.placing.js';
import type { OrderState } from '../../order.state.js';
import { paramError } from '../../pay.refusal.js';
import type { PaymentState } from '../../payment.state.js';
import { orderState, paidOrder, partyFields } from '../order.fields.js';
import { signTypeOf } from '../v2.message.js';
import type { V2Page } from '../v2-call.interface.js';

interface OrderTexts {
  readonly mch_id?: string;
  readonly appid: string;
  readonly sub_mch_id?: string;
  readonly sub_appid?: string;
  readonly body: string;
  readonly out_trade_no: string;
  readonly total_fee: string;
  readonly fee_type?: string;
  readonly attach?: string;
  readonly notify_url?: string;
  readonly time_expire?: string;
}

const TRADE_TYPES: readonly string[] = ['JSAPI', 'NATIVE', 'APP', 'MWEB'] satisfies SandboxTradeType[];
const isTradeType = (text: string): text is SandboxTradeType => TRADE_TYPES.includes(text);
const TIME = /^(\d{4})(\d\d)(\d\d)(\d\d)(\d\d)(\d\d)$/;

function place(
  merchant: MerchantState,
  tradeType: SandboxTradeType,
  texts: OrderTexts,
  openid?: string,
): PaymentState {
  const { mch_id: mchId = merchant.mchId, appid: appId, sub_mch_id: subMchId, sub_appid: subAppId } = texts;
  const signType: PayV2SignType = signTypeOf({ ...texts });
  const parties = { mchId, appId, subMchId, subAppId };
  return placeOrder(
    merchant,
    { kind: 'v2', tradeType, parties, openid, signType },
    {
      description: texts.body,
      out_trade_no: texts.out_trade_no,
      attach: texts.attach,
      notify_url: texts.notify_url,
      time_expire: texts.time_expire?.replace(TIME, '$1-$2-$3T$4:$5:$6+08:00'),
      amount: { total: Number(texts.total_fee), currency: texts.fee_type },
    },
  );
}

const find = (
  merchant: MerchantState,
  {
    out_trade_no: outTradeNo,
    transaction_id: transactionId,
  }: { out_trade_no?: string; transaction_id?: string },
): OrderState => {
  if (outTradeNo === undefined && transactionId === undefined)
    throw paramError('out_trade_no 与 transaction_id 须填其一');
  return findOrder(merchant, { outTradeNo, transactionId });
};

/** 付款码支付、统一下单、查单、关单、撤销 @see https://pay.weixin.qq.com/doc/v2/merchant/4011937125 */
export const orderPage: V2Page = {
  'POST /pay/unifiedorder'({ merchant, body }) {
    const { trade_type: tradeType, openid, sub_openid } = body;
    if (!isTradeType(tradeType)) throw paramError(`trade_type ${tradeType} 无效`);
    const payment = place(merchant, tradeType, body, openid ?? sub_openid);
    return {
      ...partyFields(payment.orders[0] as OrderState),
      device_info: body.device_info,
      trade_type: tradeType,
      prepay_id: payment.prepayId,
      code_url: tradeType === 'NATIVE' ? payment.codeUrl : undefined,
      mweb_url: tradeType === 'MWEB' ? merchant.cashierUrl(payment) : undefined,
    };
  },
  'POST /pay/micropay': ({ merchant, body }) =>
    paidOrder(payByCode(merchant, place(merchant, 'MICROPAY', body), body.auth_code)),
  'POST /pay/orderquery': ({ merchant, body }) => orderState(find(merchant, body)),
  'POST /pay/closeorder'({ merchant, body }) {
    const order = find(merchant, body);
    closeOrder(order);
    return partyFields(order);
  },
  'POST /secapi/pay/reverse'({ merchant, body }) {
    const order = find(merchant, body);
    reverseOrder(merchant, order);
    return { ...partyFields(order), recall: 'N' };
  },
  'POST /tools/authcodetoopenid': ({ merchant, body }) => ({
    appid: body.appid,
    mch_id: merchant.mchId,
    openid: merchant.codes.holderOf(body.auth_code).openid,
  }),
};
