export { ClientOf, Context, Message } from './params.decorator.js';
export { WeChatEvent } from './wechat-event.decorator.js';
export { WeChatHandlers } from './wechat-handlers.decorator.js';
export { WeChatInfo } from './wechat-info.decorator.js';
export { WeChatMessage } from './wechat-message.decorator.js';
export { WithoutInbox } from './without-inbox.decorator.js';
