/** An application that takes callbacks: through @WeChatMessage, or in a bare controller that reads the same body. */
import { Body, Controller, HttpCode, Module, Post } from '@nestjs/common';
import { NestFactory } from '@nestjs/core';
import KeyvRedis from '@keyv/redis';
import { officialAccount, WeChatMessage, WeChatModule } from 'nestjs-wechat-sdk';
import { redisEngine } from 'nestjs-wechat-sdk/redis';
import { ACCOUNT } from '../account.mjs';
import { decorate } from '../decorate.mjs';
import { platformModule } from '../platform.mjs';
import { countHandlers } from './handlers.mjs';
import { meter } from './meter.mjs';
import { serve } from './worker.mjs';

class ShopController {
  answer({ Content }) {
    return Content;
  }
}
Controller()(ShopController);
decorate(ShopController, 'answer', WeChatMessage('text'));

class BareController {
  answer(body) {
    return body.length > 0 ? 'success' : '';
  }
}
Controller('wechat')(BareController);
Body()(BareController.prototype, 'answer', 0);
decorate(BareController, 'answer', Post('shop'), HttpCode(200));

const shopModule = (engine) => ({
  imports: [WeChatModule.forRoot({ clients: { shop: officialAccount(ACCOUNT) }, engine })],
  controllers: [ShopController],
});
const PARTS = {
  wechat: () => shopModule(),
  redis: (url) => shopModule(redisEngine({ store: new KeyvRedis(url) })),
  platform: () => ({ imports: [platformModule()], controllers: [ShopController] }),
  bare: () => ({ controllers: [BareController] }),
};

async function createApp(adapter, kind, redisUrl) {
  class AppModule {}
  Module(PARTS[kind](redisUrl))(AppModule);
  const options = { logger: ['error', 'warn'] };
  if (adapter === 'express') {
    const app = await NestFactory.create(AppModule, options);
    if (kind === 'bare') app.useBodyParser('text', { type: 'text/xml' });
    return app;
  }
  const { FastifyAdapter } = await import('@nestjs/platform-fastify');
  const app = await NestFactory.create(AppModule, new FastifyAdapter(), options);
  if (kind === 'bare') app.useBodyParser('text/xml', {}, (_request, body, done) => done(null, String(body)));
  return app;
}

let app;
serve({
  ...meter,
  async start(adapter, kind, redisUrl) {
    app = await createApp(adapter, kind, redisUrl);
    await app.listen(0, '127.0.0.1');
    return app.getHttpServer().address().port;
  },
  handlers: () => countHandlers(app),
});
