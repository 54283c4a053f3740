import type { AddressInfo } from 'node:net';
import type { DynamicModule, INestApplication, NestApplicationOptions, Provider, Type } from '@nestjs/common';
import { NestFactory } from '@nestjs/core';
import { ExpressAdapter } from '@nestjs/platform-express';
import { FastifyAdapter } from '@nestjs/platform-fastify';
import {
  type ClientDefinition,
  getWeChatToken,
  type OpenPlatform,
  openPlatform,
  WeChatModule,
  type WeChatModuleOptions,
} from 'nestjs-wechat-sdk';
import {
  type SandboxAccount,
  type SandboxMiniProgram,
  type SandboxOpenPlatform,
  WeChatSandbox,
} from 'nestjs-wechat-sdk/sandbox';
import type { AdapterName } from './start-app.js';

export interface StartPlatformOptions {
  controllers?: Type[];
  providers?: Provider[];
  imports?: DynamicModule[];
  /** Clients beside the platform; they are given the accounts of the sandbox. */
  clients?: (accounts: PlatformAccounts) => Record<string, ClientDefinition>;
  module?: Omit<WeChatModuleOptions, 'clients'>;
  nest?: NestApplicationOptions;
  /** Whether the first ticket has come. @default true */
  hasTicket?: boolean;
}

export interface PlatformAccounts {
  /** Accounts of the sandbox that have not authorized the platform yet. */
  readonly shop: SandboxAccount;
  readonly other: SandboxAccount;
  readonly mini: SandboxMiniProgram;
}

export interface StartedPlatform extends PlatformAccounts {
  app: INestApplication;
  sandbox: WeChatSandbox;
  /** The platform as its console shows it. */
  console: SandboxOpenPlatform;
  /** The client under test. */
  platform: OpenPlatform;
  /** `http://127.0.0.1:port` */
  url: string;
  close(): Promise<void>;
}

/** Starts an application with one client, `platform`, against a sandbox of its own. */
export async function startPlatform(
  adapter: AdapterName = 'express',
  options: StartPlatformOptions = {},
): Promise<StartedPlatform> {
  const { controllers, providers, imports = [], clients, module, nest, hasTicket = true } = options;
  const sandbox = await WeChatSandbox.start();
  const console = sandbox.openPlatform();
  const accounts = {
    shop: sandbox.officialAccount({ name: 'shop' }),
    other: sandbox.officialAccount({ name: 'other' }),
    mini: sandbox.miniProgram({ name: 'mini' }),
  };
  const { api, mp, open } = sandbox.baseUrls;
  const root = {
    module: class RootModule {},
    imports: [
      WeChatModule.forRoot({
        clients: {
          ...clients?.(accounts),
          platform: openPlatform({ ...console.credentials, baseUrls: { api, mp, open } }),
        },
        ...module,
      }),
      ...imports,
    ],
    controllers,
    providers,
  };
  try {
    const server = adapter === 'express' ? new ExpressAdapter() : new FastifyAdapter();
    const app = await NestFactory.create(root, server, { logger: false, abortOnError: false, ...nest });
    await app.listen(0, '127.0.0.1');
    const { port } = app.getHttpServer().address() as AddressInfo;
    const url = `http://127.0.0.1:${port}`;
    console.callbackUrl = `${url}/wechat/platform`;
    console.messageUrl = `${url}/wechat/platform/$APPID$`;
    if (hasTicket) await console.pushTicket();
    const close = async (): Promise<void> => {
      await app.close();
      await sandbox.close();
    };
    const platform = app.get<OpenPlatform>(getWeChatToken('platform'));
    return { app, sandbox, console, ...accounts, platform, url, close };
  } catch (error) {
    await sandbox.close();
    throw error;
  }
}
