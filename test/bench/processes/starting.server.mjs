/** An application with 500 handlers that has just been started, or the same without WeChatModule and its decorators. */
import { Controller, HttpCode, Module, Post, Req } from '@nestjs/common';
import { NestFactory } from '@nestjs/core';
import { officialAccount, WeChatMessage, WeChatModule } from 'nestjs-wechat-sdk';
import { ACCOUNT } from '../account.mjs';
import { decorate } from '../decorate.mjs';
import { countHandlers } from './handlers.mjs';
import { serve } from './worker.mjs';

const CONTROLLERS = 25;
const METHODS = 20;

function controller(number, isOurs) {
  class ShopController {}
  for (let index = 0; index < METHODS; index += 1) {
    const name = `answer${index}`;
    ShopController.prototype[name] = ({ Content }) => Content;
    if (isOurs) decorate(ShopController, name, WeChatMessage('text', { content: `book ${number}.${index}` }));
  }
  Controller()(ShopController);
  return ShopController;
}

/** Answers the first callback where there is nothing of ours. */
class BareController {
  answer(request) {
    return new Promise((resolve) => request.resume().on('end', () => resolve('success')));
  }
}
Controller('wechat')(BareController);
Req()(BareController.prototype, 'answer', 0);
decorate(BareController, 'answer', Post('shop'), HttpCode(200));

serve({
  /** @returns the port, and milliseconds of each part */
  async start(kind) {
    const isOurs = kind === 'wechat';
    const controllers = Array.from({ length: CONTROLLERS }, (_, number) => controller(number, isOurs));
    class AppModule {}
    Module({
      imports: isOurs ? [WeChatModule.forRoot({ clients: { shop: officialAccount(ACCOUNT) } })] : [],
      controllers: [...controllers, BareController],
    })(AppModule);
    const begun = performance.now();
    const app = await NestFactory.create(AppModule, { logger: ['error', 'warn'] });
    const created = performance.now();
    await app.listen(0, '127.0.0.1');
    const listening = performance.now();
    const found = isOurs ? countHandlers(app) : CONTROLLERS * METHODS;
    if (found !== CONTROLLERS * METHODS) throw new Error(`Only ${found} handlers were found`);
    const { port } = app.getHttpServer().address();
    return { port, register: created - begun, explore: listening - created };
  },
});
