import { setTimeout as sleep } from 'node:timers/promises';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { Injectable } from '@nestjs/common';
import { type TextMessage, WeChatMessage } from 'nestjs-wechat-sdk';
import { timed, until } from '../../scale/until.js';
import { describeWithRedis } from '../../scale/with-redis.js';
import { RedisServer } from '../../src/redis.server.js';
import { ADAPTERS } from '../../src/start-app.js';
import { type StartedInbox, startInbox } from '../../src/start-inbox.js';

const heard: string[] = [];
/** What runs wait for. */
let gate: Promise<void> | undefined;

@Injectable()
class Handlers {
  @WeChatMessage('text')
  async hear({ Content }: TextMessage): Promise<void> {
    heard.push(Content);
    await gate;
  }
}

describeWithRedis('an inbox whose Redis is away', () => {
  let redis: RedisServer;
  let started: StartedInbox;
  beforeEach(async () => {
    heard.length = 0;
    gate = undefined;
    redis = await RedisServer.start();
  });
  afterEach(async () => {
    await started.close();
    await redis.end();
  });

  const warnings = (): string[] => started.logger.of('warn').filter((line) => line.includes('is away'));

  describe.each(ADAPTERS)('on %s', (adapter) => {
    it('has WeChat come again, acknowledges nothing that it does not have, and says so once', async () => {
      started = await startInbox(adapter, redis, { providers: [Handlers] });
      await started.post('oAlice', 'before')();
      await until('it is heard', () => heard.length === 1);
      await redis.end();
      const post = started.post('oAlice', 'meanwhile');
      const { result, took } = await timed(() => Promise.all([post(), started.post('oBob', 'lost')()]));
      expect(result.map(({ status }) => status)).toEqual([503, 503]);
      expect(took).toBeLessThan(4_900);
      expect(warnings()).toHaveLength(1);
      await redis.start(); // empty
      let status = 0;
      for (let attempt = 0; attempt < 10 && status !== 200; attempt += 1) ({ status } = await post());
      expect(status).toBe(200);
      await until('it is heard', () => heard.includes('meanwhile'));
      expect(heard).toEqual(['before', 'meanwhile']);
      expect(started.logger.of('log').filter((line) => line.includes('is back'))).toHaveLength(1);
      expect(warnings()).toHaveLength(1);
    }, 60_000);
  });

  it('stands still: the same', async () => {
    started = await startInbox('express', redis, { providers: [Handlers] });
    await started.post('oAlice', 'before')();
    await until('it is heard', () => heard.length === 1);
    redis.suspend();
    const post = started.post('oAlice', 'meanwhile');
    expect((await post()).status).toBe(503);
    redis.resume();
    let status = 0;
    for (let attempt = 0; attempt < 10 && status !== 200; attempt += 1) ({ status } = await post());
    expect(status).toBe(200);
    await until('it is heard', () => heard.length === 2);
    await sleep(500);
    expect(heard).toEqual(['before', 'meanwhile']);
  }, 60_000);

  it('is full: what it does not take is not acknowledged', async () => {
    started = await startInbox('express', redis, { providers: [Handlers] });
    await redis.ask('CONFIG', 'SET', 'maxmemory', '1');
    const post = started.post('oAlice', 'too much');
    expect((await post()).status).toBe(503);
    expect(started.logger.of('warn')).toEqual([expect.stringMatching(/refuses.*\(OOM\)/)]);
    expect(warnings()).toEqual([]);
    await redis.ask('CONFIG', 'SET', 'maxmemory', '0');
    expect((await post()).status).toBe(200);
    await until('it is heard', () => heard.length === 1);
  });

  it('cuts all connections while handlers run: each is run once', async () => {
    started = await startInbox('express', redis, { providers: [Handlers] });
    let release = (): void => undefined;
    gate = new Promise<void>((resolve) => (release = resolve));
    const names = Array.from({ length: 10 }, (_, index) => `text ${index}`);
    for (const name of names) await started.post(`o${name}`, name)();
    await until('all run', () => heard.length === names.length);
    await redis.ask('CLIENT', 'KILL', 'TYPE', 'normal');
    release();
    const next = started.post('otext 0', 'the next');
    await redis.ask('CLIENT', 'KILL', 'TYPE', 'normal');
    let status = 0;
    for (let attempt = 0; attempt < 10 && status !== 200; attempt += 1) ({ status } = await next());
    await until('the next is heard', () => heard.includes('the next'));
    await sleep(500);
    expect(heard.toSorted()).toEqual(['the next', ...names].toSorted());
  }, 60_000);

  it('is not there at the start: the application starts, and keeps what comes once it is', async () => {
    await redis.end();
    started = await startInbox('express', redis, { providers: [Handlers] });
    const post = started.post('oAlice', 'early');
    expect((await post()).status).toBe(503);
    await redis.start();
    let status = 0;
    for (let attempt = 0; attempt < 10 && status !== 200; attempt += 1) ({ status } = await post());
    expect(status).toBe(200);
    await until('it is heard', () => heard.length === 1);
    expect(warnings()).toHaveLength(1);
  }, 60_000);
});
