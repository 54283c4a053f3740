import { type EventBase, officialEventNames, type OfficialEvents } from '../../catalog/index.js';
import { type NamedDecorator, namedDecorator } from './named.decorator.js';

/**
 * Hands events (事件推送) to the method; its return value is the passive reply.
 *
 * @param name Event, in WeChat's own case; every event when left out
 * @param filter takes only events whose fields match: `{ key: 'MENU_KEY' }`
 * @see https://developers.weixin.qq.com/doc/offiaccount/Message_Management/Receiving_event_pushes.html
 * @publicApi
 */
export const WeChatEvent: NamedDecorator<OfficialEvents, EventBase> = namedDecorator(
  'event',
  officialEventNames,
);
