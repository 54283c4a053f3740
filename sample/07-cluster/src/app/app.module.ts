import KeyvRedis from '@keyv/redis';
import { BullModule } from '@nestjs/bullmq';
import { CacheModule } from '@nestjs/cache-manager';
import { type DynamicModule, Module } from '@nestjs/common';
import { officialAccount, WeChatHubModule, WeChatModule } from 'nestjs-wechat-sdk';
import { bullInbox } from 'nestjs-wechat-sdk/bullmq';
import { redisEngine } from 'nestjs-wechat-sdk/redis';
import type { AppSetup } from './app.setup.js';
import { KitchenController } from './kitchen.controller.js';
import { OrderBook } from './order.book.js';

/** One of many equal processes: what they have to agree about stands in Redis. */
@Module({ controllers: [KitchenController] })
export class AppModule {
  static with({ name, redisUrl, book, account, hub }: AppSetup): DynamicModule {
    return {
      module: AppModule,
      imports: [
        CacheModule.register({ isGlobal: true, stores: [new KeyvRedis(redisUrl)] }),
        BullModule.forRoot({ connection: { url: redisUrl } }),
        BullModule.registerQueue({ name: 'wechat' }),
        WeChatModule.forRoot({
          clients: { shop: officialAccount(account) },
          engine: redisEngine(),
          callback: { inbox: bullInbox({ queue: 'wechat' }) },
        }),
        // the one that has the app secret hands tokens to whoever has none
        ...(hub ? [WeChatHubModule.forRoot({ clients: { shop: ['access_token'] }, basic: hub })] : []),
      ],
      providers: [{ provide: OrderBook, useValue: new OrderBook(book, name) }],
    };
  }
}
