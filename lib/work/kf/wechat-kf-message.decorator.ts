import { createHandlerDecorator, type FieldMatcher, type HandlerDecorator } from '../../callback/index.js';
import type { WorkKfMessageBase, WorkKfMessages } from './kf-message.interface.js';
import { KF_MESSAGE_KIND, KF_SERVICER_MESSAGE_KIND } from './kf.push.js';

/** Complete, as the compiler sees to. */
const KNOWN: Readonly<Record<keyof WorkKfMessages, true>> = {
  text: true,
  image: true,
  voice: true,
  video: true,
  file: true,
  location: true,
  link: true,
  business_card: true,
  miniprogram: true,
  msgmenu: true,
  channels_shop_product: true,
  channels_shop_order: true,
  merged_msg: true,
  channels: true,
  meeting: true,
  schedule: true,
  note: true,
};

/**
 * Which messages of a type a handler takes.
 *
 * @publicApi
 */
export interface WorkKfMessageFilter {
  /** The words of a text. */
  content?: FieldMatcher;
  /** What was tapped in a menu: the id of its item. */
  menu_id?: FieldMatcher;
  /** Account of customer service. */
  open_kfid?: FieldMatcher;
  external_userid?: FieldMatcher;
  /** Whose messages: those of customers, or those members sent them. @default 'customer' */
  from?: 'customer' | 'servicer';
}

/**
 * Hands messages of customer service (微信客服消息) to the method: when `kf_msg_or_event` comes and there is such a handler, the
 * library fetches what it announces. What the method returns is sent to the customer: a string, or contents as
 * `kf.messages.send` takes them.
 *
 * Each message comes once, unless its handler failed or the application ended in the middle: then it comes again. One whose
 * handler failed is tried again after 1, 4, 16 … seconds, with what the customer said next behind it, and passed over once it
 * has failed for ten minutes; messages of other customers do not wait for it. After a restart it comes with the next message of
 * the account. Of one customer they come in their order. How far an account was read is one place for the whole corporation:
 * agents that both have such handlers share its messages. The first time those of the last three days come: see `send_time`.
 *
 * @param type msgtype; every message when left out
 * @param filter takes only messages that match: `{ content: /refund/ }`
 * @see https://developer.work.weixin.qq.com/document/path/94670
 * @publicApi
 */
export function WeChatKfMessage<Type extends keyof WorkKfMessages>(
  type: Type,
  filter?: Type extends 'text' ? WorkKfMessageFilter : Omit<WorkKfMessageFilter, 'content' | 'menu_id'>,
): HandlerDecorator<WorkKfMessages[Type]>;
/** For a message the catalogue does not know, name its type: `@WeChatKfMessage<MyMessage>('new_type')`. */
export function WeChatKfMessage<Payload extends WorkKfMessageBase = never>(
  type?: [Payload] extends [never] ? undefined : string,
  filter?: WorkKfMessageFilter,
): HandlerDecorator<[Payload] extends [never] ? WorkKfMessages[keyof WorkKfMessages] : Payload>;
export function WeChatKfMessage(
  type?: string,
  { content, menu_id, from = 'customer', ...others }: WorkKfMessageFilter = {},
): HandlerDecorator<never> {
  return createHandlerDecorator({
    kind: from === 'servicer' ? KF_SERVICER_MESSAGE_KIND : KF_MESSAGE_KIND,
    name: type,
    isUnknown: type !== undefined && !Object.hasOwn(KNOWN, type),
    filter: { ...others, 'text.content': content, 'text.menu_id': menu_id },
  });
}
