export { type PayBillRow, type PayBillRows, readBill } from './bill/bill.reader.js';
export type {
  FundFlowBillOptions,
  SubMerchantFundFlowBillOptions,
  TradeBillOptions,
} from './bill/bill.options.js';
export type { PayBill, SealedPayBill } from './bill/bill.stream.js';
export * from './bill.service.js';
export * from './combine-transaction.service.js';
export type * from '../catalog/pay.js';
export * from './complaint-notification.service.js';
export * from './complaint.service.js';
export type { ComplaintSpan } from './complaint.span.js';
export * from './coupon.service.js';
export { type Fen, fen, inYuan, yuan } from './fen.js';
export type { AppPayment, JsapiPayment } from './front-end.js';
export type {
  PayEvent,
  PayEventPattern,
  PayNotification,
  PayV2Event,
  PayV2Notice,
} from './notification.types.js';
export * from './media.service.js';
export * from './merchant-coupon.service.js';
export * from './partner-pay-score.service.js';
export * from './partner-profit-sharing.service.js';
export * from './partner-transaction.service.js';
export * from './partner-transfer.service.js';
export * from './pay-score.service.js';
export type { PayAnswer, PayBody, PayQuery, PayRoute } from './pay.api.js';
export { pay } from './pay.definition.js';
export type { PayOptions, PayV2Certificate } from './pay-options.interface.js';
export * from './profit-sharing.service.js';
export * from './refund.service.js';
export * from './sub-merchant-bill.service.js';
export { PaySubMerchant } from './sub-merchant.js';
export * from './transaction.service.js';
export type { PayTransferConfirmation } from './transfer.confirmation.js';
export type { PayTransferReceipt } from './transfer.receipt.js';
export * from './transfer.service.js';
export { WeChatPay } from './wechat-pay.js';
export { WeChatPayNotify } from './wechat-pay-notify.decorator.js';
export * from './v2/micropay.service.js';
export * from './v2/red-pack.service.js';
export * from './v2/refund.service.js';
export { PaySimulationService, type PaySimulationCase } from './v2/simulation.service.js';
export { WeChatPayV2 } from './v2/wechat-pay-v2.js';
