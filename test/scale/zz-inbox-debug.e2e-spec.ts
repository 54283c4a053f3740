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
  const allSay = (users: readonly string[], turns: number, takes: number): Promise<unknown> =>
    Promise.all(
      users.map(async (user) => {
        for (let turn = 1; turn <= turns; turn += 1) await fleet.say(user, { turn, takes, fails: 0.1 });
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

  it('debug', async () => {
    const users = usersOf(20);
    await fleet.start(3);
    const [killed, closed] = fleet.processes as [InboxProcess, InboxProcess];
    const log = (what: string) => process.stdout.write(`${new Date().toISOString()} ${what}\n`);
    log('started');
    const said = allSay(users, 10, 60).then(() => log('said'));
    await sleep(1_500);
    if (process.env['KILL']) await killed.program.kill();
    if (process.env['CUT']) await redis.ask('CLIENT', 'KILL', 'TYPE', 'normal');
    await sleep(500);
    log('closing');
    await closed.program.order({ close: true });
    log('closed');
    await Promise.race([closed.program.ended, sleep(15000)]);
    log(`ended ${closed.program.isAlive}`);
    log(closed.program.output.slice(0, 3000));
    await Promise.race([said, sleep(30000)]);
    const steps = await fleet.steps();
    log(`${steps.length}`);
    await fleet.through(users, 10, 60000);
    log('through');
  }, 240_000);
});
