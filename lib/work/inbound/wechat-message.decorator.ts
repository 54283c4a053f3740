import type { WorkMessageBase, WorkMessages } from '../../catalog/work.js';
import { type NamedDecorator, namedDecorator } from '../../callback/index.js';

/**
 * Hands messages members send to an application (接收消息) to the method; its return value is the passive reply.
 *
 * @param type MsgType; every message when left out
 * @param filter takes only messages whose fields match: `{ content: /^help/ }`
 * @see https://developer.work.weixin.qq.com/document/path/90239
 * @publicApi
 */
export const WeChatMessage: NamedDecorator<WorkMessages, WorkMessageBase> = namedDecorator('work-message');
