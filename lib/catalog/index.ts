export type { CallerKind, EndpointTraits, FieldPath, TokenKind } from './endpoint-traits.interface.js';
export type { UploadFile } from './upload-file.interface.js';
export type { EventBase, InfoBase, MessageBase, OneOrMany, PushBase } from './callback.interfaces.js';
export { readFacts } from './facts.reader.js';
export type { CatalogProduct, EndpointFact, FieldFacts, FieldType } from './facts.reader.js';
export * from './generated/official.callbacks.js';
export * from './generated/official.endpoints.js';
export { officialTraits } from './generated/official.traits.js';
