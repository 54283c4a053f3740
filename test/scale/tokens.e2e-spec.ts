import { afterAll, beforeAll, expect, it } from '@jest/globals';
import { RedisServer } from '../src/redis.server.js';
import { Fleet } from './fleet.js';
import { until } from './until.js';
import { describeWithRedis } from './with-redis.js';

const PROCESSES = 8;
const CALLS = 500;
const MODES = ['stable', 'classic'] as const;

describeWithRedis('8 processes that share a Redis', () => {
  let redis: RedisServer;
  let fleet: Fleet;

  beforeAll(async () => {
    redis = await RedisServer.start();
    fleet = await Fleet.open({ kind: 'single', url: redis.url });
    await fleet.start(PROCESSES);
  }, 240_000);
  afterAll(async () => {
    await fleet?.end();
    await redis?.end();
  });

  it.each(MODES)(
    'have one token fetched for 500 calls in each at the same time, on a cold cache: %s',
    async (mode) => {
      const { succeeded, failures } = await fleet.all((one) => one.call({ client: mode, reads: CALLS }));
      expect(failures).toEqual([]);
      expect(succeeded).toBe(PROCESSES * CALLS);
      expect(fleet.complaints).toEqual([]);
      expect(fleet.fetches(mode)).toBe(1);
      expect(fleet.refusals).toEqual([]);
      expect(fleet.gate.tokensOf(mode).size).toBe(1);
    },
    240_000,
  );

  it('do not take Redis for away because they were busy when it answered', async () => {
    const busy = { client: 'spare', reads: 5, busyFor: 1_500 };
    const { succeeded, failures } = await fleet.all((one) => one.call(busy));
    expect(failures).toEqual([]);
    expect(succeeded).toBe(PROCESSES * 5);
    expect(fleet.complaints).toEqual([]);
    expect(fleet.fetches('spare')).toBe(1);
  }, 240_000);

  it.each(MODES)(
    'renew a token that is revoked under load once, and send no write twice: %s',
    async (mode) => {
      const before = fleet.fetches(mode);
      const load = { client: mode, loops: 4, writesAs: mode };
      const loads = fleet.all((one) => one.load(load));
      await until('all write', () => fleet.written.size > 200);
      fleet.accounts[mode].revokeTokens();
      const then = fleet.written.size;
      await until('all write again', () => fleet.written.size > then + 400);
      await Promise.all(fleet.processes.map((one) => one.stopLoad()));
      const { written, failures } = await loads;
      expect(failures).toEqual([]);
      expect(fleet.fetches(mode) - before).toBe(1);
      // each of them met the dead token, or heard of its successor before
      expect(fleet.refusals.length).toBeGreaterThan(0);
      const ofThisMode = [...fleet.written].filter(([id]) => id.startsWith(`${mode}-`));
      expect(ofThisMode.filter(([, times]) => times !== 1)).toEqual([]);
      expect(new Set(ofThisMode.map(([id]) => id))).toEqual(new Set(written));
    },
    240_000,
  );
});
