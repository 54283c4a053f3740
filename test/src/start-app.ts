import type { AddressInfo } from 'node:net';
import type { INestApplication, NestApplicationOptions, Provider, Type } from '@nestjs/common';
import { type AbstractHttpAdapter, NestFactory } from '@nestjs/core';
import { ExpressAdapter } from '@nestjs/platform-express';
import { FastifyAdapter } from '@nestjs/platform-fastify';
import {
  type CallbackOptions,
  officialAccount,
  type OfficialAccountOptions,
  WeChatModule,
} from 'nestjs-wechat-sdk';
import { type SandboxAccount, type SandboxAccountOptions, WeChatSandbox } from 'nestjs-wechat-sdk/sandbox';

export const ADAPTERS = ['express', 'fastify'] as const;
export type AdapterName = (typeof ADAPTERS)[number];

/** The key of the official samples. */
export const AES_KEY = 'abcdefghijklmnopqrstuvwxyz0123456789ABCDEFG';

export interface StartOptions {
  controllers?: Type[];
  providers?: Provider[];
  imports?: unknown[];
  account?: SandboxAccountOptions;
  client?: Partial<OfficialAccountOptions>;
  callback?: CallbackOptions;
  nest?: NestApplicationOptions;
  pushTimeout?: number;
  /** What a `main.ts` would do between create and listen. */
  main?: (app: INestApplication) => void;
}

export interface StartedApp {
  app: INestApplication;
  sandbox: WeChatSandbox;
  account: SandboxAccount;
  /** `http://127.0.0.1:port` */
  url: string;
  close(): Promise<void>;
}

const createAdapter = (name: AdapterName): AbstractHttpAdapter =>
  (name === 'express' ? new ExpressAdapter() : new FastifyAdapter()) as AbstractHttpAdapter;

/** Starts an application with one client, `shop`, against a sandbox of its own. */
export async function startApp(adapter: AdapterName, options: StartOptions = {}): Promise<StartedApp> {
  const sandbox = await WeChatSandbox.start({ pushTimeout: options.pushTimeout });
  const account = sandbox.officialAccount({ encodingAESKey: AES_KEY, ...options.account });
  const { appId, appSecret, token, encodingAESKey } = account.credentials;
  const { baseUrls } = sandbox;
  const own = { appId, appSecret, token, encodingAESKey, baseUrls, ...options.client };
  const shop = officialAccount(own as OfficialAccountOptions);
  const root = {
    module: class RootModule {},
    imports: [
      WeChatModule.forRoot({ clients: { shop }, callback: options.callback }),
      ...((options.imports ?? []) as []),
    ],
    controllers: options.controllers,
    providers: options.providers,
  };
  const app = await NestFactory.create(root, createAdapter(adapter), {
    logger: false,
    abortOnError: false,
    ...options.nest,
  })
    .then(async (created) => {
      options.main?.(created);
      return created.listen(0, '127.0.0.1').then(() => created);
    })
    .catch(async (error: unknown) => {
      await sandbox.close();
      throw error;
    });
  const { port } = app.getHttpServer().address() as AddressInfo;
  const url = `http://127.0.0.1:${port}`;
  account.callbackUrl = `${url}/wechat/shop`;
  const close = async (): Promise<void> => {
    await app.close();
    await sandbox.close();
  };
  return { app, sandbox, account, url, close };
}
