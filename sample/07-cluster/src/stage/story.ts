import { setTimeout as sleep } from 'node:timers/promises';
import { line, step } from '../../../shared/terminal.js';
import type { Member } from './member.js';
import type { Tally } from './tally.js';

/** Milliseconds people write on, between one misfortune and the next. */
const WHILE = 3000;

export interface Cluster {
  readonly redis: Member;
  readonly east: Member;
  readonly west: Member;
}

/** What a bad evening brings: a process dies, and so does Redis, while people write all the time. */
export async function tell({ redis, east, west }: Cluster, tally: Tally): Promise<void> {
  step('Six people write to the shop, which two processes serve', '多实例，负载均衡');
  await Promise.all([tally.isBusy(east.name), tally.isBusy(west.name)]);
  line('', 'both processes are at work');
  await sleep(WHILE);

  step('The process that is the hub is killed in the middle of an order', 'kill -9');
  const order = await tally.isBusy(east.name);
  await east.kill();
  line(west.name, `has no hub now, and goes on with the token it has; ${order} was in the works`);
  await east.isBack();
  await tally.isBusy(east.name);
  line(east.name, 'is at work again, with the token that stands in Redis');
  await sleep(WHILE);

  step('Redis is killed', 'kill -9, AOF');
  await redis.kill();
  await redis.isBack();
  line(redis.name, 'knows what it knew, from its append-only file');
  await sleep(WHILE);
}
