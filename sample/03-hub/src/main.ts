import type { AddressInfo } from 'node:net';
import { NestFactory } from '@nestjs/core';
import { WeChatSpringboard } from 'nestjs-wechat-sdk';
import { WeChatSandbox } from 'nestjs-wechat-sdk/sandbox';
import { note } from '../../shared/terminal.js';
import { WeChatLogger } from '../../shared/wechat.logger.js';
import { isOnce, portOf, runSample } from '../../shared/sample.life.js';
import { EnvironmentProcess } from './environment.process.js';
import { HubModule } from './hub.module.js';
import { hubCredentials } from './hub.credentials.js';
import { show } from './show.js';

const ENVIRONMENTS = ['staging', 'dev'] as const;

/** The process that has the app secret: the hub, and here WeChat too. */
await runSample(async (open) => {
  const sandbox = open(await WeChatSandbox.start({ port: portOf('SANDBOX_PORT', 3001) }));
  const account = sandbox.officialAccount({ name: 'Shop 小店' });
  const credentials = hubCredentials();
  const options = { ...account.credentials, baseUrls: sandbox.baseUrls };
  const app = open(
    await NestFactory.create(HubModule.with(options, credentials), {
      logger: new WeChatLogger(),
      abortOnError: false,
      forceCloseConnections: true,
    }),
  );
  await app.listen(portOf('PORT', 3000), '127.0.0.1');
  const { port } = app.getHttpServer().address() as AddressInfo;
  const hubUrl = `http://127.0.0.1:${port}`;

  const environments = await Promise.all(
    ENVIRONMENTS.map((name) =>
      open(new EnvironmentProcess(name)).start({
        ...credentials,
        hubUrl,
        appId: account.appId,
        wechatUrl: sandbox.url,
      }),
    ),
  );
  const springboard = app.get(WeChatSpringboard);
  for (const { name, url } of environments) springboard.set('shop', name, url);

  await show({ account, environments, hubUrl });
  if (isOnce) return;
  const { username, password } = credentials;
  note(
    [
      `Ask the hub (中控服务器)     curl -u ${username}:${password} ${hubUrl}/hub/expose/${account.appId}/access_token`,
      ...environments.map(({ name, url }) => `Open ${name.padEnd(23)} ${url}/welcome`),
      `WeChat is the sandbox (沙箱) ${sandbox.url}`,
      'Ctrl+C ends all of it',
    ].join('\n'),
  );
});
