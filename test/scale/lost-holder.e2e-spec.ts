import { afterAll, beforeAll, beforeEach, expect, it } from '@jest/globals';
import { setTimeout as sleep } from 'node:timers/promises';
import { RedisServer } from '../src/redis.server.js';
import { Fleet } from './fleet.js';
import type { ScaleProcess } from './scale.process.js';
import { timed, until } from './until.js';
import { describeWithRedis } from './with-redis.js';

/** A lease, and as much again for a busy machine. */
const WITHIN_A_LEASE = 12_000;
/** Seconds after which a token that was replaced is dead. */
const GRACE = 301;

describeWithRedis('a process that holds the lock of a token and is lost', () => {
  let redis: RedisServer;
  let fleet: Fleet;

  beforeAll(async () => {
    redis = await RedisServer.start();
    fleet = await Fleet.open({ kind: 'single', url: redis.url }, { withBot: true });
  }, 180_000);
  afterAll(async () => {
    await fleet?.end();
    await redis?.end();
  });
  beforeEach(async () => {
    await fleet.start(3 - fleet.alive.length);
  }, 180_000);

  it.each(['stable', 'classic'] as const)(
    'is killed in the middle of the fetch: the others go on within its lease, with one fetch: %s',
    async (client) => {
      const held = fleet.holdFetch(client);
      const calls = fleet.alive.map((one) => ({ one, made: one.call({ client, reads: 20 }) }));
      for (const { made } of calls) made.catch(() => undefined); // the one that is killed
      const holder = fleet.named((await held.call).from);
      await holder.kill();
      const others = calls.filter(({ one }) => one !== holder);
      const { result, took } = await timed(() => Promise.all(others.map(({ made }) => made)));
      held.release();
      expect(result.flatMap(({ failures }) => failures)).toEqual([]);
      expect(result.map(({ succeeded }) => succeeded)).toEqual([20, 20]);
      expect(took).toBeLessThan(WITHIN_A_LEASE);
      expect(fleet.fetches(client)).toBe(2);
      expect(fleet.refusals).toEqual([]);
      expect(fleet.gate.tokensOf(client).size).toBe(1);
    },
    180_000,
  );

  it('stands still for longer than its lease: it does not write over its successor, and takes its token', async () => {
    const held = fleet.holdFetch('spare');
    const calls = fleet.alive.map((one) => ({ one, made: one.call({ client: 'spare', reads: 20 }) }));
    const holder = fleet.named((await held.call).from);
    holder.stall();
    const others = calls.filter(({ one }) => one !== holder);
    const results = await Promise.all(others.map(({ made }) => made));
    expect(results.flatMap(({ failures }) => failures)).toEqual([]);
    const live = fleet.gate.tokensOf('spare');
    expect(live.size).toBe(1);
    // what the one that stands still was given lives no longer
    fleet.sandbox.advance(GRACE);
    held.release();
    await until('the answer is on its way', () => fleet.gate.isIdle);
    holder.goOn();
    const own = await calls.find(({ one }) => one === holder)?.made;
    expect(own?.failures).toEqual([]);
    expect(own?.succeeded).toBe(20);
    await holder.call({ client: 'spare', reads: 1 });

    // whoever asks the store now is told the successor's token
    const [fresh] = await fleet.start(1);
    await fresh?.call({ client: 'spare', reads: 1 });
    expect(fleet.gate.tokensOf('spare')).toEqual(live);
    expect(fleet.gate.tokensOf('spare', holder.name)).toEqual(live);
    expect(fleet.gate.tokensOf('spare', fresh?.name)).toEqual(live);
    expect(fleet.fetches('spare')).toBe(2);
    expect(fleet.refusals).toEqual([]);
  }, 180_000);

  it('holds the connection of a bot and is killed, or stands still: another takes it, and keeps it', async () => {
    const { connection } = fleet.bot;
    const holders = (): ScaleProcess[] => fleet.alive.filter(({ hasBot }) => hasBot);
    await until('one has it', () => connection.isOpen && holders().length === 1);
    const before = connection.attempts;
    await holders()[0]?.kill();
    await connection.closed();
    const { took } = await timed(() => connection.opened({ timeout: 60_000 }));
    expect(took).toBeLessThan(WITHIN_A_LEASE);
    expect(connection.attempts - before).toBe(1);

    await until('another says so', () => holders().length === 1);
    const [holder] = holders();
    holder?.stall();
    await until('a third connects', () => connection.attempts - before === 2);
    holder?.goOn();
    await until('it has left', () => holder?.hasBot === false);
    await sleep(1_000);
    expect(connection.isOpen).toBe(true);
    expect(holders()).toHaveLength(1);
    expect(connection.attempts - before).toBe(2);
  }, 180_000);
});
