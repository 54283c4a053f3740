import type { AddressInfo } from 'node:net';
import type { INestApplication } from '@nestjs/common';
import { NestFactory } from '@nestjs/core';
import { getWeChatToken, type OfficialAccount } from 'nestjs-wechat-sdk';
import { isOnce, portOf, runSample } from '../../shared/sample.life.js';
import { note } from '../../shared/terminal.js';
import { WeChatLogger } from '../../shared/wechat.logger.js';
import { AppModule } from './app.module.js';
import { converse } from './conversation.js';
import { openAccount } from './shop.account.js';

await runSample(async (open) => {
  const { options, sandbox, account } = await openAccount(portOf('SANDBOX_PORT', 3001));
  if (sandbox) open(sandbox);
  const app = await NestFactory.create(AppModule.with(options), {
    logger: new WeChatLogger(),
    abortOnError: false,
    forceCloseConnections: true,
  });
  open(app);
  await app.listen(portOf('PORT', 3000));
  const { port } = app.getHttpServer().address() as AddressInfo;

  if (sandbox && account) {
    account.callbackUrl = `http://127.0.0.1:${port}/wechat/shop`;
    note(`A shop on WeChat; WeChat is played by the sandbox (沙箱), the shop's appid is ${account.appId}.`);
    await converse(app, sandbox, account);
  } else await greet(app);
  note(
    [
      ...(sandbox ? [`Chat with the shop (聊天)    ${sandbox.url}`] : []),
      `Callback address (回调地址)  http://localhost:${port}/wechat/shop`,
      `Where to go on (下一步)      README.md, README.zh-CN.md${isOnce ? '' : '; Ctrl+C ends it'}`,
    ].join('\n'),
  );
});

/** Asks the real platform for something harmless, so that a wrong secret or a missing IP shows at once. */
async function greet(app: INestApplication): Promise<void> {
  const shop = app.get<OfficialAccount>(getWeChatToken('shop'));
  try {
    await shop.account.getApiDomainIps();
    note(`WeChat accepts the account ${shop.appId}.`);
  } catch (error) {
    if (isOnce) throw error;
    note((error as Error).message);
  }
}
