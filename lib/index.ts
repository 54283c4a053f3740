export {
  type AccountOptions,
  ImageService,
  OcrService,
  type OcrMode,
  OpenApiService,
  type Picture,
  SubscribeTemplateService,
} from './account/index.js';
export {
  type CallbackContext,
  type CallbackOptions,
  ClientOf,
  Context,
  type FieldMatcher,
  type HandlerFilter,
  Message,
  Reply,
  reply,
  type ReplyArticle,
  type ReplyMusic,
  type ReplyVideo,
  WECHAT_CONTEXT_TYPE,
  WeChatEvent,
  WeChatHandlers,
  WeChatMessage,
} from './callback/index.js';
export type * from './catalog/index.js';
export {
  type ClientDefinition,
  type ClientHealth,
  getWeChatToken,
  InjectWeChat,
  type RequestOptions,
  type UntypedRequestOptions,
  type UntypedRoute,
  WeChatClient,
  WeChatClients,
} from './client/index.js';
export {
  type ApiRefusal,
  type HttpFailure,
  WeChatApiError,
  WeChatConfigError,
  WeChatDecryptError,
  WeChatError,
  WeChatHttpError,
  WeChatParseError,
  WeChatSignatureError,
  WeChatTimeoutError,
} from './common/index.js';
export { type HttpOptions, type ProxyOptions, uploadFrom } from './http/index.js';
export type { HubClientOptions } from './hub/index.js';
export { JsSdkService } from './js-sdk/index.js';
export * from './mini-program/index.js';
export * from './official-account/index.js';
export { type StoredToken, WeChatCoordination, WeChatStorage } from './storage/index.js';
export type { RefreshOptions, TokenHealth } from './token/index.js';
export { WeChatModule } from './wechat.module.js';
export type {
  WeChatModuleAsyncOptions,
  WeChatModuleOptions,
  WeChatOptionsFactory,
} from './wechat-options.interface.js';
