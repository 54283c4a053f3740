import assert from 'node:assert/strict';
import { type INestApplication, Module } from '@nestjs/common';
import {
  getWeChatToken,
  type OfficialAccount,
  officialAccount,
  WeChatClients,
  WeChatModule,
} from 'nestjs-wechat-sdk';
import { WeChatSandbox } from 'nestjs-wechat-sdk/sandbox';
import { ShopController } from './shop.controller.js';

/** Starts an application with `createApp` and talks with it through the sandbox of the package. */
export async function converse(
  createApp: (module: new () => object) => Promise<INestApplication>,
): Promise<void> {
  const sandbox = await WeChatSandbox.start();
  const account = sandbox.officialAccount({ mode: 'encrypted' });

  @Module({
    imports: [
      WeChatModule.forRootAsync({
        names: ['shop'],
        useFactory: () => ({
          clients: { shop: officialAccount({ ...account.credentials, baseUrls: sandbox.baseUrls }) },
        }),
      }),
    ],
    controllers: [ShopController],
  })
  class AppModule {}

  const app = await createApp(AppModule);
  try {
    await app.listen(0, '127.0.0.1');
    const { port } = app.getHttpServer().address() as { port: number };
    account.callbackUrl = `http://127.0.0.1:${port}/wechat/shop`;
    await account.verifyUrl();
    const alice = account.person({ nickname: 'Alice' });
    assert.equal((await alice.subscribe()).text, 'true for shop');
    assert.equal((await alice.say('你好 ]]> & <b>')).text, '你好 ]]> & <b>');
    assert.equal((await alice.say('code')).articles?.[0]?.title, 'Your code');
    assert.equal((await alice.say('refused')).text, 'refused with 40003');
    assert.equal((await alice.sendImage()).kind, 'image');

    const shop = app.get<OfficialAccount>(getWeChatToken('shop'));
    await shop.customMessage.sendText(alice.openid, 'later');
    assert.equal((await alice.nextMessage()).kind, 'customer');
    assert.equal(app.get(WeChatClients).health()[0]?.tokens.access_token?.isLive, true);
    assert.equal(account.tokenFetches.stable, 1);
  } finally {
    await app.close();
    await sandbox.close();
  }
  process.stdout.write('talked with the application, both ways\n');
}
