import type { AddressInfo } from 'node:net';
import type { INestApplication, NestApplicationOptions, Provider, Type } from '@nestjs/common';
import { NestFactory } from '@nestjs/core';
import { ExpressAdapter } from '@nestjs/platform-express';
import { FastifyAdapter } from '@nestjs/platform-fastify';
import { type CallbackOptions, getWeChatToken, WeChatModule } from 'nestjs-wechat-sdk';
import { type SandboxWorkBot, WeChatSandbox } from 'nestjs-wechat-sdk/sandbox';
import { type WorkBot, workBot, type WorkBotOptions } from 'nestjs-wechat-sdk/work';
import type { AdapterName } from './start-app.js';

export interface StartBotOptions {
  /** Which API modes the application is set to. */
  modes?: ReadonlyArray<'callback' | 'connection'>;
  controllers?: Type[];
  providers?: Provider[];
  imports?: unknown[];
  client?: Partial<WorkBotOptions>;
  callback?: CallbackOptions;
  nest?: NestApplicationOptions;
  /** What a `main.ts` would do between create and listen. */
  main?: (app: INestApplication) => void;
  /** Another application's, which has to be closed after this one. */
  beside?: Pick<StartedBot, 'sandbox' | 'bot'>;
}

export interface StartedBot {
  app: INestApplication;
  sandbox: WeChatSandbox;
  /** The bot as WeCom has it, and the people who talk to it. */
  bot: SandboxWorkBot;
  /** The client under test. */
  client: WorkBot;
  /** `http://127.0.0.1:port` */
  url: string;
  close(): Promise<void>;
}

/** Starts an application with one client, `bot`, against a sandbox of its own. */
export async function startBot(adapter: AdapterName, options: StartBotOptions = {}): Promise<StartedBot> {
  const {
    modes = ['callback'],
    controllers,
    providers,
    imports = [],
    client,
    callback,
    nest,
    beside,
  } = options;
  const sandbox = beside?.sandbox ?? (await WeChatSandbox.start());
  const bot = beside?.bot ?? sandbox.workBot();
  const own = {
    botId: bot.botId,
    ...(modes.includes('callback') && bot.callbackOptions),
    ...(modes.includes('connection') && bot.options),
    ...client,
  };
  const root = {
    module: class RootModule {},
    imports: [WeChatModule.forRoot({ clients: { bot: workBot(own) }, callback }), ...(imports as [])],
    controllers,
    providers,
  };
  const close = async (app?: INestApplication): Promise<void> => {
    await app?.close();
    if (!beside) await sandbox.close();
  };
  try {
    const server = adapter === 'express' ? new ExpressAdapter() : new FastifyAdapter();
    const app = await NestFactory.create(root, server, { logger: false, abortOnError: false, ...nest });
    options.main?.(app);
    await app.listen(0, '127.0.0.1');
    const { port } = app.getHttpServer().address() as AddressInfo;
    const url = `http://127.0.0.1:${port}`;
    if (modes.includes('callback')) bot.callbackUrl = `${url}/wechat/bot`;
    const found = app.get<WorkBot>(getWeChatToken('bot'));
    return { app, sandbox, bot, client: found, url, close: () => close(app) };
  } catch (error) {
    await close();
    throw error;
  }
}
