export type * from '../catalog/pay.js';
export type {
  PayFundFlowBillOptions,
  PaySubMerchantFundFlowBillOptions,
  PayTradeBillOptions,
} from './bill/bill.options.js';
export { type PayBillRow, type PayBillRows, readBill } from './bill/bill.reader.js';
export * from './bill/bill.service.js';
export type { PayBill, SealedPayBill } from './bill/bill.stream.js';
export * from './bill/sub-merchant-bill.service.js';
export * from './combine-transaction.service.js';
export * from './complaint/complaint-notification.service.js';
export * from './complaint/complaint.service.js';
export type { ComplaintSpan } from './complaint/complaint.span.js';
export { type Fen, fen, inYuan, yuan } from './fen.js';
export type { AppPayment, JsapiPayment } from './front-end.js';
export * from './marketing/coupon.service.js';
export * from './marketing/merchant-coupon.service.js';
export * from './media.service.js';
export type {
  PayEvent,
  PayEventPattern,
  PayNotification,
  PayV2Event,
  PayV2Notice,
} from './notification/notification.types.js';
export { WeChatPayNotify } from './notification/wechat-pay-notify.decorator.js';
export * from './partner/partner-pay-score.service.js';
export * from './partner/partner-profit-sharing.service.js';
export * from './partner/partner-transaction.service.js';
export * from './partner/partner-transfer.service.js';
export { PaySubMerchant } from './partner/sub-merchant.js';
export type { PayOptions, PayV2Certificate } from './pay-options.interface.js';
export * from './pay-score.service.js';
export type { PayAnswer, PayBody, PayQuery, PayRoute } from './pay.api.js';
export { pay } from './pay.definition.js';
export * from './profit-sharing.service.js';
export * from './refund.service.js';
export * from './transaction.service.js';
export type { PayTransferConfirmation } from './transfer/transfer.confirmation.js';
export type { PayTransferReceipt } from './transfer/transfer.receipt.js';
export * from './transfer/transfer.service.js';
export * from './v2/micropay.service.js';
export * from './v2/red-pack.service.js';
export * from './v2/refund.service.js';
export { PaySimulationService, type PaySimulationCase } from './v2/simulation.service.js';
export { WeChatPayV2 } from './v2/wechat-pay-v2.js';
export { WeChatPay } from './wechat-pay.js';
