import type { AddressInfo } from 'node:net';
import type { INestApplication, NestApplicationOptions, Provider, Type } from '@nestjs/common';
import { NestFactory } from '@nestjs/core';
import { ExpressAdapter } from '@nestjs/platform-express';
import { FastifyAdapter } from '@nestjs/platform-fastify';
import {
  type CallbackOptions,
  getWeChatToken,
  type MiniProgram,
  miniProgram,
  type MiniProgramOptions,
  WeChatModule,
} from 'nestjs-wechat-sdk';
import {
  type SandboxAccountOptions,
  type SandboxMiniProgram,
  WeChatSandbox,
} from 'nestjs-wechat-sdk/sandbox';
import { type AdapterName, AES_KEY } from './start-app.js';

export interface StartMiniProgramOptions {
  controllers?: Type[];
  providers?: Provider[];
  account?: SandboxAccountOptions;
  client?: Partial<MiniProgramOptions>;
  callback?: CallbackOptions;
  nest?: NestApplicationOptions;
}

export interface StartedMiniProgram {
  app: INestApplication;
  sandbox: WeChatSandbox;
  /** The mini program as its console shows it. */
  account: SandboxMiniProgram;
  /** The client under test. */
  mini: MiniProgram;
  /** `http://127.0.0.1:port` */
  url: string;
  close(): Promise<void>;
}

/** Starts an application with one client, `mini`, against a sandbox of its own. */
export async function startMiniProgram(
  adapter: AdapterName = 'express',
  { controllers, providers, account: given, client, callback, nest }: StartMiniProgramOptions = {},
): Promise<StartedMiniProgram> {
  const sandbox = await WeChatSandbox.start();
  const account = sandbox.miniProgram({ encodingAESKey: AES_KEY, ...given });
  const { appId, appSecret, token, encodingAESKey } = account.credentials;
  const { api } = sandbox.baseUrls;
  const options = { appId, appSecret, token, encodingAESKey, baseUrls: { api }, ...client };
  const mini = miniProgram(options as MiniProgramOptions);
  const root = {
    module: class RootModule {},
    imports: [WeChatModule.forRoot({ clients: { mini }, callback })],
    controllers,
    providers,
  };
  try {
    const server = adapter === 'express' ? new ExpressAdapter() : new FastifyAdapter();
    const app = await NestFactory.create(root, server, { logger: false, abortOnError: false, ...nest });
    await app.listen(0, '127.0.0.1');
    const { port } = app.getHttpServer().address() as AddressInfo;
    const url = `http://127.0.0.1:${port}`;
    account.callbackUrl = `${url}/wechat/mini`;
    const close = async (): Promise<void> => {
      await app.close();
      await sandbox.close();
    };
    return { app, sandbox, account, mini: app.get<MiniProgram>(getWeChatToken('mini')), url, close };
  } catch (error) {
    await sandbox.close();
    throw error;
  }
}
