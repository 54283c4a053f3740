import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { Keyv } from 'keyv';
import { PlatformProcess } from '../../src/platform.process.js';
import { openStore, type StoreAddress } from '../../src/platform.stores.js';
import { hasRedis, RedisServer } from '../../src/redis.server.js';
import { callsWhile } from '../../src/sandbox.reader.js';
import { type AdapterName, ADAPTERS } from '../../src/start-app.js';
import { type StartedPlatform, startPlatform } from '../../src/start-platform.js';

const CALL = 'getcallbackip';
const CREDENTIAL = { room: 'credentials', action: 'wait' } as const;

if (!hasRedis) process.stdout.write('Two processes are not tried: this machine has no redis-server\n');

if (!hasRedis)
  process.stdout.write('Not tried with two processes on one Redis: this machine has no redis-server\n');

(hasRedis ? describe : describe.skip)('two processes that share a Redis', () => {
  let redis: RedisServer;
  let store: StoreAddress;
  let credentials: Keyv;
  let started: StartedPlatform;
  let first: PlatformProcess;
  let second: PlatformProcess;

  beforeAll(async () => {
    redis = await RedisServer.start();
    store = { kind: 'redis', url: redis.url };
    credentials = openStore(store, 'credentials');
    started = await startPlatform('express', { module: { credentials } });
    const start = (adapter: AdapterName): Promise<PlatformProcess> =>
      PlatformProcess.start({
        credentials: started.console.credentials,
        api: started.sandbox.baseUrls.api,
        adapter,
        store,
      });
    [first, second] = (await Promise.all(ADAPTERS.map(start))) as [PlatformProcess, PlatformProcess];
  });
  afterAll(async () => {
    await Promise.all([first.end(), second.end()]);
    await started.close();
    await credentials.disconnect();
    await redis.end();
  });

  /** An account whose refresh token is in the store, and whose access token neither process has. */
  const openShop = async (): Promise<string> => {
    const account = started.sandbox.officialAccount();
    await started.console.authorize(account);
    return account.appId;
  };

  /** What renewing the token takes the next time. */
  const renewalBy = async (process: PlatformProcess, appId: string): Promise<string[]> => {
    started.sandbox.fail('GET /cgi-bin/getcallbackip', { errcode: 40001, times: 1 });
    return callsWhile(started.sandbox, () => process.call(appId));
  };

  /** The refresh token in the store is the one WeChat takes. */
  const isLive = async (appId: string): Promise<boolean> => {
    const { console, platform } = started;
    const { list } = await platform.request('POST /cgi-bin/component/api_get_authorizer_list', {
      body: { component_appid: console.appId, offset: 0, count: 500 },
    });
    const known = list.find(({ authorizer_appid }) => authorizer_appid === appId)?.refresh_token;
    const kept = await credentials.get(`wechat:credentials:${console.appId}:${appId}:authorization`);
    return known !== undefined && kept?.refreshToken === known;
  };

  it('both get a live token when they renew it with the same refresh token', async () => {
    const appId = await openShop();
    const point = { ...CREDENTIAL, operation: 'get', when: 'after', key: `${appId}:authorization` } as const;
    const [one, two] = await Promise.all([first.stopAt(point), second.stopAt(point)]);
    const calls = await callsWhile(started.sandbox, async () => {
      const both = Promise.all([first.call(appId), second.call(appId)]);
      await Promise.all([one.waits, two.waits]);
      first.goOn();
      second.goOn();
      await both;
    });
    expect(calls.filter((call) => call === 'api_authorizer_token 61023').length).toBeGreaterThan(0);
    expect(calls.filter((call) => call === CALL)).toHaveLength(2);
    await renewalBy(first, appId); // may take what the other has put into the cache
    await renewalBy(first, appId);
    expect(await isLive(appId)).toBe(true);
  });

  it('what one has kept between writing and reading back of the other is no fault of the store', async () => {
    const appId = await openShop();
    const point = { ...CREDENTIAL, operation: 'set', when: 'after', key: `${appId}:authorization` } as const;
    const { waits } = await first.stopAt(point);
    const called = first.call(appId);
    await waits;
    expect(await callsWhile(started.sandbox, () => second.call(appId))).toEqual([
      'api_authorizer_token',
      CALL,
    ]);
    first.goOn();
    await called;
    expect(await renewalBy(first, appId)).toEqual([`${CALL} 40001`, 'api_authorizer_token', CALL]);
  });

  it('a refresh token that is written late, over a newer one, is found dead and healed by the list', async () => {
    const appId = await openShop();
    const point = { ...CREDENTIAL, operation: 'set', when: 'before', key: `${appId}:authorization` } as const;
    const { waits } = await first.stopAt(point);
    const called = first.call(appId);
    await waits;
    const healing = ['api_authorizer_token 61023', 'api_get_authorizer_list', 'api_authorizer_token'];
    expect(await callsWhile(started.sandbox, () => second.call(appId))).toEqual([...healing, CALL]);
    first.goOn();
    await called;
    expect(await renewalBy(first, appId)).toEqual([`${CALL} 40001`, ...healing, CALL]);
    expect(await renewalBy(first, appId)).toEqual([`${CALL} 40001`, 'api_authorizer_token', CALL]);
  });

  it('one that finds its refresh token dead takes what the other has kept, and walks no list', async () => {
    const appId = await openShop();
    const point = { ...CREDENTIAL, operation: 'get', when: 'after', key: `${appId}:authorization` } as const;
    const { waits } = await first.stopAt(point);
    const called = first.call(appId);
    await waits;
    await second.call(appId);
    const calls = await callsWhile(started.sandbox, async () => {
      first.goOn();
      await called;
    });
    expect(calls).toEqual(['api_authorizer_token 61023', 'api_authorizer_token', CALL]);
  });

  it('both have live tokens however their renewals meet, and the next renewal leaves the live credential', async () => {
    for (let round = 0; round < 40; round += 1) {
      const appId = await openShop();
      const both = (): Promise<unknown> => Promise.all([first.call(appId), second.call(appId)]);
      await both();
      await renewalBy(first, appId); // may take what the other has put into the cache
      await renewalBy(first, appId);
      expect(await isLive(appId)).toBe(true);
      await both();
    }
  });
});
