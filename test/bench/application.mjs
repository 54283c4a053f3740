/** An application without HTTP, and its one client, which calls the given server. */
import { NestFactory } from '@nestjs/core';
import { getWeChatToken, officialAccount, WeChatModule } from 'nestjs-wechat-sdk';
import { ACCOUNT } from './account.mjs';

export async function openClient(url) {
  const shop = officialAccount({ ...ACCOUNT, baseUrls: { api: url, mp: url } });
  const app = await NestFactory.createApplicationContext(WeChatModule.forRoot({ clients: { shop } }), {
    logger: ['error', 'warn'],
  });
  return { app, client: app.get(getWeChatToken('shop')) };
}
