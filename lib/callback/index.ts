export type { CallbackContext } from './callback-context.interface.js';
export { CALLBACK_OPTIONS, type CallbackOptions, DEFAULT_CALLBACK } from './callback-options.interface.js';
export { callbackProviders } from './callback.providers.js';
export {
  ClientOf,
  Context,
  Message,
  WeChatEvent,
  WeChatHandlers,
  WeChatMessage,
} from './decorators/index.js';
export type { FieldMatcher, HandlerFilter } from './handler-pattern.interface.js';
export { MessageProtocol, type MessageProtocolOptions } from './message.protocol.js';
export { Reply, reply, type ReplyArticle, type ReplyMusic, type ReplyVideo } from './reply.js';
