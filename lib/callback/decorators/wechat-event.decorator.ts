import { type EventBase, officialEventNames, type OfficialEvents } from '../../catalog/index.js';
import type { HandlerFilter, HandlerPattern } from '../handler-pattern.interface.js';
import { createHandlerDecorator, type HandlerDecorator } from './wechat-handler.decorator.js';

/**
 * Hands events (事件推送) to the method; its return value is the passive reply.
 *
 * @param name Event, in WeChat's own case; every event when left out
 * @param filter takes only events whose fields match: `{ key: 'MENU_KEY' }`
 * @see https://developers.weixin.qq.com/doc/offiaccount/Message_Management/Receiving_event_pushes.html
 * @publicApi
 */
export function WeChatEvent<Name extends keyof OfficialEvents>(
  name: Name,
  filter?: HandlerFilter<OfficialEvents[Name]>,
): HandlerDecorator<OfficialEvents[Name]>;
/** For an event the catalogue does not know, name its type: `@WeChatEvent<MyEvent>('new_event')`. */
export function WeChatEvent<Payload extends EventBase = never>(
  name?: [Payload] extends [never] ? undefined : string,
  filter?: HandlerFilter<[Payload] extends [never] ? OfficialEvents[keyof OfficialEvents] : Payload>,
): HandlerDecorator<[Payload] extends [never] ? OfficialEvents[keyof OfficialEvents] : Payload>;
export function WeChatEvent(name?: string, filter: HandlerPattern['filter'] = {}): HandlerDecorator<never> {
  const isUnknown = name !== undefined && !officialEventNames.has(name);
  return createHandlerDecorator({ kind: 'event', name, filter, isUnknown });
}
