import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import type { Keyv } from 'keyv';
import { openStore, type StoreAddress } from '../../src/platform.stores.js';
import { hasRedis, RedisServer } from '../../src/redis.server.js';
import { type StartedPlatform, startPlatform } from '../../src/start-platform.js';

const ACCOUNTS = 1_200;
const CALLED = 50;
const PAGE = 500;
/** Milliseconds; a whole page takes longer than a store may. */
const WRITE_COST = 8;

if (!hasRedis) process.stdout.write('Not tried on Redis: this machine has no redis-server\n');

describe.each([['files', 'express'], ...(hasRedis ? [['redis', 'fastify'] as const] : [])] as const)(
  'credentials in %s, when all are lost',
  (kind, adapter) => {
    let folder: string;
    let redis: RedisServer | undefined;
    let credentials: Keyv;
    let started: StartedPlatform;

    beforeEach(async () => {
      folder = await mkdtemp(join(tmpdir(), 'credentials-'));
      redis = kind === 'redis' ? await RedisServer.start() : undefined;
      const address: StoreAddress = redis ? { kind: 'redis', url: redis.url } : { kind: 'file', folder };
      credentials = openStore(address, 'credentials');
      started = await startPlatform(adapter, { module: { credentials } });
    });
    afterEach(async () => {
      await started.close();
      await credentials.disconnect();
      await redis?.end();
      await rm(folder, { recursive: true, force: true });
    });

    it(`are all found by one walk of the list, however many of ${ACCOUNTS} accounts are called at once`, async () => {
      const { console, platform, sandbox } = started;
      const appIds = console.addAuthorizers(ACCOUNTS);
      const called = appIds.filter((_, index) => index % (ACCOUNTS / CALLED) === 0);
      expect(called).toHaveLength(CALLED);
      await Promise.all(called.map((appId) => platform.officialAccount(appId).account.getCallbackIps()));
      const callsOf = (name: string) => sandbox.requests.filter(({ path }) => path.endsWith(`/${name}`));
      expect(callsOf('api_get_authorizer_list')).toHaveLength(3);
      expect(callsOf('api_authorizer_token')).toHaveLength(CALLED);
      const keyOf = (appId: string): string => `wechat:credentials:${console.appId}:${appId}:authorization`;
      const kept = await credentials.getMany(appIds.map(keyOf));
      expect(kept).toHaveLength(ACCOUNTS);
      expect(kept.every((one: { refreshToken?: string } | undefined) => one?.refreshToken)).toBe(true);
      // another that was not called needs no list any more
      await platform.officialAccount(appIds[1] ?? '').account.getCallbackIps();
      expect(callsOf('api_get_authorizer_list')).toHaveLength(3);
    });
  },
);

/** A store whose every write costs a moment of the one disk. */
class SlowStore extends Map<string, string> {
  #turn: Promise<unknown> = Promise.resolve();

  async write(key: string, value: unknown): Promise<void> {
    this.#turn = this.#turn.then(() => sleep(WRITE_COST));
    await this.#turn;
    super.set(key, JSON.stringify(value));
  }
}

describe('credentials in a slow store, when all are lost', () => {
  it('are found all the same: writes do not wait for one another until they are given up', async () => {
    const store = new SlowStore();
    const credentials = {
      get: async (key: string): Promise<unknown> => JSON.parse(store.get(key) ?? 'null'),
      set: (key: string, value: unknown) => store.write(key, value),
      delete: async (key: string) => store.delete(key),
    };
    const started = await startPlatform('express', { module: { credentials } });
    const [appId = ''] = started.console.addAuthorizers(PAGE);
    await started.platform.officialAccount(appId).account.getCallbackIps();
    expect([...store.keys()].filter((key) => key.endsWith(':authorization'))).toHaveLength(PAGE);
    await started.close();
  });
});
