import { Controller, Logger } from '@nestjs/common';
import {
  type ClickEvent,
  type ImageMessage,
  InjectWeChat,
  OfficialAccount,
  reply,
  type ScanEvent,
  type SubscribeEvent,
  type TemplateSendJobFinishEvent,
  type TextMessage,
  WeChatEvent,
  WeChatHandlers,
  WeChatMessage,
} from 'nestjs-wechat-sdk';

/** What the shop answers. Whatever a method returns goes back to the person; a string is a text. */
@Controller()
@WeChatHandlers('shop')
export class ShopController {
  private readonly logger = new Logger('WeChatShop');

  constructor(@InjectWeChat('shop') private readonly shop: OfficialAccount) {}

  @WeChatEvent('subscribe')
  welcome({ EventKey = '' }: SubscribeEvent) {
    const scene = EventKey.replace('qrscene_', '');
    return scene ? `Welcome! 欢迎! You came by the code of ${scene}.` : 'Welcome! 欢迎!';
  }

  @WeChatEvent('SCAN')
  scanned({ EventKey }: ScanEvent) {
    return `You scanned the code of ${EventKey}.`;
  }

  @WeChatEvent('CLICK', { key: 'TODAY' })
  today(_event: ClickEvent) {
    return 'Today: dumplings. 今日: 饺子';
  }

  @WeChatMessage('text', { content: /^echo:/ })
  echo({ Content }: TextMessage) {
    return Content.replace(/^echo: ?/, '');
  }

  @WeChatMessage('text', { content: /^code\b/ })
  async code({ FromUserName }: TextMessage) {
    const { ticket } = await this.shop.account.createQrCode({ scene: FromUserName, expiresIn: 3600 });
    return reply.news([{ title: 'Your own code 你的二维码', url: this.shop.account.qrCodeUrl(ticket) }]);
  }

  @WeChatMessage('image')
  picture({ MediaId }: ImageMessage) {
    return reply.image(MediaId);
  }

  @WeChatMessage()
  anything() {
    return 'Try "echo: hello", "code", a picture, or the menu. 试试 echo: 你好';
  }

  @WeChatEvent('TEMPLATESENDJOBFINISH')
  delivered({ MsgID, Status }: TemplateSendJobFinishEvent) {
    this.logger.log(`Template message ${MsgID}: ${Status}`);
  }
}
