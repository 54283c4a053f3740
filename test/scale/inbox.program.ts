/** An application with an inbox in a process of its own, one of many; see inbox.e2e-spec.ts. */
import type { AddressInfo } from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';
import { BullModule } from '@nestjs/bullmq';
import { ConsoleLogger, Injectable } from '@nestjs/common';
import { NestFactory } from '@nestjs/core';
import { ExpressAdapter } from '@nestjs/platform-express';
import { FastifyAdapter } from '@nestjs/platform-fastify';
import { Redis } from 'ioredis';
import { bullInbox } from '../../lib/inbox/index.js';
import {
  officialAccount,
  type OfficialAccountOptions,
  type TextMessage,
  WeChatMessage,
  WeChatModule,
} from '../../lib/index.js';
import type { InboxSetup, InboxTask } from './inbox.setup.js';

const { name, adapter, redis, witness, account } = JSON.parse(process.argv[2] ?? '') as InboxSetup;
/** Sees what happens in the order in which it happens, in all processes. */
const book = new Redis(witness);

@Injectable()
class Handlers {
  @WeChatMessage('text')
  async hear({ FromUserName, Content }: TextMessage): Promise<void> {
    const { turn, takes, atLeast = 0, fails } = JSON.parse(Content) as InboxTask;
    const note = (what: string): Promise<number> =>
      book.rpush('steps', `${FromUserName} ${turn} ${what} ${name}`);
    await note('begins');
    await sleep(atLeast + Math.random() * (takes - atLeast));
    const hasFailed = Math.random() < fails;
    await note(hasFailed ? 'fails' : 'ends');
    if (hasFailed) throw new Error('a passing fault');
  }
}

const root = {
  module: class RootModule {},
  imports: [
    BullModule.forRoot({ connection: { ...redis } }),
    BullModule.registerQueue({ name: 'wechat' }),
    WeChatModule.forRoot({
      clients: { shop: officialAccount(account as OfficialAccountOptions) },
      callback: { inbox: bullInbox({ queue: 'wechat', attempts: 20, backoff: 10 }) },
    }),
  ],
  providers: [Handlers],
};

const dieWithParent = (): never => process.exit(1);
process.on('disconnect', dieWithParent);
process.on('message', ({ id }: { id: number }) => {
  const close = async (): Promise<void> => {
    await app.close();
    await book.quit();
    process.send?.({ id });
    // nothing of ours keeps the process alive from here on
    process.off('disconnect', dieWithParent);
    process.disconnect();
  };
  void close();
});

const server = adapter === 'express' ? new ExpressAdapter() : new FastifyAdapter();
const logger = new ConsoleLogger({ json: true, logLevels: ['warn', 'error', 'fatal'] });
const app = await NestFactory.create(root, server, { logger, abortOnError: false });
await app.listen(0, '127.0.0.1');
process.send?.({ url: `http://127.0.0.1:${(app.getHttpServer().address() as AddressInfo).port}` });
