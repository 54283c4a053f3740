import type { AddressInfo } from 'node:net';
import type { INestApplication } from '@nestjs/common';
import { NestFactory } from '@nestjs/core';
import { getWeChatToken, type OfficialAccount } from 'nestjs-wechat-sdk';
import { AppModule } from './app.module.js';
import { converse } from './conversation.js';
import { openAccount } from './shop.account.js';
import { note } from './terminal.js';
import { WeChatLogger } from './wechat.logger.js';

const isOnce = process.argv.includes('--once');
const opened: Array<{ close(): Promise<void> }> = [];
let isEnding = false;

async function start(): Promise<void> {
  const { options, sandbox, account } = await openAccount(portOf('SANDBOX_PORT', 3001));
  if (sandbox) opened.unshift(sandbox);
  const app = await NestFactory.create(AppModule.with(options), {
    logger: new WeChatLogger(),
    abortOnError: false,
    forceCloseConnections: true,
  });
  opened.unshift(app);
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
}

/** Asks the real platform for something harmless, so that a wrong secret or a missing IP shows at once. */
async function greet(app: INestApplication): Promise<void> {
  const shop = app.get<OfficialAccount>(getWeChatToken('shop'));
  try {
    await shop.account.getApiDomainIps();
    note(`WeChat accepts the account ${shop.appId}.`);
  } catch (error) {
    if (isOnce) throw error;
    note(explain(error));
  }
}

/** Closes what is open, the last first; nothing then keeps the process alive. */
async function stop(): Promise<void> {
  isEnding = true;
  for (const one of opened.splice(0)) await one.close();
}

function portOf(name: string, fallback: number): number {
  const port = Number(process.env[name] || fallback);
  if (Number.isInteger(port) && port >= 0 && port < 65536) return port;
  throw new Error(`${name} is not a port: give a whole number from 0 to 65535.`);
}

function explain(error: unknown): string {
  const { code, port, message } = error as NodeJS.ErrnoException & { port?: number };
  if (code !== 'EADDRINUSE') return message;
  return `Port ${port} is in use. Choose others: PORT=3100 SANDBOX_PORT=3101 npm start`;
}

process.once('SIGINT', () => void stop()).once('SIGTERM', () => void stop());
try {
  await start();
  if (isOnce) await stop();
} catch (error) {
  if (!isEnding) {
    console.error(`\n${explain(error)}`);
    process.exitCode = 1;
    await stop();
  }
}
