import assert from 'node:assert/strict';
import { type INestApplication, Module } from '@nestjs/common';
import {
  getWeChatToken,
  type OfficialAccount,
  officialAccount,
  WeChatClients,
  WeChatModule,
} from 'nestjs-wechat-sdk';
import { fen, pay, type PayOptions, type WeChatPay } from 'nestjs-wechat-sdk/pay';
import { WeChatSandbox } from 'nestjs-wechat-sdk/sandbox';
import { work, workBot, type WorkCorp } from 'nestjs-wechat-sdk/work';
import { AssistantController, joined } from './assistant.controller.js';
import { BotController } from './bot.controller.js';
import { paid, PaidController } from './paid.controller.js';
import { ShopController } from './shop.controller.js';

/** Starts an application with `createApp` and talks with it through the sandbox of the package. */
export async function converse(
  createApp: (module: new () => object) => Promise<INestApplication>,
): Promise<void> {
  const sandbox = await WeChatSandbox.start();
  const account = sandbox.officialAccount({ mode: 'encrypted' });
  const merchant = sandbox.merchant();
  const console = sandbox.corp({ agents: { assistant: {}, contacts: {} } });
  const bot = sandbox.workBot();

  @Module({
    imports: [
      WeChatModule.forRootAsync({
        names: ['shop', 'cashier', 'corp', 'corp/assistant', 'bot'],
        useFactory: () => ({
          clients: {
            shop: officialAccount({ ...account.credentials, baseUrls: sandbox.baseUrls }),
            cashier: pay(merchant.credentials as PayOptions),
            corp: work(console.options),
            // over the long connection: the package brings its WebSocket client along
            bot: workBot(bot.options),
          },
        }),
      }),
    ],
    controllers: [ShopController, PaidController, AssistantController, BotController],
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

    const cashier = app.get<WeChatPay>(getWeChatToken('cashier'));
    await cashier.transactions.native({
      appid: 'wx1234567890abcdef',
      description: '一杯咖啡',
      out_trade_no: 'coffee-1',
      notify_url: `http://127.0.0.1:${port}/wechat/cashier`,
      amount: { total: fen(1) },
    });
    assert.equal((await merchant.pay('coffee-1')).status, 204);
    assert.deepEqual(paid, ['coffee-1: 1']);

    console.callBackAt(`http://127.0.0.1:${port}/wechat/corp`);
    await console.agent('assistant').verifyCallbackUrl();
    const zhangsan = await console.join({ userid: 'zhangsan', name: '张三' });
    assert.deepEqual(joined, ['zhangsan by corp/contacts']);
    assert.equal((await zhangsan.say('在吗')).text, 'asked by corp/assistant of corp, 0 in vain');
    assert.equal((await zhangsan.tapCard(zhangsan.messages[0]!, 'yes')).kind, 'update_button');
    const corp = app.get<WorkCorp>(getWeChatToken('corp'));
    await corp.contacts.users.update({ userid: 'zhangsan', name: '张三丰' });
    assert.equal((await corp.agent('assistant').users.get('zhangsan')).name, '张三丰');

    await bot.connection.opened();
    assert.equal((await bot.ask('你好')).text, 'word by word: 你好');
  } finally {
    await app.close();
    await sandbox.close();
  }
  process.stdout.write('talked with the application, both ways, paid, and worked\n');
}
