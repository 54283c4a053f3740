export { workBot } from './bot.definition.js';
export type { TextSource } from './bot.stream.js';
export type { WorkBotCard } from './bot-card.interface.js';
export type {
  WorkBotChatType,
  WorkBotDisconnectedEvent,
  WorkBotEnterChatEvent,
  WorkBotEventBase,
  WorkBotEvents,
  WorkBotFeedbackEvent,
  WorkBotFileMessage,
  WorkBotImageMessage,
  WorkBotMedia,
  WorkBotMessageBase,
  WorkBotMessages,
  WorkBotMixed,
  WorkBotMixedMessage,
  WorkBotQuote,
  WorkBotSender,
  WorkBotTemplateCardEvent,
  WorkBotTextMessage,
  WorkBotVideoMessage,
  WorkBotVoiceMessage,
} from './bot-message.interface.js';
export type { WorkBotOptions } from './bot-options.interface.js';
export { botReply, type WorkBotMediaType, WorkBotReply, type WorkBotTextOptions } from './bot-reply.js';
export { WorkBot } from './work-bot.js';
export { type WorkBotCardFilter, WorkBotEvent, type WorkBotEventFilter } from './work-bot-event.decorator.js';
export { WorkBotMessage, type WorkBotMessageFilter } from './work-bot-message.decorator.js';
