import { Controller } from '@nestjs/common';
import {
  type CallbackContext,
  OfficialAccount,
  type SubscribeEvent,
  type TextMessage,
  WeChatEvent,
  WeChatHandlers,
  WeChatMessage,
} from 'nestjs-wechat-sdk';
import { Merchants } from './merchants.js';

/** Nine characters: a name in WeChat's remarks has fewer than 30 bytes. */
const CALL_ME = /^(?:call me|叫我)\s*(\S.{0,8})$/i;

/**
 * What people say to any of the accounts; `context.client` is the one they wrote to. WeChat tells no nicknames here, so
 * they are called what they asked to be called (备注名).
 */
@Controller()
@WeChatHandlers('platform')
export class FollowersController {
  constructor(private readonly merchants: Merchants) {}

  @WeChatEvent('subscribe')
  async welcome({ FromUserName }: SubscribeEvent, { client }: CallbackContext) {
    const name = await this.#nameOf(FromUserName, client);
    const merchant = this.#merchant(client);
    if (name) return `${name}，欢迎回到 ${merchant}！Welcome back!`;
    return `欢迎关注 ${merchant}！What shall I call you? 回复“叫我 小雅”`;
  }

  @WeChatMessage('text', { content: CALL_ME })
  async call({ Content, FromUserName }: TextMessage, { client }: CallbackContext) {
    const [, name = ''] = CALL_ME.exec(Content) ?? [];
    if (!(client instanceof OfficialAccount)) return `${this.#merchant(client)} 没有备注名 keeps no names`;
    await client.user.updateRemark(FromUserName, name);
    return `好的，${name}！`;
  }

  /** An official account answers at once; what a mini program says goes out as a customer message. */
  @WeChatMessage('text')
  async answer({ Content, FromUserName }: TextMessage, { client }: CallbackContext) {
    const name = await this.#nameOf(FromUserName, client);
    return `${this.#merchant(client)}：${name && `${name}，`}收到 got it: ${Content}`;
  }

  async #nameOf(openid: string, client: CallbackContext['client']): Promise<string> {
    if (!(client instanceof OfficialAccount)) return '';
    const { remark = '' } = await client.user.get(openid);
    return remark;
  }

  #merchant({ id: appId }: CallbackContext['client']): string {
    return this.merchants.get(appId)?.name ?? appId;
  }
}
