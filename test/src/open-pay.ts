import { CACHE_MANAGER } from '@nestjs/cache-manager';
import type { INestApplicationContext } from '@nestjs/common';
import { NestFactory } from '@nestjs/core';
import { type Cache, createCache } from 'cache-manager';
import { getWeChatToken, WeChatModule } from 'nestjs-wechat-sdk';
import { pay, type PayOptions, type WeChatPay } from 'nestjs-wechat-sdk/pay';

/** An application without HTTP, and its one client. */
export interface OpenedPay {
  app: INestApplicationContext;
  shop: WeChatPay;
}

/**
 * Opens an application with one client, `pay`, and no server.
 *
 * @param given options, as the compiler or a test has them
 * @param cache the application's own; another application may share it
 */
export async function openPay(given: object, cache: Cache = createCache()): Promise<OpenedPay> {
  const shared = {
    module: class SharedModule {},
    global: true,
    providers: [{ provide: CACHE_MANAGER, useValue: cache }],
    exports: [CACHE_MANAGER],
  };
  const root = {
    module: class RootModule {},
    imports: [shared, WeChatModule.forRoot({ clients: { pay: pay(given as PayOptions) } })],
  };
  const app = await NestFactory.createApplicationContext(root, { logger: false, abortOnError: false });
  return { app, shop: app.get<WeChatPay>(getWeChatToken('pay')) };
}
