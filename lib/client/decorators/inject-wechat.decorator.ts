import { Inject } from '@nestjs/common';
import { getWeChatToken } from '../client.tokens.js';

/**
 * Injects the client of that name. 注入客户端。
 *
 * @param name as declared in `clients` of WeChatModule
 * @param member name of one that belongs to it: `@InjectWeChat('corp', 'assistant')`
 * @publicApi
 */
export const InjectWeChat = (name: string, member?: string): ReturnType<typeof Inject> =>
  Inject(getWeChatToken(name, member));
