import { createHandlerDecorator, type FieldMatcher, type HandlerDecorator } from '../../callback/index.js';
import type { WorkBotMessageBase, WorkBotMessages } from './bot-message.interface.js';
import { BOT_MESSAGE_KIND } from './bot.push.js';

const KNOWN: ReadonlySet<string> = new Set<keyof WorkBotMessages>([
  'text',
  'image',
  'mixed',
  'voice',
  'file',
  'video',
]);

/**
 * Which messages of a type a handler takes.
 *
 * @publicApi
 */
export interface WorkBotMessageFilter {
  /** The words of a text or of speech; in a group they begin with the mention. */
  content?: FieldMatcher;
  chattype?: 'single' | 'group';
  chatid?: FieldMatcher;
  /** Who wrote. */
  userid?: FieldMatcher;
}

/**
 * Hands messages people send to an AI bot (智能机器人) to the method. What it returns is the answer: a text, what `botReply.…`
 * makes, or an async generator of text, whose pieces are shown as they come. An Observable is no stream: Nest waits for its end,
 * and its last value is the answer.
 *
 * @param type msgtype; every message when left out
 * @param filter takes only messages that match: `{ content: /help/ }`
 * @see https://developer.work.weixin.qq.com/document/path/100719
 * @publicApi
 */
export function WorkBotMessage<Type extends keyof WorkBotMessages>(
  type: Type,
  filter?: WorkBotMessageFilter,
): HandlerDecorator<WorkBotMessages[Type]>;
/** For a message this library does not know, name its type: `@WorkBotMessage<MyMessage>('new_type')`. */
export function WorkBotMessage<Payload extends WorkBotMessageBase = never>(
  type?: [Payload] extends [never] ? undefined : string,
  filter?: Omit<WorkBotMessageFilter, 'content'>,
): HandlerDecorator<[Payload] extends [never] ? WorkBotMessages[keyof WorkBotMessages] : Payload>;
export function WorkBotMessage(
  type?: string,
  { content, userid, ...others }: WorkBotMessageFilter = {},
): HandlerDecorator<never> {
  return createHandlerDecorator({
    kind: BOT_MESSAGE_KIND,
    name: type,
    isUnknown: type !== undefined && !KNOWN.has(type),
    filter: { ...others, [`${type}.content`]: content, 'from.userid': userid },
  });
}
