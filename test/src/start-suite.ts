import type { AddressInfo } from 'node:net';
import type { DynamicModule, INestApplication, NestApplicationOptions, Provider, Type } from '@nestjs/common';
import { NestFactory } from '@nestjs/core';
import { ExpressAdapter } from '@nestjs/platform-express';
import { FastifyAdapter } from '@nestjs/platform-fastify';
import { getWeChatToken, WeChatClients, WeChatModule, type WeChatModuleOptions } from 'nestjs-wechat-sdk';
import {
  type WorkProvider,
  workProvider,
  type WorkSuite,
  workSuite,
  type WorkSuiteOptions,
} from 'nestjs-wechat-sdk/work';
import {
  type SandboxCorp,
  type SandboxWorkProvider,
  type SandboxWorkSuite,
  WeChatSandbox,
} from 'nestjs-wechat-sdk/sandbox';
import type { AdapterName } from './start-app.js';

/** A service provider with two suites and a template, and corporations that may install them. */
export interface SuiteWorld {
  readonly sandbox: WeChatSandbox;
  /** The provider as its console shows it. */
  readonly providerConsole: SandboxWorkProvider;
  /** The suites as their console shows them. */
  readonly crmConsole: SandboxWorkSuite;
  readonly hrConsole: SandboxWorkSuite;
  /** A template of custom applications. */
  readonly customConsole: SandboxWorkSuite;
  readonly acme: SandboxCorp;
  readonly globex: SandboxCorp;
}

export async function openSuiteWorld(): Promise<SuiteWorld> {
  const sandbox = await WeChatSandbox.start();
  const providerConsole = sandbox.workProvider();
  const world = {
    sandbox,
    providerConsole,
    crmConsole: providerConsole.suite({ name: 'CRM' }),
    hrConsole: providerConsole.suite({ name: 'HR', isForContacts: true }),
    customConsole: providerConsole.suite({ suiteId: 'dk0123456789abcdef', name: 'Custom' }),
    acme: sandbox.corp({ name: 'Acme' }),
    globex: sandbox.corp({ name: 'Globex' }),
  };
  world.acme.member({ userid: 'zhangsan', name: '张三' });
  world.globex.member({ userid: 'lisi', name: '李四' });
  return world;
}

export interface StartSuiteOptions {
  controllers?: Type[];
  providers?: Provider[];
  imports?: DynamicModule[];
  module?: Omit<WeChatModuleOptions, 'clients'>;
  nest?: NestApplicationOptions;
  suite?: Partial<WorkSuiteOptions>;
  /** Whether the first tickets have come. @default true */
  hasTicket?: boolean;
}

/** An application of a service provider: clients `crm`, `hr`, `custom` and `provider`. */
export interface RunningSuites {
  app: INestApplication;
  clients: WeChatClients;
  crm: WorkSuite;
  hr: WorkSuite;
  custom: WorkSuite;
  provider: WorkProvider;
  /** `http://127.0.0.1:port` */
  url: string;
  /** Lets WeCom push to this application. */
  takePushes(): void;
}

export interface StartedSuites extends SuiteWorld, RunningSuites {
  close(): Promise<void>;
}

/** Starts an application in a world that is there, as one of many processes may. */
export async function runSuites(
  world: SuiteWorld,
  adapter: AdapterName = 'express',
  { controllers, providers, imports = [], module, nest, suite }: StartSuiteOptions = {},
): Promise<RunningSuites> {
  const { providerConsole, crmConsole, hrConsole, customConsole } = world;
  const clients = {
    crm: workSuite({ ...crmConsole.options, ...suite }),
    hr: workSuite({ ...hrConsole.options, ...suite }),
    custom: workSuite({ ...customConsole.options, ...suite }),
    provider: workProvider(providerConsole.options),
  };
  const root = {
    module: class RootModule {},
    imports: [WeChatModule.forRoot({ clients, ...module }), ...imports],
    controllers,
    providers,
  };
  const server = adapter === 'express' ? new ExpressAdapter() : new FastifyAdapter();
  const app = await NestFactory.create(root, server, { logger: false, abortOnError: false, ...nest });
  await app.listen(0, '127.0.0.1');
  const { port } = app.getHttpServer().address() as AddressInfo;
  const url = `http://127.0.0.1:${port}`;
  const takePushes = (): void => {
    providerConsole.callbackUrl = `${url}/wechat/provider`;
    for (const [name, console] of Object.entries({
      crm: crmConsole,
      hr: hrConsole,
      custom: customConsole,
    })) {
      console.callbackUrl = `${url}/wechat/${name}`;
      console.dataUrl = `${url}/wechat/${name}/$CORPID$`;
    }
  };
  takePushes();
  const get = <Client>(name: string): Client => app.get<Client>(getWeChatToken(name));
  return {
    app,
    clients: app.get(WeChatClients),
    crm: get('crm'),
    hr: get('hr'),
    custom: get('custom'),
    provider: get('provider'),
    url,
    takePushes,
  };
}

/** Starts an application in a world of its own. */
export async function startSuites(
  adapter: AdapterName = 'express',
  options: StartSuiteOptions = {},
): Promise<StartedSuites> {
  const world = await openSuiteWorld();
  let running: RunningSuites | undefined;
  try {
    running = await runSuites(world, adapter, options);
    const { app } = running;
    const { hasTicket = true } = options;
    const { crmConsole, hrConsole, customConsole, sandbox } = world;
    if (hasTicket) for (const one of [crmConsole, hrConsole, customConsole]) await one.pushTicket();
    const close = async (): Promise<void> => {
      await app.close();
      await sandbox.close();
    };
    return { ...world, ...running, close };
  } catch (error) {
    await running?.app.close();
    await world.sandbox.close();
    throw error;
  }
}
