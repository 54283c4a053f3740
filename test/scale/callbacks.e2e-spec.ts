import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, beforeAll, beforeEach, expect, it } from '@jest/globals';
import { RedisServer } from '../src/redis.server.js';
import { Fleet } from './fleet.js';
import type { Task } from './scale.orders.js';
import type { ScaleProcess } from './scale.process.js';
import { until } from './until.js';
import { PATIENCE, PayPost, type PostAnswer, WeChatPost } from './wechat.post.js';
import { describeWithRedis } from './with-redis.js';

let last = 0;
const nextId = (): string => `message-${(last += 1)}`;

describeWithRedis('three processes that are posted the same', () => {
  let redis: RedisServer;
  let fleet: Fleet;
  let openid: string;

  beforeAll(async () => {
    redis = await RedisServer.start();
    fleet = await Fleet.open({ kind: 'single', url: redis.url });
    await fleet.start(3);
    const { stable } = fleet.accounts;
    const alice = stable.person();
    stable.callbackUrl = `${fleet.alive[0]?.url}/wechat/stable`;
    await alice.subscribe();
    ({ openid } = alice);
  }, 180_000);
  afterAll(async () => {
    await fleet?.end();
    await redis?.end();
  });
  beforeEach(async () => {
    await fleet.start(3 - fleet.alive.length);
  }, 180_000);

  const message = (task: Omit<Task, 'id'> = {}): WeChatPost =>
    new WeChatPost(fleet.accounts.stable, 'stable', { id: nextId(), ...task }, openid);
  const payment = (task: Task): PayPost => {
    const { merchant } = fleet;
    return new PayPost(merchant.notification(merchant.transaction({ attach: JSON.stringify(task) })));
  };
  const toAll = (post: { to(one: ScaleProcess): Promise<PostAnswer> }): Promise<PostAnswer[]> =>
    Promise.all(fleet.alive.map((one) => post.to(one)));

  it('run the handler of a message once, and give one answer, at the same time and afterwards', async () => {
    const post = message({ takes: 700 });
    const answers = await toAll(post);
    const [by] = fleet.begun(post.id);
    expect(fleet.begun(post.id)).toHaveLength(1);
    const answer = { status: 200, text: `${post.id} by ${by}` };
    expect(answers).toEqual([answer, answer, answer]);
    expect(await toAll(post)).toEqual([answer, answer, answer]);
    expect(fleet.begun(post.id)).toHaveLength(1);
  });

  it('run a handler that misses the deadline once, and reply once, as a customer message', async () => {
    const post = message({ takes: 6_000 });
    const answers = await toAll(post);
    const [by] = fleet.begun(post.id);
    for (const [place, one] of fleet.alive.entries()) {
      // a process that has not heard yet that the runner sees it through has WeChat come again
      const statuses = one.name === by ? [200] : [200, 503];
      expect(statuses).toContain(answers[place]?.status);
    }
    const others = fleet.alive.filter(({ name }) => name !== by);
    const again = await Promise.all(others.map((one) => post.to(one)));
    expect(again.map(({ status }) => status)).toEqual([200, 200]);
    const given = [...answers, ...again].filter(({ text }) => text.includes(post.id));
    expect(given).toEqual([]);
    await until('the reply goes out', () => fleet.late(post.id).length > 0);
    await sleep(500);
    expect(fleet.late(post.id)).toEqual([`${post.id} by ${by}`]);
    expect(fleet.begun(post.id)).toHaveLength(1);
    expect(fleet.refusals).toEqual([]);
  }, 30_000);

  it('one is killed in the middle: another runs it when WeChat repeats, 5 and 10 seconds later', async () => {
    const [first, second, third] = fleet.alive as [ScaleProcess, ScaleProcess, ScaleProcess];
    const quick = message({ takes: 3_000 });
    const slow = message({ takes: 5_500 });
    const start = performance.now();
    const lost = Promise.all([quick.to(first), slow.to(first)]);
    await Promise.all([fleet.reaches('begins', quick.id), fleet.reaches('begins', slow.id)]);
    await sleep(1_000);
    await first.kill();
    expect((await lost).map(({ status }) => status)).toEqual([0, 0]);

    await sleep(PATIENCE - (performance.now() - start));
    const repeat = async (post: WeChatPost): Promise<PostAnswer[]> => {
      const answers = [await post.to(second)];
      if (answers[0]?.status !== 200) {
        await sleep(2 * PATIENCE - (performance.now() - start));
        answers.push(await post.to(third));
      }
      return answers;
    };
    const [ofQuick, ofSlow] = await Promise.all([repeat(quick), repeat(slow)]);
    expect(ofQuick.at(-1)?.status).toBe(200);
    expect(ofSlow.at(-1)?.status).toBe(200);
    await until('both are through', () => [quick, slow].every(({ id }) => fleet.ended(id).length > 0));
    for (const { id } of [quick, slow]) {
      expect(fleet.begun(id)).toHaveLength(2);
      expect(fleet.ended(id)).toHaveLength(1);
      expect(fleet.ended(id)).not.toContain(first.name);
    }
    // one reply each: that to the slow one comes later in any case, that to the quick one where it was late
    const replies = (post: WeChatPost, answers: PostAnswer[]): string[] => [
      ...answers.flatMap(({ text }) => (text.startsWith(post.id) ? text : [])),
      ...fleet.late(post.id),
    ];
    await until(
      'both are replied to',
      () => replies(slow, ofSlow).length > 0 && replies(quick, ofQuick).length > 0,
    );
    await sleep(500);
    expect(replies(quick, ofQuick)).toEqual([`${quick.id} by ${fleet.ended(quick.id)[0]}`]);
    expect(replies(slow, ofSlow)).toEqual([`${slow.id} by ${fleet.ended(slow.id)[0]}`]);
  }, 180_000);

  it('one stands still in the middle: another runs it, and what the first brings later reaches nobody', async () => {
    const [first, second, third] = fleet.alive as [ScaleProcess, ScaleProcess, ScaleProcess];
    const quick = message({ takes: 2_000 });
    const slow = message({ takes: 6_000 });
    const lost = Promise.all([quick.to(first), slow.to(first)]);
    await Promise.all([fleet.reaches('begins', quick.id), fleet.reaches('begins', slow.id)]);
    await sleep(300);
    first.stall();
    expect((await lost).map(({ status }) => status)).toEqual([0, 0]);
    const others = [second, third];
    const [ofQuick, ofSlow] = await Promise.all([quick.insist(others), slow.insist(others)]);
    expect(ofQuick.at(-1)).toEqual({ status: 200, text: expect.stringContaining(quick.id) });
    expect(ofSlow.at(-1)).toEqual({ status: 200, text: 'success' });
    await until('the slow one is replied to', () => fleet.late(slow.id).length > 0);
    first.goOn();
    const isThrough = ({ id }: WeChatPost): boolean => fleet.ended(id).includes(first.name);
    await until('the first is through as well', () => isThrough(quick) && isThrough(slow));
    await sleep(500);
    expect(fleet.late(quick.id)).toEqual([]);
    expect(fleet.late(slow.id)).toEqual([`${slow.id} by ${fleet.ended(slow.id)[0]}`]);
    expect(await quick.to(third)).toEqual(ofQuick.at(-1));
  }, 180_000);

  it('handle a payment once, and tell WeChat Pay so three times', async () => {
    const id = nextId();
    const post = payment({ id, takes: 500 });
    const handled = { status: 204, text: '' };
    expect(await toAll(post)).toEqual([handled, handled, handled]);
    expect(await toAll(post)).toEqual([handled, handled, handled]);
    expect(fleet.begun(id)).toHaveLength(1);
  });

  it('do not tell WeChat Pay that a payment is handled before it is, and another handles what was lost', async () => {
    const [first, ...others] = fleet.alive as [ScaleProcess, ScaleProcess, ScaleProcess];
    const slow = nextId();
    const lost = nextId();
    const posts = [payment({ id: slow, takes: 6_000 }), payment({ id: lost, takes: 1_500 })] as const;
    const early = await Promise.all([
      posts[0].to(others[0] as ScaleProcess),
      posts[1].to(first),
      killLater(),
    ]);
    async function killLater(): Promise<PostAnswer> {
      await fleet.reaches('begins', lost);
      await first.kill();
      return { status: 0, text: '' };
    }
    expect(early[0].status).toBeGreaterThanOrEqual(500);
    expect(early[1].status).toBe(0);
    await until('the slow one is through', () => fleet.ended(slow).length > 0);
    const again = async (post: PayPost): Promise<number> => {
      let status = 0;
      for (let attempt = 0; status !== 204 && attempt < 4; attempt += 1)
        ({ status } = await post.to(others[1] as ScaleProcess));
      return status;
    };
    expect(await Promise.all(posts.map(again))).toEqual([204, 204]);
    expect(fleet.begun(slow)).toHaveLength(1);
    expect(fleet.begun(lost)).toHaveLength(2);
    expect(fleet.ended(lost)).toHaveLength(1);
  }, 180_000);
});
