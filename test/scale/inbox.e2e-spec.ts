import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, afterEach, beforeAll, beforeEach, expect, it } from '@jest/globals';
import { ForkedProgram } from '../src/forked.program.js';
import { RedisServer } from '../src/redis.server.js';
import { InboxFleet, type InboxProcess, type InboxStep } from './inbox.fleet.js';
import { describeWithRedis } from './with-redis.js';

/** A worker that was killed is known to be dead after half a minute; its jobs are then found within ten seconds, twice. */
const RECOVERY = 90_000;

const VICTIM = 'oVictim';
const usersOf = (count: number): string[] => Array.from({ length: count }, (_, index) => `oUser${index}`);

describeWithRedis('an inbox that processes share', () => {
  let witness: RedisServer;
  let redis: RedisServer;
  let fleet: InboxFleet;
  let folder: string;
  beforeAll(async () => {
    witness = await RedisServer.start();
  });
  afterAll(() => witness?.end());
  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), 'inbox-'));
    redis = await RedisServer.start('redis-password', {
      appendonly: 'yes',
      appendfsync: 'always',
      dir: folder,
    });
    await witness.ask('FLUSHALL');
    fleet = new InboxFleet(redis, witness);
  });
  afterEach(async () => {
    await ForkedProgram.killAll();
    await redis.end();
    await rm(folder, { recursive: true, force: true });
  });

  /** Each says so many things, one after the other; all at the same time. */
  const allSay = (users: readonly string[], turns: number, takes: number, first = 1): Promise<unknown> =>
    Promise.all(
      users.map(async (user) => {
        for (let turn = first; turn <= turns; turn += 1) await fleet.say(user, { turn, takes, fails: 0.1 });
      }),
    );

  /** One after the other, none before those that came before it are through: but for what a dead process has begun. */
  const expectOrder = (
    steps: readonly InboxStep[],
    users: readonly string[],
    dead: readonly string[],
  ): void => {
    for (const user of users) {
      const own = steps.filter((step) => step.user === user && !dead.includes(step.by));
      const wrong = own.filter((step, at) => {
        const before = own[at - 1];
        if (step.what === 'begins') return before?.what === 'begins' || (before?.turn ?? 0) > step.turn;
        return before?.what !== 'begins' || before.turn !== step.turn;
      });
      expect(wrong).toEqual([]);
      // what a dead process began was its turn, too
      const begun = steps.filter((step) => step.user === user && step.what === 'begins');
      expect(begun.filter(({ turn }, at) => turn < (begun[at - 1]?.turn ?? 0))).toEqual([]);
    }
  };

  const endsOf = (steps: readonly InboxStep[]): Map<string, string[]> => {
    const ends = new Map<string, string[]>();
    for (const { user, turn, what, by } of steps)
      if (what === 'ends') ends.set(`${user} ${turn}`, [...(ends.get(`${user} ${turn}`) ?? []), by]);
    return ends;
  };

  it('1,000 messages: one process is killed, one closes, connections are cut: none is lost, none out of order', async () => {
    const users = [...usersOf(50), VICTIM];
    await fleet.start(3);
    const said = allSay(users.slice(0, -1), 20, 60);
    await fleet.say(VICTIM, { turn: 1, takes: 10_000, atLeast: 10_000, fails: 0 });
    const goesOn = allSay([VICTIM], 20, 60, 2);
    const killed = await fleet.begun(VICTIM, 1);
    await killed.program.kill();
    await sleep(500);
    await redis.ask('CLIENT', 'KILL', 'TYPE', 'normal');
    await sleep(500);
    const closed = fleet.processes.find((one) => one !== killed) as InboxProcess;
    await closed.program.order({ close: true });
    expect(await closed.program.ended).toEqual({ code: 0, signal: null });
    await fleet.start(1);
    await Promise.all([said, goesOn]);
    await redis.ask('CLIENT', 'KILL', 'TYPE', 'normal');
    const steps = await fleet.through(users, 20, RECOVERY);
    expectOrder(steps, users, [killed.name]);
    const ofVictim = steps
      .filter(({ user }) => user === VICTIM)
      .map(({ turn, what, by }) => [turn, what, by]);
    expect(ofVictim.slice(0, 2)).toEqual([
      [1, 'begins', killed.name],
      [1, 'begins', expect.not.stringMatching(killed.name)],
    ]);
    // run twice is at most what the killed one was at
    const twice = [...endsOf(steps).values()].filter(({ length }) => length > 1);
    expect(twice.filter((by) => !by.includes(killed.name))).toEqual([]);
    expect(twice.length).toBeLessThanOrEqual(10);
    const ofKilled = steps.filter(({ by }) => by === killed.name);
    const brokenOff = ofKilled.reduce((sum, { what }) => sum + (what === 'begins' ? 1 : -1), 0);
    process.stdout.write(
      `inbox: ${steps.length} steps, ${brokenOff} runs broken off, ${twice.length} ended twice\n`,
    );
  }, 240_000);

  it('Redis is killed in the middle and started again with its file: nothing acknowledged is lost, nothing runs twice', async () => {
    const users = usersOf(20);
    await fleet.start(2);
    const said = allSay(users, 10, 200);
    await sleep(1_500);
    await redis.end();
    await sleep(2_000);
    await redis.start();
    await said;
    const steps = await fleet.through(users, 10, RECOVERY);
    expectOrder(steps, users, []);
    expect([...endsOf(steps).values()].filter(({ length }) => length > 1)).toEqual([]);
  }, 240_000);
});
