import type { MessageBase, OfficialMessages } from '../../catalog/index.js';
import { type NamedDecorator, namedDecorator } from './named.decorator.js';

/**
 * Hands messages people send (普通消息) to the method; its return value is the passive reply.
 *
 * @param type MsgType; every message when left out
 * @param filter takes only messages whose fields match: `{ content: /^help/ }`
 * @see https://developers.weixin.qq.com/doc/offiaccount/Message_Management/Receiving_standard_messages.html
 * @publicApi
 */
export const WeChatMessage: NamedDecorator<OfficialMessages, MessageBase> = namedDecorator('message');
