import type { PayNotificationResources, PayV2Notices } from '../../catalog/pay.js';

/** An event WeChat Pay notifies of, as the catalogue knows it. */
export type PayEvent = keyof PayNotificationResources & string;

/** The first words of events: `REFUND` of `REFUND.SUCCESS`, `MCHTRANSFER` and `MCHTRANSFER.BILL` of `MCHTRANSFER.BILL.FINISHED`. */
type FirstWords<Event extends string> = Event extends `${infer First}.${infer Rest}`
  ? First | (Rest extends `${string}.${string}` ? `${First}.${FirstWords<Rest>}` : never)
  : never;

/** All events that begin alike: `REFUND.*`. */
type PayEventBeginning = `${FirstWords<PayEvent>}.*`;

/** The events a pattern stands for. */
type EventsOf<Pattern extends string> = Pattern extends `${infer First}.*`
  ? Extract<PayEvent, `${First}.${string}`>
  : Extract<PayEvent, Pattern>;

/** A v2 notice (v2 通知), by a name of ours: the wire has none. */
export type PayV2Event = `v2.${keyof PayV2Notices & string}`;

/** What a handler may be for: one event, all that begin alike, or a v2 notice. */
export type PayEventPattern = PayEvent | PayEventBeginning | PayV2Event | 'v2.*';

interface Notification<Event extends string, Resource> {
  /** Of the notification: the same in all its repeats. 通知ID */
  id: string;
  create_time: string;
  event_type: Event;
  resource_type: string;
  /** What happened, in a few words. */
  summary: string;
  /** What it is about, opened and verified. 通知数据 */
  resource: Resource;
}

/**
 * A notification of WeChat Pay (微信支付通知), opened: of one event, or of all that begin alike, `PayNotification<'REFUND.*'>`. Which
 * variant of a resource comes depends on the merchant: name it where there are several,
 * `PayNotification<'TRANSACTION.SUCCESS', PayTransactionResource>`.
 *
 * @publicApi
 */
export type PayNotification<
  Pattern extends PayEvent | PayEventBeginning = PayEvent,
  Resource extends PayNotificationResources[EventsOf<Pattern>] = PayNotificationResources[EventsOf<Pattern>],
> = Notifications<EventsOf<Pattern>, Resource>;

/** Each event with the resources it comes with. */
type Notifications<Event extends PayEvent, Resource> = Event extends unknown
  ? Resource extends PayNotificationResources[Event]
    ? Notification<Event, Resource>
    : never
  : never;

/**
 * A v2 notice (v2 通知), verified: every value is a string; `req_info` of a refund is opened.
 *
 * @publicApi
 */
export type PayV2Notice<Event extends PayV2Event = PayV2Event> =
  Event extends `v2.${infer Name extends keyof PayV2Notices}` ? PayV2Notices[Name] : never;

/** What a handler of a pattern is given. */
export type PayPayload<Pattern extends PayEventPattern> = Pattern extends 'v2.*'
  ? PayV2Notice
  : Pattern extends PayV2Event
    ? PayV2Notice<Pattern>
    : PayNotification<Extract<Pattern, PayEvent | PayEventBeginning>>;
