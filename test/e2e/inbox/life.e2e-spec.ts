import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { setTimeout as sleep } from 'node:timers/promises';
import { BullModule } from '@nestjs/bullmq';
import { Injectable } from '@nestjs/common';
import { Redis } from 'ioredis';
import { type TextMessage, WeChatConfigError, WeChatMessage } from 'nestjs-wechat-sdk';
import { bullInbox } from 'nestjs-wechat-sdk/bullmq';
import { until } from '../../scale/until.js';
import { describeWithRedis } from '../../scale/with-redis.js';
import { openInbox } from '../../src/open-inbox.js';
import { RedisServer } from '../../src/redis.server.js';
import { ADAPTERS, startApp } from '../../src/start-app.js';
import { type StartedInbox, startInbox } from '../../src/start-inbox.js';
import { failureOf } from '../../unit/failure.js';

const steps: string[] = [];
let gate: Promise<void> | undefined;

@Injectable()
class Handlers {
  @WeChatMessage('text')
  async hear({ Content }: TextMessage): Promise<void> {
    steps.push(`${Content} begins`);
    await gate;
    steps.push(`${Content} ends`);
  }
}

describeWithRedis('an application with an inbox', () => {
  let redis: RedisServer;
  let started: StartedInbox | undefined;
  beforeAll(async () => {
    redis = await RedisServer.start();
  });
  afterAll(() => redis?.end());
  beforeEach(() => {
    steps.length = 0;
    gate = undefined;
    started = undefined;
  });
  afterEach(() => started?.close());

  const connections = async (): Promise<number> => Number(await redis.info('connected_clients')) - 1;

  describe.each(ADAPTERS)('on %s', (adapter) => {
    it('ends when what runs has ended, begins nothing more, and leaves no connection; another goes on', async () => {
      const before = await connections();
      let release = (): void => undefined;
      gate = new Promise<void>((resolve) => (release = resolve));
      const inbox = { concurrency: 2, queue: `life-${adapter}` };
      started = await startInbox(adapter, redis, { providers: [Handlers], inbox });
      for (const name of ['one', 'two', 'three']) await started.post(`o-${name}`, name)();
      await until('two run', () => steps.length === 2);
      const closed = started.close();
      await sleep(300);
      expect(steps).toEqual(['one begins', 'two begins']);
      release();
      await closed;
      expect(steps.toSorted()).toEqual(['one begins', 'one ends', 'two begins', 'two ends']);
      expect(await connections()).toBe(before);

      started = await startInbox(adapter, redis, { providers: [Handlers], inbox });
      await until('the third is run', () => steps.includes('three ends'));
      expect(steps).toHaveLength(6);
    });
  });

  it('may leave the work to others', async () => {
    const inbox = { concurrency: 0, queue: 'life-web' };
    started = await startInbox('express', redis, { providers: [Handlers], inbox });
    await started.post('oAlice', 'one')();
    await sleep(500);
    expect(steps).toEqual([]);
    expect(await started.queue.getWaitingCount()).toBe(1);
    const worker = await startInbox('fastify', redis, {
      providers: [Handlers],
      inbox: { queue: 'life-web' },
    });
    await until('it is run', () => steps.includes('one ends'));
    await worker.close();
  });

  it('works over a connection the application has made', async () => {
    const { port, password } = redis;
    const connection = new Redis({ port, password, maxRetriesPerRequest: null });
    const app = await startApp('express', {
      providers: [Handlers],
      imports: [BullModule.registerQueue({ name: 'life-own', connection, prefix: 'shop' })],
      callback: { inbox: bullInbox({ queue: 'life-own' }) },
    });
    const alice = app.account.person();
    await alice.say('one');
    await until('it is run', () => steps.includes('one ends'));
    expect(await redis.ask('KEYS', 'shop:life-own:wechat-*')).not.toBe('');
    await app.close();
    await connection.quit();
  });

  it('tells of jobs that are none of the inbox', async () => {
    started = await startInbox('express', redis, { providers: [Handlers] });
    await started.queue.add('mail', { to: 'somebody' }, { attempts: 3 });
    const errors = (): string[] =>
      (started?.logger.of('error') ?? []).filter((line) => line.includes('WeChat'));
    await until('it is told', () => errors().length > 0);
    const [job] = await started.queue.getFailed();
    expect(job).toMatchObject({
      attemptsMade: 1,
      failedReason: expect.stringContaining('no push of WeChat'),
    });
  });

  it('does not start with a queue nobody registers', async () => {
    const { imports, callback } = openInbox(redis);
    const error = await failureOf(startApp('express', { imports: imports.slice(0, 1), callback }));
    expect(error).toBeInstanceOf(WeChatConfigError);
    expect(error.message).toMatch(/BullModule\.registerQueue\(\{ name: 'wechat-/);
  });
});
