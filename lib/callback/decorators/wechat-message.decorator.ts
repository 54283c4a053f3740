import type { MessageBase, OfficialMessages } from '../../catalog/index.js';
import type { HandlerFilter, HandlerPattern } from '../handler-pattern.interface.js';
import { createHandlerDecorator, type HandlerDecorator } from './wechat-handler.decorator.js';

/**
 * Hands messages people send (普通消息) to the method; its return value is the passive reply.
 *
 * @param type MsgType; every message when left out
 * @param filter takes only messages whose fields match: `{ content: /^help/ }`
 * @see https://developers.weixin.qq.com/doc/offiaccount/Message_Management/Receiving_standard_messages.html
 * @publicApi
 */
export function WeChatMessage<Type extends keyof OfficialMessages>(
  type: Type,
  filter?: HandlerFilter<OfficialMessages[Type]>,
): HandlerDecorator<OfficialMessages[Type]>;
/** For a message the catalogue does not know, name its type: `@WeChatMessage<MyMessage>('new_type')`. */
export function WeChatMessage<Payload extends MessageBase = never>(
  type?: [Payload] extends [never] ? undefined : string,
  filter?: HandlerFilter<[Payload] extends [never] ? OfficialMessages[keyof OfficialMessages] : Payload>,
): HandlerDecorator<[Payload] extends [never] ? OfficialMessages[keyof OfficialMessages] : Payload>;
export function WeChatMessage(type?: string, filter: HandlerPattern['filter'] = {}): HandlerDecorator<never> {
  return createHandlerDecorator({ kind: 'message', name: type, filter });
}
