export { AddressedProtocol } from './addressed.protocol.js';
export type { CallbackContext } from './callback-context.interface.js';
export {
  type CallbackInbox,
  type InboxDefinition,
  type InboxEntry,
  type KeptPush,
  KeptPushError,
  type RunKept,
} from './callback.inbox.js';
export {
  CALLBACK_OPTIONS,
  type CallbackOptions,
  DEFAULT_CALLBACK,
  type ResolvedCallback,
} from './callback-options.interface.js';
export { CallbackRefusal } from './callback.refusal.js';
export { callbackProviders } from './callback.providers.js';
export { beforeDeadline, TOO_LATE } from './deadline.js';
export {
  ClientOf,
  Context,
  Message,
  WeChatEvent,
  WeChatHandlers,
  WeChatInfo,
  WeChatMessage,
  WithoutInbox,
} from './decorators/index.js';
export { type NamedDecorator, namedDecorator } from './decorators/named.decorator.js';
export { createHandlerDecorator, type HandlerDecorator } from './decorators/wechat-handler.decorator.js';
export type { FieldMatcher, HandlerFilter, HandlerPattern } from './handler-pattern.interface.js';
export { CONTENT_TYPES, type MessageForm, readAs, readBody, writeAs } from './message.form.js';
export { MessageProtocol, type MessageRules, SUCCESS } from './message.protocol.js';
export { identityOf, noReply, replyTree, reviveReply, textOf, toReply } from './message.reading.js';
export { MessageSeal, type OpenedSeal, type SealOptions } from './message.seal.js';
export {
  Reply,
  reply,
  type ReplyArticle,
  type ReplyMusic,
  type ReplyVideo,
  UnsendableReply,
} from './reply.js';
