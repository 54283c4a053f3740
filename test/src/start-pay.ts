import type { AddressInfo } from 'node:net';
import type { DynamicModule, INestApplication, NestApplicationOptions, Provider, Type } from '@nestjs/common';
import { NestFactory } from '@nestjs/core';
import { ExpressAdapter } from '@nestjs/platform-express';
import { FastifyAdapter } from '@nestjs/platform-fastify';
import { type CallbackOptions, getWeChatToken, WeChatModule } from 'nestjs-wechat-sdk';
import { pay, type PayOptions, type WeChatPay } from 'nestjs-wechat-sdk/pay';
import { type SandboxMerchant, type SandboxMerchantOptions, WeChatSandbox } from 'nestjs-wechat-sdk/sandbox';
import type { AdapterName } from './start-app.js';

export interface StartPayOptions {
  controllers?: Type[];
  providers?: Provider[];
  imports?: DynamicModule[];
  merchant?: SandboxMerchantOptions;
  client?: Partial<PayOptions>;
  callback?: CallbackOptions;
  nest?: NestApplicationOptions;
  /** What a `main.ts` would do between create and listen. */
  main?: (app: INestApplication) => void;
}

export interface StartedPay {
  app: INestApplication;
  sandbox: WeChatSandbox;
  /** The merchant as the merchant platform shows it. */
  merchant: SandboxMerchant;
  /** The client under test. */
  shop: WeChatPay;
  /** `http://127.0.0.1:port` */
  url: string;
  close(): Promise<void>;
}

/** Starts an application with one client, `pay`, against a sandbox of its own. */
export async function startPay(
  adapter: AdapterName = 'express',
  {
    controllers,
    providers,
    imports = [],
    merchant: given,
    client,
    callback,
    nest,
    main,
  }: StartPayOptions = {},
): Promise<StartedPay> {
  const sandbox = await WeChatSandbox.start();
  const merchant = sandbox.merchant(given);
  const options = { ...merchant.credentials, ...client } as PayOptions;
  const root = {
    module: class RootModule {},
    imports: [WeChatModule.forRoot({ clients: { pay: pay(options) }, callback }), ...imports],
    controllers,
    providers,
  };
  try {
    const server = adapter === 'express' ? new ExpressAdapter() : new FastifyAdapter();
    const app = await NestFactory.create(root, server, { logger: false, abortOnError: false, ...nest });
    main?.(app);
    await app.listen(0, '127.0.0.1');
    const { port } = app.getHttpServer().address() as AddressInfo;
    const url = `http://127.0.0.1:${port}`;
    merchant.notifyUrl = `${url}/wechat/pay`;
    const close = async (): Promise<void> => {
      await app.close();
      await sandbox.close();
    };
    return { app, sandbox, merchant, shop: app.get<WeChatPay>(getWeChatToken('pay')), url, close };
  } catch (error) {
    await sandbox.close();
    throw error;
  }
}
