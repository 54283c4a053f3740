/** An application in a process of its own, one of many; see scale.process.ts. */
import type { AddressInfo } from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';
import { CacheModule } from '@nestjs/cache-manager';
import { ConsoleLogger, Injectable } from '@nestjs/common';
import { NestFactory } from '@nestjs/core';
import {
  type ClientDefinition,
  getWeChatToken,
  type OfficialAccount,
  officialAccount,
  type OfficialAccountOptions,
  type TextMessage,
  WeChatMessage,
  WeChatModule,
} from '../../lib/index.js';
import {
  pay,
  type PayNotification,
  type PayOptions,
  type PayTransactionResource,
  WeChatPayNotify,
} from '../../lib/pay/index.js';
import { redisEngine } from '../../lib/storage/redis/index.js';
import { workBot, type WorkBotOptions } from '../../lib/work/index.js';
import type { OrderAnswer } from '../src/forked.program.js';
import { openRedis } from '../src/redis.address.js';
import type {
  CallsOrder,
  CallsResult,
  LoadOrder,
  ScaleClient,
  ScaleOrder,
  ScaleReport,
  ScaleSetup,
  Task,
} from './scale.orders.js';

const setup = JSON.parse(process.argv[2] ?? '') as ScaleSetup;
const tell = (said: ScaleReport | OrderAnswer): void => void process.send?.(said);
const accountOf = (name: string): OfficialAccount => app.get<OfficialAccount>(getWeChatToken(name));
const write = (client: string, id: string): Promise<unknown> =>
  accountOf(client).account.createQrCode({ scene: id, expiresIn: 60 });

async function run({ id, takes = 0, calls }: Task): Promise<string> {
  const report = (phase: 'begins' | 'ends'): void => tell({ run: { id, by: setup.name, phase } });
  report('begins');
  if (takes > 0) await sleep(takes);
  if (calls !== undefined) await write(calls, id);
  report('ends');
  return `${id} by ${setup.name}`;
}

@Injectable()
class Handlers {
  @WeChatMessage('text')
  hear({ Content }: TextMessage): Promise<string> {
    return run(JSON.parse(Content) as Task);
  }

  @WeChatPayNotify('TRANSACTION.SUCCESS')
  async paid({ resource }: PayNotification<'TRANSACTION.SUCCESS', PayTransactionResource>): Promise<void> {
    await run(JSON.parse(resource.attach ?? '') as Task);
  }
}

function define({ kind, options }: ScaleClient): ClientDefinition {
  if (kind === 'account') return officialAccount(options as OfficialAccountOptions);
  return kind === 'pay' ? pay(options as PayOptions) : workBot(options as WorkBotOptions);
}

const clients = Object.entries(setup.clients).map(([name, client]) => [name, define(client)] as const);
const isOwn = setup.connection === 'own';
const root = {
  module: class RootModule {},
  imports: [
    CacheModule.register(isOwn ? {} : { stores: [openRedis(setup.redis)] }),
    WeChatModule.forRoot({
      clients: Object.fromEntries(clients),
      callback: { replayProtection: setup.replayProtection },
      engine: redisEngine(isOwn ? { store: openRedis(setup.redis) } : {}),
    }),
  ],
  providers: [Handlers],
};

let stop = new AbortController();

const attempt = async (call: () => Promise<unknown>, failures: string[]): Promise<boolean> => {
  try {
    await call();
    return true;
  } catch (error) {
    const { name, message } = error as Error;
    failures.push(`${name}: ${message}`);
    return false;
  }
};

/** Leaves the event loop no turn. */
function beBusy(ms: number): void {
  for (const end = performance.now() + ms; performance.now() < end;);
}

async function callAtOnce({ client, reads = 0, writes = [], busyFor }: CallsOrder): Promise<CallsResult> {
  const failures: string[] = [];
  const written: string[] = [];
  if (busyFor !== undefined) setImmediate(() => beBusy(busyFor));
  const outcomes = await Promise.all([
    ...Array.from({ length: reads }, () =>
      attempt(() => accountOf(client).account.getCallbackIps(), failures),
    ),
    ...writes.map(async (id) => {
      const isWritten = await attempt(() => write(client, id), failures);
      if (isWritten) written.push(id);
      return isWritten;
    }),
  ]);
  return { succeeded: outcomes.filter(Boolean).length, written, failures };
}

async function callOnAndOn({ client, loops, pause = 0, writesAs }: LoadOrder): Promise<CallsResult> {
  const results: CallsResult[] = [];
  let made = 0;
  stop = new AbortController();
  const { signal } = stop;
  const loop = async (): Promise<void> => {
    while (!signal.aborted) {
      made += 1;
      const order = writesAs === undefined ? { reads: 1 } : { writes: [`${writesAs}-${setup.name}-${made}`] };
      results.push(await callAtOnce({ client, ...order }));
      if (pause > 0) await sleep(pause);
    }
  };
  await Promise.all(Array.from({ length: loops }, loop));
  return {
    succeeded: results.reduce((sum, { succeeded }) => sum + succeeded, 0),
    written: results.flatMap(({ written }) => written),
    failures: results.flatMap(({ failures }) => failures),
  };
}

async function obey(order: ScaleOrder): Promise<unknown> {
  if ('calls' in order) return callAtOnce(order.calls);
  if ('load' in order) return callOnAndOn(order.load);
  stop.abort();
  if ('close' in order) await app.close();
  return undefined;
}

const dieWithParent = (): never => process.exit(1);
process.on('disconnect', dieWithParent);
process.on('message', (order: ScaleOrder) => {
  obey(order).then(
    (result) => {
      tell({ id: order.id, result });
      if (!('close' in order)) return;
      // nothing of ours keeps the process alive from here on
      process.off('disconnect', dieWithParent);
      process.disconnect();
    },
    (error: Error) => tell({ id: order.id, error: `${error.name}: ${error.message}` }),
  );
});

// only the one that is needed, since every process takes its time to start
const server =
  setup.adapter === 'express'
    ? new (await import('@nestjs/platform-express')).ExpressAdapter()
    : new (await import('@nestjs/platform-fastify')).FastifyAdapter();
const logger = new ConsoleLogger({ json: true, logLevels: ['log', 'warn', 'error', 'fatal'] });
const app = await NestFactory.create(root, server, { logger, abortOnError: false });
await app.listen(0, '127.0.0.1');
tell({ url: `http://127.0.0.1:${(app.getHttpServer().address() as AddressInfo).port}` });
