/** An application with a client of every kind, in a process of its own; whoever forked it asks what became of it. */
import { AsyncLocalStorage } from 'node:async_hooks';
import type { IncomingMessage, Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { Injectable, type LoggerService } from '@nestjs/common';
import { NestFactory } from '@nestjs/core';
import { ExpressAdapter } from '@nestjs/platform-express';
import { FastifyAdapter } from '@nestjs/platform-fastify';
import {
  Context,
  type CallbackContext,
  Message,
  miniProgram,
  officialAccount,
  openPlatform,
  WeChatEvent,
  WeChatInfo,
  WeChatMessage,
  WeChatModule,
} from '../../../lib/index.js';
import { pay, WeChatPayNotify } from '../../../lib/pay/index.js';
import { WeChatSandbox } from '../../../lib/sandbox/index.js';
import {
  work,
  workBot,
  WorkBotEvent,
  WorkBotMessage,
  WeChatEvent as WorkEvent,
  WeChatInfo as WorkInfo,
  WeChatMessage as WorkMessage,
  workProvider,
  workSuite,
} from '../../../lib/work/index.js';
import {
  ASSISTANT,
  AUTHORIZED,
  AUTHORIZED_TOO,
  BOT,
  CONTACTS,
  CORP_ID,
  INSTALLED,
  MINI,
  PLAIN,
  PLATFORM,
  PROVIDER,
  SECRETS,
  SHOP,
  SUITE,
  SWITCHING,
} from './consoles.js';
import { retainedHeap } from '../../src/heap.js';
import { PrototypeWatch } from './prototype.watch.js';
import type {
  HandlerRun,
  TargetMessage,
  TargetOrder,
  TargetReport,
  TargetSetup,
} from './target.interface.js';
import { CASE_HEADER } from './wire.js';

type Fields = Readonly<Record<string, unknown>>;

const { adapter, merchant } = JSON.parse(process.argv[2] ?? '') as TargetSetup;
const caseOf = new AsyncLocalStorage<string | undefined>();
const prototypes = new PrototypeWatch();
let runs: HandlerRun[] = [];
let faults: string[] = [];
let errors: string[] = [];

const note = ({ kind }: CallbackContext, notice?: Fields): void => {
  runs.push({ caseId: caseOf.getStore(), kind, ...(kind === 'notice' && { notice }) });
};

/** What a handler makes of a message: whatever stands in it goes back. */
const echo = ({ Content, text }: Fields): string => {
  const said = Content ?? (text as Fields | undefined)?.['content'];
  return typeof said === 'string' ? said.slice(0, 200) : 'heard';
};

@Injectable()
class Everybody {
  @WeChatMessage()
  message(@Message() message: Fields, @Context() context: CallbackContext): string {
    note(context);
    return echo(message);
  }

  @WeChatEvent()
  event(@Context() context: CallbackContext): void {
    note(context);
  }

  @WeChatInfo()
  info(@Context() context: CallbackContext): void {
    note(context);
  }

  @WorkMessage()
  workMessage(@Message() message: Fields, @Context() context: CallbackContext): string {
    note(context);
    return echo(message);
  }

  @WorkEvent()
  workEvent(@Context() context: CallbackContext): void {
    note(context);
  }

  @WorkInfo()
  workInfo(@Context() context: CallbackContext): void {
    note(context);
  }

  @WorkBotMessage()
  botMessage(@Message() message: Fields, @Context() context: CallbackContext): string {
    note(context);
    return echo(message);
  }

  @WorkBotEvent()
  botEvent(@Context() context: CallbackContext): void {
    note(context);
  }

  @WeChatPayNotify()
  notification(@Message() message: Fields, @Context() context: CallbackContext): void {
    note(context, message);
  }
}

/** Remembers the last errors, and any line that tells a secret. */
class Listener implements LoggerService {
  log = this.#hear('log');
  warn = this.#hear('warn');
  debug = this.#hear('debug');
  verbose = this.#hear('verbose');
  fatal = this.#hear('error');
  error = this.#hear('error');

  #hear(level: string): (...parts: unknown[]) => void {
    return (...parts) => {
      const line = parts.map(String).join(' ');
      if (level === 'error' && errors.length < 20) errors.push(line.slice(0, 2000));
      // whoever is refused must not write the log: neither pages of it nor lines of his own
      if (level === 'warn' && (line.length > 1000 || line.includes('\n')))
        faults.push(`The log was told too much: ${line.slice(0, 2000)}`);
      for (const secret of SECRETS)
        if (line.includes(secret)) faults.push(`The log was told a secret: ${line}`);
    };
  }
}

