import type { AddressInfo } from 'node:net';
import type { DynamicModule, INestApplication, NestApplicationOptions, Provider, Type } from '@nestjs/common';
import { NestFactory } from '@nestjs/core';
import { ExpressAdapter } from '@nestjs/platform-express';
import { FastifyAdapter } from '@nestjs/platform-fastify';
import { type CallbackOptions, getWeChatToken, WeChatClients, WeChatModule } from 'nestjs-wechat-sdk';
import {
  work,
  type WorkAgent,
  type WorkContacts,
  type WorkCorp,
  type WorkOptions,
} from 'nestjs-wechat-sdk/work';
import { type SandboxAgentOptions, type SandboxCorp, WeChatSandbox } from 'nestjs-wechat-sdk/sandbox';
import type { AdapterName } from './start-app.js';

export interface StartWorkOptions {
  controllers?: Type[];
  providers?: Provider[];
  imports?: DynamicModule[];
  /** Beside `assistant`, `contacts`, `customer` and `kf`, or in their place. */
  agents?: Record<string, SandboxAgentOptions>;
  /** Changes what the console shows. */
  client?: (options: WorkOptions) => WorkOptions;
  callback?: CallbackOptions;
  nest?: NestApplicationOptions;
}

export interface StartedWork {
  app: INestApplication;
  sandbox: WeChatSandbox;
  /** The corporation as its console shows it. */
  console: SandboxCorp;
  clients: WeChatClients;
  corp: WorkCorp;
  /** An application, with an AgentId. */
  assistant: WorkAgent;
  contacts: WorkContacts;
  /** 客户联系, a secret without AgentId */
  customer: WorkAgent;
  /** 微信客服, a secret without AgentId */
  kf: WorkAgent;
  /** `http://127.0.0.1:port` */
  url: string;
  close(): Promise<void>;
}

const AGENTS = { assistant: { agentId: 1000002 }, contacts: {}, customer: {}, kf: {} };

/** Starts an application with one corporation, `corp`, against a sandbox of its own. */
export async function startWork(
  adapter: AdapterName = 'express',
  {
    controllers,
    providers,
    imports = [],
    agents,
    client = (given) => given,
    callback,
    nest,
  }: StartWorkOptions = {},
): Promise<StartedWork> {
  const sandbox = await WeChatSandbox.start();
  const console = sandbox.corp({ agents: { ...AGENTS, ...agents } });
  const corp = work(client(console.options));
  const root = {
    module: class RootModule {},
    imports: [WeChatModule.forRoot({ clients: { corp }, callback }), ...imports],
    controllers,
    providers,
  };
  try {
    const server = adapter === 'express' ? new ExpressAdapter() : new FastifyAdapter();
    const app = await NestFactory.create(root, server, { logger: false, abortOnError: false, ...nest });
    await app.listen(0, '127.0.0.1');
    const { port } = app.getHttpServer().address() as AddressInfo;
    const url = `http://127.0.0.1:${port}`;
    console.callBackAt(`${url}/wechat/corp`);
    const member = <Client>(name: string): Client => app.get<Client>(getWeChatToken('corp', name));
    return {
      app,
      sandbox,
      console,
      clients: app.get(WeChatClients),
      corp: app.get<WorkCorp>(getWeChatToken('corp')),
      assistant: member('assistant'),
      contacts: member('contacts'),
      customer: member('customer'),
      kf: member('kf'),
      url,
      close: async () => {
        await app.close();
        await sandbox.close();
      },
    };
  } catch (error) {
    await sandbox.close();
    throw error;
  }
}
