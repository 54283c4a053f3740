export { type Fen, fen, inYuan, yuan } from './fen.js';
export type { AppPayment, JsapiPayment } from './front-end.js';
export { pay } from './pay.definition.js';
export type { PayOptions, PayV2Certificate } from './pay-options.interface.js';
export { PaySubMerchant } from './sub-merchant.js';
export * from './transaction.service.js';
export { WeChatPay } from './wechat-pay.js';
