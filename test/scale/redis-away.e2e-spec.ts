import { afterAll, beforeAll, expect, it } from '@jest/globals';
import { createServer, type Server } from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';
import { RedisServer } from '../src/redis.server.js';
import { Fleet } from './fleet.js';
import type { CallsResult } from './scale.orders.js';
import { type Delivery, Traffic } from './traffic.js';
import { until } from './until.js';
import { describeWithRedis } from './with-redis.js';

const PROCESSES = 4;
/** Milliseconds. */
const OUTAGE = 10_000;
const SHORT_OUTAGE = 5_000;
const BETWEEN_MESSAGES = 100;
/** Milliseconds of load once it is back. */
const AFTERWARDS = 3_000;

interface Deliveries {
  readonly calls: CallsResult;
  readonly fetchesBefore: number;
  readonly deliveries: readonly Delivery[];
  /** What each process has complained of while Redis was away. */
  readonly told: readonly string[][];
}

/** Listens where Redis was, and hangs up on everybody. */
async function slamDoor(port: number): Promise<{ knocks: () => number; close: () => Promise<void> }> {
  let knocks = 0;
  const door: Server = createServer((socket) => {
    knocks += 1;
    socket.destroy();
  });
  await new Promise<void>((resolve) => door.listen(port, '127.0.0.1', resolve));
  const close = (): Promise<void> => new Promise((resolve) => door.close(() => resolve()));
  return { knocks: () => knocks, close };
}

describeWithRedis('a Redis that goes away under load and comes back', () => {
  let redis: RedisServer;
  let fleet: Fleet;

  beforeAll(async () => {
    redis = await RedisServer.start();
    fleet = await Fleet.open({ kind: 'single', url: redis.url });
    await fleet.start(PROCESSES);
    await fleet.all((one) => one.call({ client: 'stable', reads: 1 }));
  }, 180_000);
  afterAll(async () => {
    await fleet?.end();
    await redis?.end();
  });

  const complaints = (): string[][] =>
    fleet.processes.map((one) => one.log('warn', 'error', 'fatal').map(({ message }) => message));

  /** Calls and callbacks without end, while Redis is away and afterwards. */
  const outage = async (
    name: string,
    { leave, comeBack }: Record<'leave' | 'comeBack', () => Promise<void>>,
    length = SHORT_OUTAGE,
  ): Promise<Deliveries> => {
    const calls = fleet.all((one) => one.load({ client: 'stable', loops: 2, pause: 20 }));
    // every tenth takes its time, so that some run when Redis goes and when it comes
    const traffic = new Traffic(fleet, name, BETWEEN_MESSAGES, (turn) => ({ takes: turn % 10 ? 20 : 2_000 }));
    await sleep(1_500);
    const before = complaints();
    const fetchesBefore = fleet.fetches('stable');
    await leave();
    await sleep(length);
    const told = complaints().map((lines, place) => lines.slice(before[place]?.length));
    await comeBack();
    await until('all have found it', () => fleet.processes.every(({ isAway }) => !isAway));
    await sleep(AFTERWARDS);
    const deliveries = await traffic.stop();
    await until('all are through', () => deliveries.every(({ id }) => fleet.ended(id).length > 0));
    await sleep(500);
    await Promise.all(fleet.processes.map((one) => one.stopLoad()));
    return { calls: await calls, fetchesBefore, deliveries, told };
  };

  const expectNoHarm = ({ calls, fetchesBefore, deliveries, told }: Deliveries): void => {
    expect(calls.failures).toEqual([]);
    expect(fleet.fetches('stable')).toBe(fetchesBefore);
    expect(deliveries.filter(({ id }) => fleet.begun(id).length !== 1)).toEqual([]);
    expect(deliveries.filter(({ answers }) => answers.at(-1)?.status !== 200)).toEqual([]);
    // one reply each: as an answer, or as a customer message where nobody waited for it any more
    const replied = ({ id, answers }: Delivery): string[] => [
      ...answers.flatMap(({ text }) => (text.startsWith(`${id} by`) ? text : [])),
      ...fleet.late(id),
    ];
    const wrong = deliveries.filter(
      (one) => replied(one).join() !== `${one.id} by ${fleet.begun(one.id)[0]}`,
    );
    expect(wrong.map((one) => [one.id, replied(one), fleet.begun(one.id)])).toEqual([]);
    // one warning of each, and nothing else
    expect(told.map(({ length }) => length)).toEqual(fleet.processes.map(() => 1));
    expect(told.flat().filter((line) => !line.startsWith('Redis is away'))).toEqual([]);
    expect(fleet.processes.flatMap((one) => one.outcry)).toEqual([]);
  };

  it('is killed, and starts again empty: no call fails, no handler runs twice, one warning in each process', async () => {
    const before = Number(await redis.info('connected_clients'));
    const done = await outage('killed', { leave: () => redis.end(), comeBack: () => redis.start() }, OUTAGE);
    expectNoHarm(done);
    expect(Number(await redis.info('connected_clients'))).toBeLessThanOrEqual(before);
    // besides them, one for each question of this spec
    expect(Number(await redis.info('total_connections_received'))).toBeLessThanOrEqual(before + 5);

    // a process that knows nothing has one fetched, and nobody is refused
    const [fresh] = await fleet.start(1);
    expect(await fresh?.call({ client: 'stable', reads: 1 })).toMatchObject({ succeeded: 1 });
    await fresh?.kill();
    fleet.processes.pop();
    expect(fleet.fetches('stable') - done.fetchesBefore).toBeLessThanOrEqual(1);
    expect(fleet.refusals).toEqual([]);
  }, 180_000);

  it('stands still, and goes on: the same', async () => {
    const done = await outage('still', {
      leave: async () => redis.suspend(),
      comeBack: async () => redis.resume(),
    });
    expectNoHarm(done);
  }, 180_000);

  it('hangs up on everybody: they knock seldom', async () => {
    let door: Awaited<ReturnType<typeof slamDoor>> | undefined;
    const done = await outage('door', {
      leave: async () => {
        await redis.end();
        door = await slamDoor(redis.port);
      },
      comeBack: async () => {
        await door?.close();
        await redis.start();
      },
    });
    const knocks = door?.knocks() ?? 0;
    expectNoHarm(done);
    expect(knocks).toBeGreaterThan(0);
    expect(knocks / PROCESSES / (SHORT_OUTAGE / 1_000)).toBeLessThan(10); // a second and process
  }, 180_000);

  it('is away when a token dies: one fetch for each process at most, and one token for all afterwards', async () => {
    const before = fleet.fetches('classic');
    await redis.end();
    const load = fleet.all((one) => one.load({ client: 'classic', loops: 2, pause: 20 }));
    await until('all have a token', () => fleet.fetches('classic') - before >= 1);
    await sleep(3_000);
    await redis.start();
    await sleep(3_000);
    await Promise.all(fleet.processes.map((one) => one.stopLoad()));
    expect((await load).failures).toEqual([]);
    expect(fleet.fetches('classic') - before).toBeLessThanOrEqual(PROCESSES);
    fleet.accounts.classic.revokeTokens();
    const then = fleet.fetches('classic');
    const { failures } = await fleet.all((one) => one.call({ client: 'classic', reads: 5 }));
    expect(failures).toEqual([]);
    expect(fleet.fetches('classic') - then).toBe(1);
  }, 180_000);
});
