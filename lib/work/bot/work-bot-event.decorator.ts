import { createHandlerDecorator, type FieldMatcher, type HandlerDecorator } from '../../callback/index.js';
import type { WorkBotEventBase, WorkBotEvents } from './bot-message.interface.js';
import { BOT_EVENT_KIND } from './bot.push.js';

const KNOWN: ReadonlySet<string> = new Set<keyof WorkBotEvents>([
  'enter_chat',
  'template_card_event',
  'feedback_event',
  'disconnected_event',
]);

/**
 * Which events a handler takes.
 *
 * @publicApi
 */
export interface WorkBotEventFilter {
  chattype?: 'single' | 'group';
  chatid?: FieldMatcher;
  /** Who tapped. */
  userid?: FieldMatcher;
}

/**
 * Which taps on cards a handler takes.
 *
 * @publicApi
 */
export interface WorkBotCardFilter extends WorkBotEventFilter {
  /** The key of the button. */
  event_key?: FieldMatcher;
  task_id?: FieldMatcher;
  card_type?: FieldMatcher;
}

/**
 * Hands events of an AI bot (智能机器人) to the method. To `enter_chat` it may answer with a text or a card, to
 * `template_card_event` with the card that takes the place of the one tapped: `botReply.updateCard(…)`. An async generator is
 * sent as a whole; WeCom takes a welcome for 5 s, so that what was said by then is all that is sent.
 *
 * @param name eventtype; every event when left out
 * @param filter takes only events that match: `{ event_key: 'approve' }`
 * @see https://developer.work.weixin.qq.com/document/path/101027
 * @publicApi
 */
export function WorkBotEvent<Name extends keyof WorkBotEvents>(
  name: Name,
  filter?: Name extends 'template_card_event' ? WorkBotCardFilter : WorkBotEventFilter,
): HandlerDecorator<WorkBotEvents[Name]>;
/** For an event this library does not know, name its type: `@WorkBotEvent<MyEvent>('new_event')`. */
export function WorkBotEvent<Payload extends WorkBotEventBase = never>(
  name?: [Payload] extends [never] ? undefined : string,
  filter?: WorkBotEventFilter,
): HandlerDecorator<[Payload] extends [never] ? WorkBotEvents[keyof WorkBotEvents] : Payload>;
export function WorkBotEvent(
  name?: string,
  { event_key, task_id, card_type, userid, ...others }: WorkBotCardFilter = {},
): HandlerDecorator<never> {
  const card = 'event.template_card_event';
  return createHandlerDecorator({
    kind: BOT_EVENT_KIND,
    name,
    isUnknown: name !== undefined && !KNOWN.has(name),
    filter: {
      ...others,
      'from.userid': userid,
      [`${card}.event_key`]: event_key,
      [`${card}.task_id`]: task_id,
      [`${card}.card_type`]: card_type,
    },
  });
}