process.on('unhandledRejection', (reason) => faults.push(`unhandledRejection: ${describe(reason)}`));
process.on('uncaughtException', (error) => faults.push(`uncaughtException: ${describe(error)}`));
process.on('warning', (warning) => {
  if (warning.name !== 'ExperimentalWarning') faults.push(`warning: ${describe(warning)}`);
});
process.on('disconnect', () => process.exit());

const describe = (error: unknown): string =>
  error instanceof Error ? (error.stack ?? error.message) : String(error);

const sandbox = await WeChatSandbox.start();
const { api, mp, open } = sandbox.baseUrls;
const console = sandbox.openPlatform(PLATFORM);
const accounts = [
  sandbox.officialAccount({ appId: AUTHORIZED }),
  sandbox.miniProgram({ appId: AUTHORIZED_TOO }),
];
const provider = sandbox.workProvider(PROVIDER);
const suite = provider.suite(SUITE);
const installed = sandbox.corp({ corpId: INSTALLED });
const appSecret = 'not-asked-for';
const clients = {
  plain: officialAccount({ ...PLAIN, appSecret }),
  switching: officialAccount({ ...SWITCHING, appSecret, allowPlaintext: true }),
  shop: officialAccount({ ...SHOP, appSecret }),
  mini: miniProgram({ ...MINI, appSecret }),
  platform: openPlatform({ ...console.credentials, baseUrls: { api, mp, open } }),
  corp: work({
    corpId: CORP_ID,
    agents: {
      assistant: { ...ASSISTANT, secret: appSecret },
      contacts: { ...CONTACTS, secret: appSecret },
    },
  }),
  provider: workProvider(provider.options),
  crm: workSuite(suite.options),
  bot: workBot(BOT),
  pay: pay(merchant),
};
const root = {
  module: class RootModule {},
  imports: [WeChatModule.forRoot({ clients })],
  providers: [Everybody],
};
const http = adapter === 'express' ? new ExpressAdapter() : new FastifyAdapter();
const app = await NestFactory.create(root, http, { logger: new Listener(), abortOnError: false });
await app.listen(0, '127.0.0.1');
const server = app.getHttpServer() as Server;
const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;

// whoever a handler runs for: the case goes with the request wherever it goes
const emit = server.emit.bind(server) as (...args: unknown[]) => boolean;
server.emit = (event: string, ...args: unknown[]): boolean => {
  if (event !== 'request') return emit(event, ...args);
  const name = (args[0] as IncomingMessage).headers[CASE_HEADER];
  return caseOf.run(typeof name === 'string' ? name : undefined, () => emit(event, ...args));
};

console.callbackUrl = `${url}/wechat/platform`;
suite.callbackUrl = `${url}/wechat/crm`;
await console.pushTicket();
await suite.pushTicket();
for (const account of accounts) await console.authorize(account);
await suite.install(installed);
console.callbackUrl = undefined;
suite.callbackUrl = undefined;
runs = [];

const tell = (message: TargetMessage): void => void process.send?.(message);

process.on('message', ({ id, collect }: TargetOrder) => {
  const result: TargetReport = {
    runs,
    faults,
    errors,
    isPrototypeClean: prototypes.isClean,
    ...(collect && { heap: retainedHeap() }),
  };
  tell({ id, result });
  runs = [];
  faults = [];
  errors = [];
});
tell({ url, originalIds: Object.fromEntries(accounts.map(({ appId, originalId }) => [appId, originalId])) });
