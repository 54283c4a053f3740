export { notAnAnswer, withIdStrings } from './answer.decoder.js';
export { beginCall, type CallRecord, endCall } from './call.record.js';
export type { CallEnvelope, CallSealing, SealedBody } from './call-envelope.interface.js';
export { drawFrom } from './draw-from.js';
export type { ErrcodeHint, HintFor } from './errcode.hint.js';
export type {
  CallOrigin,
  ClientCertificate,
  Exchange,
  HttpAnswer,
  HttpCall,
  QueryValues,
} from './http-call.interface.js';
export { wasNotSent } from './http.failure.js';
export type { HttpOptions, ProxyOptions } from './http-options.interface.js';
export { checkHttpOptions, resolveBaseUrls } from './http.options.js';
export { type EncodedRequest, encodeForm, pathOf, targetOf } from './request.encoder.js';
export { isRepeatable, isSpent, withRetry } from './retry.js';
export { uploadFrom } from './upload-from.js';
export { WeChatHttp } from './wechat-http.service.js';
export { workHintFor } from './work-errcode.hints.js';
