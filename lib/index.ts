export {
  type AccountOptions,
  ImageService,
  OcrService,
  type OcrMode,
  OpenApiService,
  type PaidOrder,
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
  type InboxDefinition,
  Message,
  type NamedDecorator,
  Reply,
  reply,
  type ReplyArticle,
  type ReplyMusic,
  type ReplyVideo,
  WeChatEvent,
  WeChatHandlers,
  WeChatInfo,
  WeChatMessage,
  WithoutInbox,
} from './callback/index.js';
export type * from './catalog/index.js';
export {
  ApiClient,
  type AppClient,
  type ClientDefinition,
  type ClientHealth,
  getWeChatToken,
  InjectWeChat,
  type LoginGrant,
  type LoginIdentity,
  type LoginUser,
  type RequestOptions,
  type UntypedRequestOptions,
  type UntypedRoute,
  type UserTokens,
  WECHAT_CONTEXT_TYPE,
  WeChatClient,
  WeChatClients,
} from './client/index.js';
export {
  type ApiRefusal,
  type HttpFailure,
  type PayRefusal,
  WeChatApiError,
  WeChatAuthorizationError,
  WeChatClockError,
  WeChatConfigError,
  WeChatDecryptError,
  WeChatError,
  WeChatHttpError,
  WeChatParseError,
  WeChatPayError,
  WeChatSignatureError,
  WeChatStorageError,
  WeChatTimeoutError,
} from './common/index.js';
export type { ApiSecurityOptions, SealedRoute } from './api-security/index.js';
export {
  type CallbackReport,
  type CallReport,
  type HandlerReport,
  type RefusalReport,
  type TokenReport,
  type WeChatChannel,
  wechatChannels,
} from './diagnostics/index.js';
export { type HttpOptions, type ProxyOptions, uploadFrom } from './http/index.js';
export {
  type HubClientOptions,
  type HubExposure,
  type HubTokenKey,
  WeChatHub,
  WeChatHubModule,
  type WeChatHubModuleAsyncOptions,
  type WeChatHubOptions,
  WeChatSpringboard,
} from './hub/index.js';
export {
  type AddCardConfig,
  type AddCardOptions,
  type ChooseCardConfig,
  type ChooseCardOptions,
  type GivenSignature,
  type JsSdkConfig,
  type JsSdkConfigOptions,
  type JsSdkExplanation,
  JsSdkService,
} from './js-sdk/index.js';
export * from './mini-program/index.js';
export {
  type AuthorizeUrlOptions,
  type LoginFailureReason,
  type LoginOptions,
  WebPageService,
  WeChatLogin,
  WeChatLoginException,
  type WeChatLoginOptions,
  WeChatOAuth,
  WeChatOAuthGuard,
  WeChatUser,
} from './oauth/index.js';
export * from './official-account/index.js';
export * from './open-platform/index.js';
export {
  type CredentialStore,
  type EngineDefinition,
  type Lease,
  type LockOptions,
  type OnceOptions,
  type OnceRun,
  type OnceTask,
  type StoredToken,
  WeChatCoordination,
  WeChatCredentials,
  type WeChatEngine,
  WeChatStorage,
} from './storage/index.js';
export type { RefreshOptions, TokenHealth } from './token/index.js';
export * from './website-app/index.js';
export { WeChatModule } from './wechat.module.js';
export type {
  WeChatModuleAsyncOptions,
  WeChatModuleOptions,
  WeChatOptionsFactory,
} from './wechat-options.interface.js';
