import { Controller } from '@nestjs/common';
import {
  type CallbackContext,
  type ImageMessage,
  InjectWeChat,
  OfficialAccount,
  reply,
  type SubscribeEvent,
  type TextMessage,
  WeChatApiError,
  WeChatEvent,
  WeChatHandlers,
  WeChatMessage,
} from 'nestjs-wechat-sdk';

/** Uses the public interface as an application would. */
@Controller()
@WeChatHandlers('shop')
export class ShopController {
  constructor(@InjectWeChat('shop') private readonly shop: OfficialAccount) {}

  @WeChatEvent('subscribe')
  async welcome({ FromUserName }: SubscribeEvent, context: CallbackContext) {
    const { openid, subscribe } = await this.shop.user.get(FromUserName);
    return `${openid === FromUserName && subscribe === 1} for ${context.client.name}`;
  }

  @WeChatMessage('text', { content: /^code$/ })
  async code(_message: TextMessage) {
    const { ticket } = await this.shop.request('POST /cgi-bin/qrcode/create', {
      body: { action_name: 'QR_LIMIT_SCENE', action_info: { scene: { scene_id: 7 } } },
    });
    return reply.news([{ title: 'Your code', picUrl: this.shop.account.qrCodeUrl(ticket) }]);
  }

  @WeChatMessage('text', { content: /^refused$/ })
  async refused(_message: TextMessage) {
    try {
      await this.shop.template.send({ touser: 'nobody', template_id: 'none', data: {} });
      return 'sent';
    } catch (error) {
      return error instanceof WeChatApiError ? `refused with ${error.errcode}` : 'another error';
    }
  }

  @WeChatMessage('text')
  echo({ Content }: TextMessage) {
    return Content;
  }

  @WeChatMessage('image')
  image({ MediaId }: ImageMessage) {
    return reply.image(MediaId);
  }
}
