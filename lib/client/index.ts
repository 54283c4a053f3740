export { ApiCaller, type CallContents, type CallerSetup, TOKEN_REFUSED } from './api.caller.js';
export { ApiClient, type AppClient } from './api-client.js';
export { SECRET_NEEDED } from './client.messages.js';
export { CatalogClient } from './catalog-client.js';
export { getWeChatToken, WECHAT_CONTEXT_TYPE } from './client.tokens.js';
export { InjectWeChat } from './decorators/inject-wechat.decorator.js';
export type {
  CallbackAnswer,
  CallbackProtocol,
  CallbackRequest,
  OpenedPush,
  Push,
  Unfolding,
} from './interfaces/callback-protocol.interface.js';
export type { AccountsInCare, Component } from './interfaces/component.interface.js';
export type {
  ClientDefinition,
  ClientRegistration,
  ClientRooms,
  Inbound,
} from './interfaces/client-definition.interface.js';
export type * from './interfaces/request.types.js';
export type * from './interfaces/web-login.interface.js';
export { TokenChecker } from './token-checker.js';
export { WeChatClient } from './wechat-client.js';
export { type ClientHealth, type RegistryWatcher, WeChatClients } from './wechat-clients.js';
