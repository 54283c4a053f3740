export type { CallEnvelope, CallSealing, SealedBody } from './call-envelope.interface.js';
export type { CallOrigin, HttpCall, QueryValues } from './http-call.interface.js';
export type { HttpOptions, ProxyOptions } from './http-options.interface.js';
export { pathOf } from './request.encoder.js';
export { isRepeatable, isSpent } from './retry.js';
export { uploadFrom } from './upload-from.js';
export { WeChatHttp } from './wechat-http.service.js';
