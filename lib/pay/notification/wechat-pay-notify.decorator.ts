import { payNotificationNames } from '../../catalog/pay.js';
import { createHandlerDecorator, type HandlerDecorator, type HandlerPattern } from '../../callback/index.js';
import type { PayEventPattern, PayNotification, PayPayload, PayV2Notice } from './notification.types.js';

const EVERY_NOTIFICATION: HandlerPattern = { kind: 'notification', filter: {} };
const EVERY_NOTICE: HandlerPattern = { kind: 'notice', filter: {} };
const V2 = 'v2.';

/**
 * Hands what WeChat Pay notifies of (支付通知) to the method, verified and opened, once per notification. WeChat Pay is told
 * that all is well when the method has returned; when it throws, or takes more than the deadline, WeChat Pay sends the
 * notification again, up to a day long. What no method takes is sent again, too.
 *
 * @param event event_type: `'TRANSACTION.SUCCESS'`; all that begin alike: `'REFUND.*'`; a v2 notice: `'v2.order'`,
 *   `'v2.refund'`, `'v2.*'`; every one when left out
 * @see https://pay.weixin.qq.com/doc/v3/merchant/4012791861
 * @publicApi
 */
export function WeChatPayNotify<Event extends PayEventPattern>(
  event: Event,
): HandlerDecorator<PayPayload<Event>, Event extends 'v2.*' ? 'all' : 'any'>;
/** For an event the catalogue does not know, name its type: `@WeChatPayNotify<MyNotification>('NEW.EVENT')`. */
export function WeChatPayNotify<Payload extends { event_type: string } = never>(
  event?: [Payload] extends [never] ? undefined : string,
): HandlerDecorator<[Payload] extends [never] ? PayNotification | PayV2Notice : Payload, 'any'>;
export function WeChatPayNotify(event?: string): HandlerDecorator<never, 'any'> {
  return createHandlerDecorator(...patternsOf(event));
}

function patternsOf(event: string | undefined): HandlerPattern[] {
  if (event === undefined) return [EVERY_NOTIFICATION, EVERY_NOTICE];
  if (event.startsWith(V2)) {
    return [event === 'v2.*' ? EVERY_NOTICE : { kind: 'notice', name: event.slice(V2.length), filter: {} }];
  }
  if (!event.endsWith('.*')) {
    const isUnknown = !payNotificationNames.has(event);
    return [{ kind: 'notification', name: event, filter: {}, isUnknown }];
  }
  const words = event.split('.').slice(0, -1);
  const beginning = new RegExp(`^${words.join('\\.')}\\.`);
  return [{ kind: 'notification', filter: { event_type: beginning }, depth: words.length }];
}
