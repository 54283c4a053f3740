import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, afterEach, beforeAll, beforeEach, expect, it } from '@jest/globals';
import { Injectable } from '@nestjs/common';
import type { Job, Queue } from 'bullmq';
import { type TextMessage, WeChatMessage } from 'nestjs-wechat-sdk';
import { until } from '../../scale/until.js';
import { describeWithRedis } from '../../scale/with-redis.js';
import { RedisServer } from '../../src/redis.server.js';
import { type StartedInbox, startInbox } from '../../src/start-inbox.js';

const USERS = ['oAlice', 'oBob', 'oCarol', 'oDan', 'oEve'];
const EACH = 10;
/** Which of each user's messages never works. */
const DOOMED = 4;

interface Step {
  readonly user: string;
  readonly turn: number;
  readonly what: 'begins' | 'fails' | 'ends';
}

let steps: Step[] = [];
/** How a run ends, and after how many milliseconds. */
let behave: (turn: number, user: string) => Promise<void> = async () => undefined;

@Injectable()
class Handlers {
  @WeChatMessage('text')
  async hear({ FromUserName: user, Content }: TextMessage): Promise<void> {
    const turn = Number(Content);
    const note = (what: Step['what']): void => void steps.push({ user, turn, what });
    note('begins');
    try {
      await behave(turn, user);
      note('ends');
    } catch (error) {
      note('fails');
      throw error;
    }
  }
}

const laneOf = (queue: Queue, job: Job<{ lane: string }> | undefined): string =>
  queue.toKey(`wechat-lane:${job?.data.lane}`);

const stepsOf = (user: string): string[] =>
  steps.filter((step) => step.user === user).map(({ turn, what }) => `${turn} ${what}`);

