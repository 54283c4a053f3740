import { afterAll, afterEach, beforeAll, beforeEach, expect, it } from '@jest/globals';
import { Injectable } from '@nestjs/common';
import { NestFactory } from '@nestjs/core';
import { Keyv } from 'keyv';
import {
  type AuthorizedInfo,
  type CallbackContext,
  officialAccount,
  openPlatform,
  type TextMessage,
  WeChatClients,
  WeChatInfo,
  WeChatMessage,
  WeChatModule,
} from 'nestjs-wechat-sdk';
import { until } from '../../scale/until.js';
import { describeWithRedis } from '../../scale/with-redis.js';
import { LogCapture } from '../../src/log.capture.js';
import { openInbox } from '../../src/open-inbox.js';
import { RedisServer } from '../../src/redis.server.js';
import { type StartedPlatform, startPlatform } from '../../src/start-platform.js';

const heard: string[] = [];

@Injectable()
class Handlers {
  @WeChatMessage('text')
  hear({ Content }: TextMessage, { client, parent }: CallbackContext): string {
    heard.push(`${client.id} of ${parent?.name}: ${Content}`);
    return `heard ${Content}`;
  }

  @WeChatInfo('authorized')
  joined({ AuthorizerAppid }: AuthorizedInfo, { client }: CallbackContext): void {
    heard.push(`${AuthorizerAppid} joined ${client.name}`);
  }
}

describeWithRedis('a platform with an inbox', () => {
  let redis: RedisServer;
  let started: StartedPlatform;
  let logger: LogCapture;
  beforeAll(async () => {
    redis = await RedisServer.start();
  });
  afterAll(() => redis?.end());
  beforeEach(() => {
    heard.length = 0;
    logger = new LogCapture();
  });
  afterEach(() => started.close());

  it('hands in what accounts are sent, declared and met, and what the platform is told', async () => {
    const { imports, callback } = openInbox(redis);
    started = await startPlatform('fastify', {
      providers: [Handlers],
      imports,
      module: { callback },
      clients: ({ other }) => ({ named: officialAccount({ appId: other.appId, component: 'platform' }) }),
    });
    const { console, shop, other, mini, platform } = started;
    for (const account of [shop, other, mini]) await console.authorize(account);
    // the library's own part is done before WeChat is answered
    expect(await platform.officialAccount(shop.appId).account.getCallbackIps()).not.toEqual([]);
    await until('all are told', () => heard.length === 3);
    expect(heard).toEqual([shop, other, mini].map(({ appId }) => `${appId} joined platform`));
    for (const account of [shop, other]) {
      const person = account.person();
      await person.subscribe();
      await person.say('hello');
      const { message } = await person.nextMessage({ timeout: 10_000 });
      expect(message.text).toEqual({ content: 'heard hello' });
    }
    const visitor = mini.person();
    await visitor.say('hello');
    await visitor.nextMessage({ timeout: 10_000 });
    expect(heard.slice(3)).toEqual([shop, other, mini].map(({ appId }) => `${appId} of platform: hello`));
  });

  it('hands in what another process has kept for an account this one has not met', async () => {
    const credentials = new Keyv();
    const accepting = openInbox(redis, { concurrency: 0 });
    const working = openInbox(redis, { queue: accepting.name });
    started = await startPlatform('express', {
      providers: [Handlers],
      imports: accepting.imports,
      module: { callback: accepting.callback, credentials },
    });
    const { console, shop } = started;
    await console.authorize(shop);
    const alice = shop.person();
    await alice.subscribe();
    await alice.say('hello');
    const queue = accepting.queueOf(started.app);
    expect(await queue.getJobCountByTypes('wait')).toBe(2);
    expect(heard).toEqual([]);

    const { api, mp, open } = started.sandbox.baseUrls;
    const platform = openPlatform({ ...console.credentials, baseUrls: { api, mp, open } });
    const root = {
      module: class RootModule {},
      imports: [
        WeChatModule.forRoot({ clients: { platform }, callback: working.callback, credentials }),
        ...working.imports,
      ],
      providers: [Handlers],
    };
    // without a server of its own
    const worker = await NestFactory.createApplicationContext(root, { logger: false, abortOnError: false });
    await until('it is heard', () => heard.length === 2);
    expect(heard[1]).toBe(`${shop.appId} of platform: hello`);
    expect((await alice.nextMessage({ timeout: 10_000 })).message.text).toEqual({ content: 'heard hello' });
    await worker.close();
  });

  it('tells of what is kept for a client that is gone', async () => {
    const { imports, callback, queueOf } = openInbox(redis, { attempts: 2, backoff: 20, concurrency: 1 });
    let release = (): void => undefined;
    const hold = new Promise<void>((resolve) => (release = resolve));

    @Injectable()
    class Slow {
      @WeChatMessage('text')
      async hear({ Content }: TextMessage): Promise<void> {
        heard.push(Content);
        await hold;
      }
    }
    started = await startPlatform('express', {
      providers: [Slow],
      imports,
      module: { callback },
      nest: { logger },
      clients: ({ other }) => ({ named: officialAccount({ appId: other.appId, component: 'platform' }) }),
    });
    const { console, shop, other } = started;
    for (const account of [shop, other]) await console.authorize(account);
    await shop.person().say('first');
    await until('the first is heard', () => heard.length === 1);
    await other.person().say('to a client that is removed');
    await shop.person().say('to an account that leaves');
    started.app.get(WeChatClients).remove('named');
    await console.unauthorize(other);
    await console.unauthorize(shop);
    release();
    const errors = (): string[] => logger.of('error').filter((line) => line.includes('WeChat'));
    await until('both are dead', () => errors().length === 2);
    const failed = await queueOf(started.app).getFailed();
    expect(failed.map(({ failedReason }) => failedReason)).toEqual([
      expect.stringMatching(/The account "wx\w+" is not \(or no longer\) one "platform" acts for/),
      expect.stringMatching(/The account "wx\w+" is not \(or no longer\) one "platform" acts for/),
    ]);
    expect(heard).toEqual(['first']);
  });
});
