import type { AddressInfo } from 'node:net';
import { NestFactory } from '@nestjs/core';
import { getWeChatToken } from 'nestjs-wechat-sdk';
import type { WorkAgent } from 'nestjs-wechat-sdk/work';
import { isOnce, portOf, runSample } from '../../shared/sample.life.js';
import { note } from '../../shared/terminal.js';
import { WeChatLogger } from '../../shared/wechat.logger.js';
import { AppModule } from './app.module.js';
import { FileCredentials } from './file.credentials.js';
import { readSetting } from './setting.js';
import { setStage, settingOf, type Stage } from './stage.js';
import { tell } from './story.js';

await runSample(async (open) => {
  const real = readSetting();
  const stage = real ? undefined : await setStage(portOf('SANDBOX_PORT', 3001));
  if (stage) open(stage.sandbox);
  const setting = real ?? settingOf(stage as Stage);
  const credentials = open(await FileCredentials.open(process.env['CREDENTIALS_FILE']));
  const app = await NestFactory.create(AppModule.with(setting, credentials), {
    logger: new WeChatLogger(),
    abortOnError: false,
    forceCloseConnections: true,
  });
  open(app);
  await app.listen(portOf('PORT', 3000));
  const { port } = app.getHttpServer().address() as AddressInfo;

  if (stage) {
    stage.corp.callBackAt(`http://127.0.0.1:${port}/wechat/corp`);
    stage.bot.callbackUrl = `http://127.0.0.1:${port}/wechat/bot`;
    await tell(stage, `http://localhost:${port}`);
  } else {
    // something harmless, so that a wrong secret or a missing IP (企业可信IP) shows at once
    const { name } = await app.get<WorkAgent>(getWeChatToken('corp', 'assistant')).app.get();
    note(`WeCom accepts the application ${name}.`);
  }
  note(
    [
      `Page for members (成员页面)  ${setting.login.origin ?? `http://localhost:${port}`}/me`,
      `Callback address (接收消息)  http://localhost:${port}/wechat/corp/assistant`,
      ...(stage ? [`WeCom is the sandbox (沙箱)  ${stage.sandbox.url}`] : []),
      `Where to go on (下一步)      docs/work.md, docs/work.zh-CN.md${isOnce ? '' : '; Ctrl+C ends it'}`,
    ].join('\n'),
  );
});