describeWithRedis('what one person sends is run in its order', () => {
  let redis: RedisServer;
  let apps: StartedInbox[];
  beforeAll(async () => {
    redis = await RedisServer.start();
  });
  afterAll(() => redis?.end());
  beforeEach(() => {
    steps = [];
    apps = [];
  });
  afterEach(() => Promise.all(apps.map((app) => app.close())));

  /** Applications on one queue, each with a sandbox of its own that knows the same account. */
  const start = async (...all: Array<{ concurrency: number; attempts?: number; backoff?: number }>) => {
    const account = { appId: 'wx0123456789abcdef', token: 'console-token' };
    const queue = `order-${Date.now()}`;
    for (const [index, inbox] of all.entries()) {
      const adapter = index % 2 === 0 ? 'express' : 'fastify';
      apps.push(
        await startInbox(adapter, redis, { account, providers: [Handlers], inbox: { queue, ...inbox } }),
      );
    }
  };
  const say = async (user: string, turn: number): Promise<void> => {
    const app = apps[turn % apps.length] as StartedInbox;
    const { status, text } = await app.post(user, String(turn))();
    expect([status, text]).toEqual([200, 'success']);
  };
  const eachSays = (): Promise<unknown> =>
    Promise.all(
      USERS.map(async (user) => {
        for (let turn = 1; turn <= EACH; turn += 1) await say(user, turn);
      }),
    );

  it('50 messages of 5 people, two applications, ten at once in each, random failures, a dead letter for each', async () => {
    await start({ concurrency: 10, attempts: 4, backoff: 20 }, { concurrency: 10, attempts: 4, backoff: 20 });
    const failures = new Map<string, number>();
    behave = async (turn, user) => {
      await sleep(Math.random() * 20);
      const key = `${user} ${turn}`;
      const count = failures.get(key) ?? 0;
      if (turn !== DOOMED && (count >= 2 || Math.random() < 0.6)) return;
      failures.set(key, count + 1);
      throw new Error('a fault');
    };
    await eachSays();
    const [app] = apps as [StartedInbox];
    const isThrough = (): boolean => USERS.every((user) => stepsOf(user).includes(`${EACH} ends`));
    await until('all are through', () => isThrough() || steps.length > 2_000, 50_000);

    const dead = (await app.queue.getFailed()).map(({ data }) => {
      const { message } = (data as { push: { message: TextMessage } }).push;
      return `${message.FromUserName} ${message.Content}`;
    });
    for (const user of USERS) {
      expect(dead).toContain(`${user} ${DOOMED}`);
      const own = steps.filter((step) => step.user === user);
      // one at a time: whatever begins has its end next
      for (let at = 0; at < own.length; at += 2) {
        expect(own[at]?.what).toBe('begins');
        expect(own[at + 1]?.turn).toBe(own[at]?.turn);
        expect(own[at + 1]?.what).not.toBe('begins');
      }
      // and none before those that came before it are through, or dead
      const turns = own.filter(({ what }) => what === 'begins').map(({ turn }) => turn);
      expect(turns).toEqual(turns.toSorted((left, right) => left - right));
      const ended = own.filter(({ what }) => what === 'ends').map(({ turn }) => turn);
      const expected = Array.from({ length: EACH }, (_, index) => index + 1);
      expect(ended).toEqual(expected.filter((turn) => !dead.includes(`${user} ${turn}`)));
    }
  }, 60_000);

  it('nobody waits for another one whose handler takes long, or waits to be tried again', async () => {
    await start({ concurrency: 3, backoff: 2_000 });
    let release = (): void => undefined;
    const released = new Promise<void>((resolve) => (release = resolve));
    behave = async (turn) => {
      if (turn === 100) await released;
      if (turn === 200 && stepsOf('oBob').length === 1) throw new Error('a passing fault');
    };
    await say('oAlice', 100);
    for (let turn = 101; turn <= 110; turn += 1) await say('oAlice', turn);
    await say('oBob', 200);
    await say('oBob', 201);
    await say('oCarol', 300);
    await until('the third is through', () => stepsOf('oCarol').includes('300 ends'));
    expect(stepsOf('oAlice')).toEqual(['100 begins']);
    expect(stepsOf('oBob')).toEqual(['200 begins', '200 fails']);
    await until('the second is through', () => stepsOf('oBob').includes('201 ends'));
    expect(stepsOf('oBob').slice(2)).toEqual(['200 begins', '200 ends', '201 begins', '201 ends']);
    expect(stepsOf('oAlice')).toEqual(['100 begins']);
    release();
    await until('the first is through', () => stepsOf('oAlice').includes('110 ends'), 4_000);
    expect(stepsOf('oAlice').filter((step) => step.includes('ends'))).toHaveLength(11);
  }, 60_000);

  it('goes on when places are left of jobs that are not there, or have ended', async () => {
    await start({ concurrency: 1 });
    const [{ queue }] = apps as [StartedInbox];
    await say('oAlice', 1);
    await until('the first is through', () => stepsOf('oAlice').includes('1 ends'));
    const [job] = await queue.getCompleted();
    const lane = laneOf(queue, job);
    await sleep(200);
    const hourAgo = (Date.now() - 3_600_000) * 1_000;
    await redis.ask('ZADD', lane, String(hourAgo), String(job?.id), String(hourAgo + 1), 'of-a-dead-process');
    await say('oAlice', 2);
    await until('the second is through', () => stepsOf('oAlice').includes('2 ends'), 4_000);
    await sleep(200);
    expect(await redis.ask('ZCARD', lane)).toBe('0');
  });

  it('waits a while for a place whose job may yet come, and no longer', async () => {
    await start({ concurrency: 1 });
    const [{ queue }] = apps as [StartedInbox];
    await say('oAlice', 1);
    await until('the first is through', () => stepsOf('oAlice').includes('1 ends'));
    const [job] = await queue.getCompleted();
    const lane = laneOf(queue, job);
    await sleep(200);
    const fiveSecondsAgo = (Date.now() - 5_000) * 1_000;
    await redis.ask('ZADD', lane, String(fiveSecondsAgo), 'on-its-way');
    await say('oAlice', 2);
    await sleep(2_000);
    expect(stepsOf('oAlice')).toEqual(['1 begins', '1 ends']);
    await until('the second is through', () => stepsOf('oAlice').includes('2 ends'), 20_000);
  }, 60_000);
});
