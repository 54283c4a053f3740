import { BullModule, getQueueToken } from '@nestjs/bullmq';
import type { DynamicModule, INestApplicationContext } from '@nestjs/common';
import type { Queue } from 'bullmq';
import type { CallbackOptions } from 'nestjs-wechat-sdk';
import { bullInbox, type BullInboxOptions } from 'nestjs-wechat-sdk/bullmq';
import type { RedisServer } from './redis.server.js';

/** What an application with an inbox has in its modules and in the options of WeChatModule. */
export interface OpenedInbox {
  readonly imports: DynamicModule[];
  readonly callback: CallbackOptions;
  readonly name: string;
  queueOf(app: INestApplicationContext): Queue;
}

let last = 0;

/** An inbox with a queue of its own, or with one of another application. */
export function openInbox(
  { port, password }: Pick<RedisServer, 'port' | 'password'>,
  options: Partial<BullInboxOptions> = {},
): OpenedInbox {
  last += 1;
  const { queue: name = `wechat-${process.pid}-${last}` } = options;
  return {
    name,
    imports: [
      BullModule.forRoot({ connection: { host: '127.0.0.1', port, password } }),
      BullModule.registerQueue({ name }),
    ],
    callback: { inbox: bullInbox({ backoff: 100, ...options, queue: name }) },
    queueOf: (app) => app.get<Queue>(getQueueToken(name), { strict: false }),
  };
}
