import type { PayV2SignType } from '../../crypto/index.js';
import type { SandboxTradeType } from '../interfaces/merchant-order.interface.js';
import type { MerchantState } from './merchant.state.js';
import { canonical, checkAmount, checkOutTradeNo, checkParties, readExpiry } from './order.rules.js';
import { type OrderParties, OrderState } from './order.state.js';
import { paramError } from './pay.refusal.js';
import type { PaymentKind, PaymentState } from './payment.state.js';

/** What a v3 body says of an order, whoever places it. */
export interface OrderBody {
  readonly description: string;
  readonly out_trade_no: string;
  readonly time_expire?: string;
  readonly attach?: string;
  readonly notify_url?: string;
  readonly amount: { readonly total: number; readonly currency?: string };
}

/** An order as it is asked for, by whichever interface. */
export interface Placing {
  readonly kind: Exclude<PaymentKind, 'combine'>;
  readonly tradeType: SandboxTradeType;
  readonly parties: OrderParties;
  readonly openid?: string;
  /** Of v2. */
  readonly signType?: PayV2SignType;
}

/** @throws {PayRefusal} when it is no order WeChat Pay would take */
export function placeOrder(merchant: MerchantState, placing: Placing, body: OrderBody): PaymentState {
  const { kind, tradeType, parties, openid, signType } = placing;
  const { out_trade_no: outTradeNo, description, attach, notify_url: notifyUrl, amount } = body;
  checkParties(merchant, parties);
  checkOutTradeNo(outTradeNo);
  checkAmount(amount.total, 'amount.total');
  if (tradeType === 'JSAPI' && !openid) throw paramError('payer.openid 不能为空');
  const { total, currency } = amount;
  const terms = { outTradeNo, tradeType, notifyUrl, openid };
  return merchant.book.place({
    ...terms,
    kind,
    appId: parties.appId,
    expiresAt: readExpiry(body.time_expire, merchant.now()),
    orders: [new OrderState({ ...terms, parties, description, total, currency, attach })],
    contents: canonical([tradeType, body]),
    signType,
  });
}
