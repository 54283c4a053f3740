export { eachItem } from '../common/index.js';
export type { AccountApi, BodyOf, OfficialAnswer } from './account.api.js';
export {
  componentOf,
  keysOf,
  messageProtocolOf,
  openAccount,
  type OpenedAccount,
} from './account.opening.js';
export { checkOptions } from './account.options.js';
export type { AccountOptions } from './account-options.interface.js';
export { ImageService } from './image.service.js';
export { OcrService, type OcrMode } from './ocr.service.js';
export { OpenApiService } from './open-api.service.js';
export { type PaidOrder, paymentOf } from './paid-order.js';
export { batchesOf, checkIndex, checkPage, eachOpenid } from './paging.js';
export { type Picture, partsOf } from './picture.js';
export { splitText } from './split-text.js';
export { SubscribeTemplateService } from './subscribe-template.service.js';
