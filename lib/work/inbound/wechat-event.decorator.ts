import { type WorkEventBase, workEventNames, type WorkEvents } from '../../catalog/work.js';
import { type NamedDecorator, namedDecorator } from '../../callback/index.js';

/**
 * Hands events of WeCom (事件推送) to the method; its return value is the passive reply, where WeCom takes one.
 *
 * @param name Event, in WeCom's own case; every event when left out
 * @param filter takes only events whose fields match, and of an event with several changes those:
 *   `@WeChatEvent('change_contact', { ChangeType: 'create_user' })`
 * @see https://developer.work.weixin.qq.com/document/path/90240
 * @publicApi
 */
export const WeChatEvent: NamedDecorator<WorkEvents, WorkEventBase> = namedDecorator(
  'work-event',
  workEventNames,
);
