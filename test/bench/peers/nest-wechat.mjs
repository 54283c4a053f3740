/**
 * `nest-wechat` in a Nest application on Express. It opens what comes and seals what goes, and leaves it there: a message is
 * the text of an XML document, and so must be the reply.
 */
import { decorate } from '../decorate.mjs';
import { ACCOUNT } from '../account.mjs';

export async function create(load) {
  const { Controller, Inject, Module, Post, Req, Res } = load('@nestjs/common');
  const { NestFactory } = load('@nestjs/core');
  const { WeChatModule, WeChatService } = load('nest-wechat');
  // nest-wechat brings it along
  const { XMLParser } = load('fast-xml-parser');
  const parser = new XMLParser({ parseTagValue: false });

  class ShopController {
    async answer(request, response) {
      const { xml } = parser.parse(await this.service.messagePushExpressHandler(request));
      const timestamp = String(Math.floor(Date.now() / 1000));
      const reply =
        `<xml><ToUserName><![CDATA[${xml.FromUserName}]]></ToUserName><FromUserName><![CDATA[${xml.ToUserName}]]></FromUserName>` +
        `<CreateTime>${timestamp}</CreateTime><MsgType><![CDATA[text]]></MsgType><Content><![CDATA[${xml.Content}]]></Content></xml>`;
      const sealed = this.service.encryptMessage(reply, timestamp, request.query.nonce);
      response.status(200).type('text/xml').send(sealed);
    }
  }
  Controller('wechat')(ShopController);
  Inject(WeChatService)(ShopController.prototype, 'service');
  Req()(ShopController.prototype, 'answer', 0);
  Res()(ShopController.prototype, 'answer', 1);
  decorate(ShopController, 'answer', Post('shop'));

  class AppModule {}
  Module({
    imports: [
      WeChatModule.register({
        appId: ACCOUNT.appId,
        secret: ACCOUNT.appSecret,
        token: ACCOUNT.token,
        encodingAESKey: ACCOUNT.encodingAESKey,
      }),
    ],
    controllers: [ShopController],
  })(AppModule);
  const app = await NestFactory.create(AppModule, { logger: ['error', 'warn'] });
  await app.init();
  return app.getHttpServer();
}
