import { afterAll, beforeAll, beforeEach, expect, it } from '@jest/globals';
import { setTimeout as sleep } from 'node:timers/promises';
import { RedisServer } from '../src/redis.server.js';
import { Fleet } from './fleet.js';
import type { ScaleProcess } from './scale.process.js';
import { Traffic } from './traffic.js';
import { timed, until } from './until.js';
import { describeWithRedis } from './with-redis.js';

/** Milliseconds in which a lock comes free that was let go of: well within a lease. */
const AT_ONCE = 4_000;
const OF_ITS_OWN_ACCORD = { code: 0, signal: null };

describeWithRedis('app.close() of one process among several', () => {
  let redis: RedisServer;
  let fleet: Fleet;

  beforeAll(async () => {
    redis = await RedisServer.start();
    fleet = await Fleet.open({ kind: 'single', url: redis.url }, { withBot: true });
    await fleet.start(3);
  }, 180_000);
  afterAll(async () => {
    await fleet?.end();
    await redis?.end();
  });
  beforeEach(() => fleet.start(2 - fleet.alive.length), 180_000);

  it.each(['express', 'fastify'] as const)(
    'under load: what it has begun it brings to an end, and the process ends by itself: %s',
    async (adapter) => {
      const closing = fleet.alive.find((one) => one.adapter === adapter) as ScaleProcess;
      const before = fleet.runs.length;
      // WeChat tries the next process when one takes no connection
      const traffic = new Traffic(fleet, adapter, 40, () => ({ takes: 800, calls: 'stable' }));
      await until('handlers run', () => fleet.runs.length - before > 60);
      const { took } = await timed(() => closing.close());
      const end = await closing.ended;
      await sleep(500);
      const deliveries = await traffic.stop();
      expect(end).toEqual(OF_ITS_OWN_ACCORD);
      expect(closing.outcry).toEqual([]);
      expect(took).toBeLessThan(8_000);
      const begun = fleet.runs.filter(({ by, phase }) => by === closing.name && phase === 'begins');
      expect(begun.length).toBeGreaterThan(10);
      for (const { id } of begun) expect(fleet.ended(id)).toEqual([closing.name]);
      for (const { id, answers } of deliveries) {
        // whoever goes down may send WeChat to the next process, before anything has begun
        expect([0, 503]).toEqual(expect.arrayContaining(answers.slice(0, -1).map(({ status }) => status)));
        expect(fleet.begun(id)).toHaveLength(1);
        expect(answers.at(-1)).toEqual({ status: 200, text: `${id} by ${fleet.begun(id)[0]}` });
        expect(fleet.written.get(id)).toBe(1);
      }
    },
    180_000,
  );

  it('lets go of its locks at once: the connection of a bot is another’s without waiting for a lease', async () => {
    const { connection } = fleet.bot;
    const holders = (): ScaleProcess[] => fleet.alive.filter(({ hasBot }) => hasBot);
    await until('one has it', () => connection.isOpen && holders().length === 1);
    const [holder] = holders();
    const closed = holder?.close();
    await connection.closed();
    const { took } = await timed(() => connection.opened({ timeout: 30_000 }));
    expect(took).toBeLessThan(AT_ONCE);
    await closed;
    expect(await holder?.ended).toEqual(OF_ITS_OWN_ACCORD);
  }, 180_000);

  it('of one that has little to do: nothing keeps the process alive, and nothing is complained of', async () => {
    const [last] = fleet.alive;
    await last?.call({ client: 'spare', reads: 1 });
    const before = last?.log('warn', 'error').length;
    await last?.close();
    expect(await last?.ended).toEqual(OF_ITS_OWN_ACCORD);
    expect(last?.log('warn', 'error')).toHaveLength(before ?? 0);
    expect(last?.outcry).toEqual([]);
  }, 180_000);
});
