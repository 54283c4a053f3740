import type { ContentsOf } from '../contents.interface.js';
import type { WorkAnswer, WorkBody } from '../work.api.js';

type Synced = WorkAnswer<'POST /cgi-bin/kf/sync_msg'>['msg_list'][number];
type SyncedEvent = Extract<Synced, { msgtype: 'event' }>;
type SyncedMessage = Exclude<Synced, SyncedEvent>;
type EventOf<Name> = Extract<SyncedEvent['event'], { event_type: Name }>;

/**
 * What was said in a conversation of customer service, or happened there (消息与事件). `origin` is 3 for what the customer sent,
 * 4 for what WeCom tells, 5 for what a member sent.
 */
export type WorkKfMessage = Synced;

/** What was said, by msgtype: always of an account and a customer. */
export type WorkKfMessages = {
  [Type in SyncedMessage['msgtype']]: Omit<
    Extract<SyncedMessage, { msgtype: Type }>,
    'open_kfid' | 'external_userid'
  > & {
    open_kfid: string;
    external_userid: string;
  };
};

/** What happened, by event_type: whom it is about stands in `event`. */
export type WorkKfEvents = {
  [Name in SyncedEvent['event']['event_type']]: Omit<SyncedEvent, 'event'> & { event: EventOf<Name> };
};

/** A message the catalogue does not know. */
export interface WorkKfMessageBase {
  msgid: string;
  send_time: number;
  origin: number;
  msgtype: string;
  open_kfid: string;
  external_userid: string;
}

/** An event the catalogue does not know. */
export interface WorkKfEventBase {
  msgid: string;
  send_time: number;
  origin: number;
  msgtype: 'event';
  event: { event_type: string; open_kfid?: string; external_userid?: string };
}

/** What a customer is sent. 消息内容 */
export type WorkKfContent = ContentsOf<WorkBody<'POST /cgi-bin/kf/send_msg'>>;

/** What a customer is sent on an event: a text, or a menu. 事件响应消息 */
export type WorkKfEventContent = ContentsOf<WorkBody<'POST /cgi-bin/kf/send_msg_on_event'>>;
