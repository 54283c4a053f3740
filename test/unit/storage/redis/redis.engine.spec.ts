import { once } from 'node:events';
import { type AddressInfo, createServer, type Socket } from 'node:net';
import { CacheModule } from '@nestjs/cache-manager';
import { Test } from '@nestjs/testing';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import KeyvRedis from '@keyv/redis';
import { Keyv } from 'keyv';
import { WeChatCoordination, WeChatCredentials, WeChatModule, WeChatStorage } from 'nestjs-wechat-sdk';
import { redisEngine, type RedisEngineOptions } from 'nestjs-wechat-sdk/redis';
import { hasRedis, RedisServer } from '../../../src/redis.server.js';
import { failureOf } from '../../failure.js';

const moduleOf = (stores: Keyv[], options: RedisEngineOptions = {}) =>
  Test.createTestingModule({
    imports: [
      CacheModule.register({ stores, isGlobal: true }),
      WeChatModule.forRoot({ clients: {}, engine: redisEngine(options) }),
    ],
  }).compile();

describe('redisEngine', () => {
  it.each<[string, unknown]>([
    ['a text', 'redis://localhost'],
    ['an object without a connection', {}],
    ['null', null],
  ])('refuses %s as a store', async (_what, store) => {
    const error = await failureOf(async () => redisEngine({ store } as RedisEngineOptions));
    expect(error).toMatchObject({
      code: 'WECHAT_CONFIG',
      message: expect.stringContaining('KeyvRedis') as unknown,
    });
  });

  it.each(['', '{x}', 'a b', 'a}'])('refuses the namespace %p', async (namespace) => {
    const error = await failureOf(async () => redisEngine({ namespace }));
    expect(error).toMatchObject({ code: 'WECHAT_CONFIG' });
  });

  it('is closed at once though its Redis takes connections and says nothing', async () => {
    const silent = createServer(() => undefined);
    await once(silent.listen(0, '127.0.0.1'), 'listening');
    const { port } = silent.address() as AddressInfo;
    const store = new KeyvRedis(`redis://127.0.0.1:${port}`);
    store.on('error', () => undefined);
    const module = await moduleOf([], { store });
    const connected = once(silent, 'connection') as Promise<[Socket]>;
    await module.init();
    const [socket] = await connected;
    await once(socket, 'data'); // it has been greeted, and owes an answer
    const begun = performance.now();
    await module.close();
    expect(performance.now() - begun).toBeLessThan(10_000);
    socket.destroy();
    silent.close();
  });

  it('says at start-up that the cache of the application has no Redis', async () => {
    const module = await moduleOf([new Keyv()]);
    const error = await failureOf(module.init());
    expect(error).toMatchObject({
      code: 'WECHAT_CONFIG',
      message: expect.stringContaining('CACHE_MANAGER') as unknown,
    });
  });
});

if (!hasRedis) process.stdout.write('Not tried: redisEngine in a module: this machine has no redis-server\n');
(hasRedis ? describe : describe.skip)('redisEngine in a module', () => {
  let server: RedisServer;
  beforeAll(async () => void (server = await RedisServer.start()));
  afterAll(() => server.end());

  it.each<[string, (url: string) => [Keyv[], RedisEngineOptions]]>([
    ['the connection of CACHE_MANAGER', (url) => [[new Keyv({ store: new KeyvRedis(url) })], {}]],
    ['a connection of its own', (url) => [[new Keyv()], { store: new KeyvRedis(url) }]],
  ])('keeps everything over %s', async (_what, given) => {
    const module = await moduleOf(...given(server.url));
    await module.init();
    const expiresAt = Date.now() + 60_000;
    await module.get(WeChatStorage).write('wx1', { value: 'token', expiresAt, fetchedAt: Date.now() });
    await module.get(WeChatCredentials).write('wx1', { code: 'secret' });
    expect(module.get(WeChatCoordination).isShared).toBe(true);
    expect((await module.get(WeChatStorage).read('wx1'))?.value).toBe('token');
    const keys = (await server.ask('KEYS', '*')).split('\n').toSorted();
    expect(keys).toEqual(['{wechat}:credentials:wx1', '{wechat}:token:wx1']);
    expect(Number(await server.ask('PTTL', '{wechat}:token:wx1'))).toBeGreaterThan(50_000);
    expect(await server.ask('PTTL', '{wechat}:credentials:wx1')).toBe('-1');
    await module.close();
    await server.ask('FLUSHALL');
    expect(Number(await server.info('connected_clients'))).toBe(1); // redis-cli itself
  });

  it('leaves no connection behind, whichever module the application imports first', async () => {
    const cache = CacheModule.register({
      stores: [new Keyv({ store: new KeyvRedis(server.url) })],
      isGlobal: true,
    });
    const wechat = WeChatModule.forRoot({ clients: {}, engine: redisEngine() });
    for (const imports of [
      [cache, wechat],
      [wechat, cache],
    ]) {
      const module = await Test.createTestingModule({ imports }).compile();
      await module.init();
      const coordination = module.get(WeChatCoordination);
      let end = (): void => undefined;
      const ended = new Promise<void>((resolve) => (end = resolve));
      const run = coordination.once('shop:1', () => ended);
      await coordination.isReachable();
      const closed = module.close();
      end();
      await run.result;
      await closed;
      expect(Number(await server.info('connected_clients'))).toBe(1);
      await server.ask('FLUSHALL');
    }
  });

  it('takes what it cannot read for nothing', async () => {
    const module = await moduleOf([new Keyv()], { store: new KeyvRedis(server.url) });
    await module.init();
    await server.ask('SET', '{wechat}:token:wx1', 'rubbish');
    await server.ask('SET', '{wechat}:credentials:wx1', '7|"text"');
    expect(await module.get(WeChatStorage).read('wx1')).toBeUndefined();
    expect(await module.get(WeChatCredentials).read('wx1')).toBeUndefined();
    await module.close();
    await server.ask('FLUSHALL');
  });
});
