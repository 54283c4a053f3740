// The door for WeChat Pay: whoever takes no payments loads neither its types nor its traits.
export type { EndpointTraits, FieldPath } from './endpoint-traits.interface.js';
export type { UploadFile } from './upload-file.interface.js';
export type * from './generated/pay-v2.endpoints.js';
export { payV2Traits } from './generated/pay-v2.traits.js';
export type * from './generated/pay-v3.endpoints.js';
export { payV3Traits } from './generated/pay-v3.traits.js';
export * from './generated/pay.notifications.js';
export type { PayV2AnswerBase, PayV2NoticeBase } from './pay-v2.interfaces.js';
