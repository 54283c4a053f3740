// The entry point `nestjs-wechat-sdk/catalog`: the typed endpoints of every product, for those who write their own tools.
export type * from './callback.interfaces.js';
export type * from './endpoint-traits.interface.js';
export type * from './pay-v2.interfaces.js';
export type * from './upload-file.interface.js';
export type * from './generated/official.callbacks.js';
export type * from './generated/official.endpoints.js';
export type * from './generated/pay-v2.endpoints.js';
export type * from './generated/pay-v3.endpoints.js';
export type * from './generated/pay.notifications.js';
export type * from './generated/work.callbacks.js';
export type * from './generated/work.endpoints.js';
export type * from './work.interfaces.js';
export {
  type CatalogProduct,
  type EndpointFact,
  type FieldFacts,
  type FieldType,
  readFacts,
} from './facts.reader.js';
