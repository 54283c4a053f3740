import { expect, it } from '@jest/globals';
import { setTimeout as sleep } from 'node:timers/promises';
import type { RedisAddress } from '../src/redis.address.js';
import { RedisCluster } from '../src/redis.cluster.js';
import { RedisSentinel } from '../src/redis.sentinel.js';
import { Fleet, type AccountName } from './fleet.js';
import type { ScaleProcess } from './scale.process.js';
import { Traffic } from './traffic.js';
import { until } from './until.js';
import { PayPost, WeChatPost } from './wechat.post.js';
import { describeWithRedis } from './with-redis.js';

const PROCESSES = 2;

/** Starts a Redis of some kind, two processes on it, has something done with them, and leaves nothing behind. */
async function withProcesses<Redis extends { address: RedisAddress; end(): Promise<void> }>(
  start: () => Promise<Redis>,
  act: (fleet: Fleet, redis: Redis) => Promise<void>,
): Promise<void> {
  const redis = await start();
  try {
    const fleet = await Fleet.open(redis.address, { replayProtection: true });
    try {
      await fleet.start(PROCESSES);
      await act(fleet, redis);
    } finally {
      await fleet.end();
    }
  } finally {
    await redis.end();
  }
}

/** A token for all, what is posted to all is run once, and nothing may be posted twice as it is. */
async function expectAgreement(fleet: Fleet, client: AccountName, round: string): Promise<void> {
  const before = fleet.complaints;
  const { succeeded, failures } = await fleet.all((one) => one.call({ client, reads: 50 }));
  expect(failures).toEqual([]);
  expect(succeeded).toBe(PROCESSES * 50);
  expect(fleet.complaints).toEqual(before);
  expect(fleet.fetches(client)).toBe(1);
  // many keys, so that all nodes of a cluster have some
  for (let turn = 0; turn < 20; turn += 1) {
    const task = { id: `${round}-${turn}`, takes: 10 };
    const post = new WeChatPost(fleet.accounts.stable, 'stable', task);
    const answers = await Promise.all(fleet.processes.map((one) => post.to(one)));
    const [by] = fleet.begun(task.id);
    expect(fleet.begun(task.id)).toHaveLength(1);
    expect(answers).toEqual(answers.map(() => ({ status: 200, text: `${task.id} by ${by}` })));
  }
  const { merchant } = fleet;
  const task = { id: `${round}-paid` };
  const body = JSON.stringify(merchant.fields(merchant.transaction({ attach: JSON.stringify(task) })));
  const posts = fleet.processes.map((one) => ({ one, post: new PayPost(merchant.sign(body)) }));
  const answers = await Promise.all(posts.map(({ one, post }) => post.to(one)));
  expect(answers.map(({ status }) => status)).toEqual([204, 204]);
  expect(fleet.begun(task.id)).toHaveLength(1);
  // what one process has seen is no news to the other
  const replayed = posts
    .toReversed()
    .map(({ post }, place) => post.to(fleet.processes[place] as ScaleProcess));
  expect((await Promise.all(replayed)).map(({ status }) => status)).toEqual([401, 401]);
}

/** Messages come on and on until all processes have found Redis again: none is lost, none is handled twice. */
async function expectRecovery(fleet: Fleet): Promise<void> {
  const traffic = new Traffic(fleet, 'meanwhile', 100, () => ({ takes: 10 }));
  await sleep(3_000); // all have noticed
  await until('all have found it', () => fleet.processes.every(({ isAway }) => !isAway));
  await sleep(1_000);
  const deliveries = await traffic.stop();
  expect(deliveries.filter(({ id }) => fleet.begun(id).length !== 1)).toEqual([]);
  expect(deliveries.filter(({ answers }) => answers.at(-1)?.status !== 200)).toEqual([]);
  expect(fleet.processes.filter(({ isAway }) => isAway)).toEqual([]);
}

describeWithRedis('a Redis Cluster', () => {
  it('serves tokens, locks and once as a single Redis does, and after a master is lost', async () => {
    await withProcesses(RedisCluster.start, async (fleet, redis) => {
      await expectAgreement(fleet, 'stable', 'before');
      await redis.failOver('{wechat}');
      await expectRecovery(fleet);
      await expectAgreement(fleet, 'classic', 'after');
    });
  }, 240_000);
});

describeWithRedis('Redis behind a Sentinel', () => {
  it('serves tokens, locks and once as a single Redis does, and after a failover', async () => {
    await withProcesses(RedisSentinel.start, async (fleet, redis) => {
      await expectAgreement(fleet, 'stable', 'before');
      await redis.failOver();
      await expectRecovery(fleet);
      await expectAgreement(fleet, 'classic', 'after');
    });
  }, 240_000);
});
