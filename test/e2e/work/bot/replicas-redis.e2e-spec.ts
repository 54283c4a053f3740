import { setTimeout as sleep } from 'node:timers/promises';
import type { INestApplication } from '@nestjs/common';
import { NestFactory } from '@nestjs/core';
import { afterEach, describe, expect, it } from '@jest/globals';
import KeyvRedis from '@keyv/redis';
import { getWeChatToken, WeChatModule } from 'nestjs-wechat-sdk';
import { redisEngine } from 'nestjs-wechat-sdk/redis';
import { WeChatSandbox } from 'nestjs-wechat-sdk/sandbox';
import { type WorkBot, workBot } from 'nestjs-wechat-sdk/work';
import { hasRedis, RedisServer } from '../../../src/redis.server.js';
import { Conversation } from './conversation.js';

interface Replica {
  readonly app: INestApplication;
  readonly client: WorkBot;
}

const open: Array<() => Promise<unknown>> = [];
afterEach(async () => {
  for (const close of open.splice(0).toReversed()) await close();
});

/** Two replicas, each with a connection to Redis of its own. */
async function startTwo() {
  const redis = await RedisServer.start();
  open.push(() => redis.end());
  const sandbox = await WeChatSandbox.start();
  open.push(() => sandbox.close());
  const bot = sandbox.workBot();
  const start = async (): Promise<Replica> => {
    const root = {
      module: class RootModule {},
      imports: [
        WeChatModule.forRoot({
          clients: { bot: workBot(bot.options) },
          engine: redisEngine({ store: new KeyvRedis(redis.url) }),
        }),
      ],
      providers: [Conversation],
    };
    const app = await NestFactory.create(root, { logger: false, abortOnError: false });
    await app.listen(0, '127.0.0.1');
    open.push(() => app.close());
    return { app, client: app.get<WorkBot>(getWeChatToken('bot')) };
  };
  const replicas = [await start(), await start()] as const;
  const connected = (): Replica[] => replicas.filter(({ client }) => client.isConnected);
  const lock = `{wechat}:lock:work-bot:${bot.options.botId}:connection`;
  return { redis, bot, connected, lock };
}

async function until(what: () => boolean): Promise<void> {
  for (let waited = 0; !what(); waited += 20) {
    if (waited > 20_000) throw new Error('It did not happen within 20 s');
    await sleep(20);
  }
}

if (!hasRedis)
  process.stdout.write('Not tried: bots of several processes on Redis: this machine has no redis-server\n');
(hasRedis ? describe : describe.skip)('replicas of one application that share a Redis', () => {
  it('hold one long connection between them, and the other takes over when it goes', async () => {
    const { bot, connected } = await startTwo();
    await until(() => connected().length === 1);
    await sleep(500);
    expect(bot.connection.attempts).toBe(1);
    expect((await bot.ask('hello')).text).toBe('You said: hello');
    const [first] = connected();
    await first?.app.close();
    await until(() => connected().some((one) => one !== first));
    expect(bot.connection.attempts).toBe(2);
    expect((await bot.ask('hello again')).text).toBe('You said: hello again');
  });

  it('leave the bot to whoever took the lock over, and come back when that one is gone', async () => {
    const { redis, bot, connected, lock } = await startTwo();
    await until(() => connected().length === 1);
    await redis.ask('SET', lock, 'a process that came while this one stood still', 'PX', '5000');
    await until(() => connected().length === 0);
    await until(() => connected().length === 1);
    expect(bot.connection.attempts).toBe(2);
    expect(await redis.ask('GET', lock)).not.toContain('stood still');
  });

  it('keep their connection while Redis is away, and nobody fights for it', async () => {
    const { redis, bot, connected } = await startTwo();
    await until(() => connected().length === 1);
    const [holder] = connected();
    await redis.end();
    await sleep(8_000);
    expect(connected()[0] === holder).toBe(true);
    expect(bot.connection.attempts).toBe(1);
    await redis.start(); // empty
    await sleep(8_000);
    expect(connected()[0] === holder).toBe(true);
    expect(bot.connection.attempts).toBe(1);
  });
});
