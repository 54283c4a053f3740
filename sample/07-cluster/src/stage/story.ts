import { setTimeout as sleep } from 'node:timers/promises';
import { line, step } from '../../../shared/terminal.js';
import type { Member } from './member.js';
import type { Tally } from './tally.js';

/** Milliseconds people write on, between one misfortune and the next. */
const WHILE = 2000;

/** What runs. */
export interface Cluster {
  readonly redis: Member;
  /** The hub. */
  readonly east: Member;
  /** Its client. */
  readonly west: Member;
}

/** A bad evening: a process dies, and so does Redis, while people write all the time. */
export async function tell({ redis, east, west }: Cluster, tally: Tally): Promise<void> {
  step('Twenty people write to a shop that two processes serve', '多实例，负载均衡');
  line(east.name, `is process ${east.pid}: it has the app secret, and is the hub (中控服务器)`);
  line(west.name, `is process ${west.pid}: it has none, and takes tokens from the hub`);
  line(redis.name, `is process ${redis.pid}: what both have to agree about stands there`);
  await Promise.all([tally.isServing(east.name), tally.isServing(west.name)]);
  line('', 'both are at work');
  await sleep(WHILE);

  step('The hub is killed in the middle of an order', 'kill -9');
  const order = await tally.isBusy(east.name);
  await east.kill();
  line(west.name, `serves everybody, with the token it has; order ${order} has to be begun again`);
  await east.isBack();
  await tally.isServing(east.name);
  line(east.name, 'is at work again, with the token that stands in Redis');
  await sleep(WHILE);

  step('Redis is killed', 'kill -9, AOF');
  await redis.kill();
  await redis.isBack();
  line(redis.name, 'knows what it knew, from its append-only file');
  await sleep(WHILE);
}
