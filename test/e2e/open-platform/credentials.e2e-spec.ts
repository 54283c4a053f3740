import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { type SandboxAccount, SandboxPushError } from 'nestjs-wechat-sdk/sandbox';
import type { Keyv } from 'keyv';
import { type Moment, PlatformProcess } from '../../src/platform.process.js';
import { openStore, type StoreAddress } from '../../src/platform.stores.js';
import { hasRedis, RedisServer } from '../../src/redis.server.js';
import { callsWhile, lastInfo } from '../../src/sandbox.reader.js';
import { type StartedPlatform, startPlatform } from '../../src/start-platform.js';

type Point = Pick<Moment, 'room' | 'operation' | 'when'> & { of: string };

const AFTER_READING: Point = { room: 'credentials', operation: 'get', when: 'after', of: 'authorization' };
const BEFORE_KEEPING: Point = { room: 'credentials', operation: 'set', when: 'before', of: 'authorization' };
const AFTER_KEEPING: Point = { ...BEFORE_KEEPING, when: 'after' };
const BEFORE_CACHING: Point = { room: 'cache', operation: 'set', when: 'before', of: 'access_token' };
const AFTER_CACHING: Point = { ...BEFORE_CACHING, when: 'after' };

const HEALED = ['api_authorizer_token 61023', 'api_get_authorizer_list', 'api_authorizer_token'];
const CALL = 'getcallbackip';

if (!hasRedis) process.stdout.write('Not tried on Redis: this machine has no redis-server\n');

