import { createHandlerDecorator, type FieldMatcher, type HandlerDecorator } from '../../callback/index.js';
import type { WorkKfEventBase, WorkKfEvents } from './kf-message.interface.js';
import { KF_EVENT_KIND } from './kf.push.js';

/** Complete, as the compiler sees to. */
const KNOWN: Readonly<Record<keyof WorkKfEvents, true>> = {
  enter_session: true,
  msg_send_fail: true,
  servicer_status_change: true,
  session_status_change: true,
  user_recall_msg: true,
  servicer_recall_msg: true,
  reject_customer_msg_switch_change: true,
};

/** The names of those fields of an event that are texts. */
type TextOf<Event> = Event extends unknown
  ? { [Field in keyof Event]-?: NonNullable<Event[Field]> extends string ? Field : never }[keyof Event]
  : never;

/** Conditions on the fields of an event: `{ scene: 'poster' }`. */
export type WorkKfEventFilter<Payload extends WorkKfEventBase> = {
  [Field in Exclude<TextOf<Payload['event']>, 'event_type'>]?: FieldMatcher;
};

/**
 * Hands events of customer service (微信客服事件) to the method: when `kf_msg_or_event` comes and there is such a handler, the
 * library fetches what it announces. What a handler of `enter_session` or `session_status_change` returns, a text or a menu, is
 * sent to the customer where WeCom gave a code for it; to others it returns nothing. An event whose handler failed is tried
 * again as messages are.
 *
 * @param name event_type; every event when left out
 * @param filter takes only events whose fields match: `{ scene: 'poster' }`
 * @see https://developer.work.weixin.qq.com/document/path/94670
 * @publicApi
 */
export function WeChatKfEvent<Name extends keyof WorkKfEvents>(
  name: Name,
  filter?: WorkKfEventFilter<WorkKfEvents[Name]>,
): HandlerDecorator<WorkKfEvents[Name]>;
/** For an event the catalogue does not know, name its type: `@WeChatKfEvent<MyEvent>('new_event')`. */
export function WeChatKfEvent<Payload extends WorkKfEventBase = never>(
  name?: [Payload] extends [never] ? undefined : string,
  filter?: WorkKfEventFilter<[Payload] extends [never] ? WorkKfEvents[keyof WorkKfEvents] : Payload>,
): HandlerDecorator<[Payload] extends [never] ? WorkKfEvents[keyof WorkKfEvents] : Payload>;
export function WeChatKfEvent(
  name?: string,
  filter: Readonly<Record<string, FieldMatcher | undefined>> = {},
): HandlerDecorator<never> {
  const fields = Object.entries(filter).map(([field, matcher]) => [`event.${field}`, matcher] as const);
  return createHandlerDecorator({
    kind: KF_EVENT_KIND,
    name,
    isUnknown: name !== undefined && !Object.hasOwn(KNOWN, name),
    filter: Object.fromEntries(fields),
  });
}
