import type { AddressInfo } from 'node:net';
import { NestFactory } from '@nestjs/core';
import { note } from '../../shared/terminal.js';
import { WeChatLogger } from '../../shared/wechat.logger.js';
import { isOnce, portOf, runSample } from '../../shared/sample.life.js';
import { AppModule } from './app.module.js';
import { readSetting, type Setting } from './setting.js';
import { walk } from './walk.js';

await runSample(async (open) => {
  const setting = await readSetting(portOf('SANDBOX_PORT', 3001));
  const { stage, login } = setting;
  if (stage) open(stage.sandbox);
  const app = await NestFactory.create(AppModule.with(setting), {
    logger: new WeChatLogger(),
    abortOnError: false,
    forceCloseConnections: true,
  });
  open(app);
  await app.listen(portOf('PORT', 3000));
  const { port } = app.getHttpServer().address() as AddressInfo;

  const origin = login.origin ?? `http://localhost:${port}`;
  if (stage && isOnce) await walk(origin, stage);
  else greet(origin, setting);
});

/** Prints what there is to open. */
function greet(origin: string, { stage, site }: Setting): void {
  // somebody to choose on the sandbox's login page
  stage?.account.person({ nickname: 'Alice 小雅' });
  stage?.website.person({ nickname: 'Bob 小波' });
  note(
    [
      `The first page (首页)        ${origin}/`,
      `Silent login (静默授权)      ${origin}/me`,
      `Name and picture (网页授权)  ${origin}/profile`,
      ...(site ? [`QR code (扫码登录)           ${origin}/desk`] : []),
      `JS-SDK                       ${origin}/js-sdk`,
      ...(stage ? [`WeChat is the sandbox (沙箱) ${stage.sandbox.url}`] : []),
      ...(isOnce ? [] : ['Ctrl+C ends it']),
    ].join('\n'),
  );
}