describe.each([['files', 'express'], ...(hasRedis ? [['redis', 'fastify'] as const] : [])] as const)(
  'credentials in %s, when a process on %s is killed',
  (kind, adapter) => {
    let started: StartedPlatform;
    let redis: RedisServer | undefined;
    let folder: string;
    let store: StoreAddress;
    let credentials: Keyv;
    /** Has the same store, and lives. */
    let survivor: PlatformProcess;
    let spare: Promise<PlatformProcess>;

    const startProcess = (): Promise<PlatformProcess> =>
      PlatformProcess.start({
        credentials: started.console.credentials,
        api: started.sandbox.baseUrls.api,
        adapter,
        store,
      });

    /** A process that is going to die. */
    const takeVictim = async (at: Point, appId = ''): Promise<PlatformProcess> => {
      const victim = await spare;
      spare = startProcess();
      const { of, ...point } = at;
      await victim.stopAt({ ...point, key: appId ? `${appId}:${of}` : of, action: 'die' });
      return victim;
    };

    const pushTo = ({ url }: { url: string }): void => {
      started.console.callbackUrl = `${url}/wechat/platform`;
    };

    /** WeChat says it again, somewhere else. */
    const repeatTo = async (process: PlatformProcess): Promise<void> => {
      pushTo(process);
      await started.console.pushInfo(lastInfo(started.sandbox));
    };

    const openShop = async (): Promise<SandboxAccount> => {
      const account = started.sandbox.officialAccount();
      pushTo(started);
      await started.console.authorize(account);
      return account;
    };

    /** The refresh token in the store is the one WeChat takes. */
    const expectLiveCredential = async (appId: string): Promise<void> => {
      started.sandbox.fail('GET /cgi-bin/getcallbackip', { errcode: 40001, times: 1 });
      expect(await callsWhile(started.sandbox, () => survivor.call(appId))).toEqual([
        `${CALL} 40001`,
        'api_authorizer_token',
        CALL,
      ]);
    };

    beforeAll(async () => {
      folder = await mkdtemp(join(tmpdir(), 'credentials-'));
      redis = kind === 'redis' ? await RedisServer.start() : undefined;
      store = redis ? { kind: 'redis', url: redis.url } : { kind: 'file', folder };
      credentials = openStore(store, 'credentials');
      started = await startPlatform(adapter, { module: { credentials }, hasTicket: false });
      spare = startProcess();
      survivor = await startProcess();
    });
    afterAll(async () => {
      await Promise.all([survivor.end(), spare.then((process) => process.end())]);
      await started.close();
      await credentials.disconnect();
      await redis?.end();
      await rm(folder, { recursive: true, force: true });
    });

    it('before it has kept the ticket: WeChat says it again', async () => {
      const victim = await takeVictim({ ...BEFORE_KEEPING, of: 'component_verify_ticket' });
      pushTo(victim);
      await expect(started.console.pushTicket()).rejects.toThrow(SandboxPushError);
      expect(await victim.death()).toBe('SIGKILL');
      const [appId = ''] = started.console.addAuthorizers(1);
      await expect(survivor.call(appId)).rejects.toThrow('no component_verify_ticket has come yet');
      await repeatTo(survivor);
      await survivor.call(appId);
    });

    it.each<[string, Point, victim: string[], survivor: string[]]>([
      ['before it asks', AFTER_READING, [], ['api_authorizer_token', CALL]],
      ['before the new refresh token is kept', BEFORE_KEEPING, ['api_authorizer_token'], [...HEALED, CALL]],
      [
        'before it has read that back',
        AFTER_KEEPING,
        ['api_authorizer_token'],
        ['api_authorizer_token', CALL],
      ],
      [
        'before the access token is in the cache',
        BEFORE_CACHING,
        ['api_authorizer_token'],
        ['api_authorizer_token', CALL],
      ],
      ['after that', AFTER_CACHING, ['api_authorizer_token'], [CALL]],
    ])('while it renews a token, %s: the next one gets a live token', async (_, at, died, healed) => {
      const { appId } = await openShop();
      const victim = await takeVictim(at, appId);
      expect(
        await callsWhile(started.sandbox, () => expect(victim.call(appId)).rejects.toThrow('is dead')),
      ).toEqual(died);
      expect(await victim.death()).toBe('SIGKILL');
      expect(await callsWhile(started.sandbox, () => survivor.call(appId))).toEqual(healed);
      await expectLiveCredential(appId);
    });

    it.each<[string, Point, repeated: string[], called: string[]]>([
      [
        'before the refresh token is kept',
        BEFORE_KEEPING,
        ['api_query_auth 61010', 'api_get_authorizer_list'],
        ['api_authorizer_token', CALL],
      ],
      [
        'before the access token is in the cache',
        BEFORE_CACHING,
        ['api_query_auth 61010'],
        ['api_authorizer_token', CALL],
      ],
      ['after that', AFTER_CACHING, ['api_query_auth 61010'], [CALL]],
    ])('while it takes an account in, %s: the repetition does', async (_, at, repeated, called) => {
      const account = started.sandbox.officialAccount();
      const { appId } = account;
      const victim = await takeVictim(at, appId);
      pushTo(victim);
      await expect(started.console.authorize(account)).rejects.toThrow(SandboxPushError);
      expect(await victim.death()).toBe('SIGKILL');
      expect(await callsWhile(started.sandbox, () => repeatTo(survivor))).toEqual(repeated);
      expect(await callsWhile(started.sandbox, () => survivor.call(appId))).toEqual(called);
      await expectLiveCredential(appId);
    });

    it('while it takes an account in anew: the old refresh token is not taken for the new one', async () => {
      const account = await openShop();
      const { appId } = account;
      await new Promise((resolve) => setTimeout(resolve, 1_000)); // consents are told apart by their second
      const victim = await takeVictim(BEFORE_KEEPING, appId);
      pushTo(victim);
      await expect(started.console.authorize(account)).rejects.toThrow(SandboxPushError);
      const repeated = ['api_query_auth 61010', 'api_get_authorizer_list'];
      expect(await callsWhile(started.sandbox, () => repeatTo(survivor))).toEqual(repeated);
      expect(await callsWhile(started.sandbox, () => survivor.call(appId))).toEqual([
        'api_authorizer_token',
        CALL,
      ]);
      await expectLiveCredential(appId);
    });

    it('while it lets an account go: the repetition drops what is left', async () => {
      const account = await openShop();
      const { appId } = account;
      const victim = await takeVictim({ ...AFTER_KEEPING, operation: 'delete' }, appId);
      await victim.call(appId);
      const cache = openStore(store, 'cache');
      const key = `wechat:${started.console.appId}:${appId}:access_token`;
      expect(await cache.get(key)).toMatchObject({ value: expect.any(String) as unknown });
      pushTo(victim);
      await expect(started.console.unauthorize(account)).rejects.toThrow(SandboxPushError);
      expect(await victim.death()).toBe('SIGKILL');
      expect(await cache.get(key)).toBeDefined();
      await repeatTo(survivor);
      expect(await cache.get(key)).toBeUndefined();
      await cache.disconnect();
      const asked = await callsWhile(started.sandbox, () =>
        expect(survivor.call(appId)).rejects.toThrow('has not authorized the platform'),
      );
      expect(asked).toEqual(['api_get_authorizer_list']);
    });
  },
);
