// The door for WeCom: whoever has no corporation loads neither its types nor its traits.
export type { OneOrMany } from './callback.interfaces.js';
export type { CallerKind, EndpointTraits, FieldPath, TokenKind } from './endpoint-traits.interface.js';
export type { UploadFile } from './upload-file.interface.js';
export * from './generated/work.callbacks.js';
export type * from './generated/work.endpoints.js';
export { workTraits } from './generated/work.traits.js';
export type * from './work.interfaces.js';
