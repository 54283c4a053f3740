import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { ForbiddenException, Injectable } from '@nestjs/common';
import type { Queue } from 'bullmq';
import { fen, type PayNotification, type PayV2Notice, WeChatPayNotify } from 'nestjs-wechat-sdk/pay';
import { until } from '../../scale/until.js';
import { describeWithRedis } from '../../scale/with-redis.js';
import { openInbox } from '../../src/open-inbox.js';
import { RedisServer } from '../../src/redis.server.js';
import { ADAPTERS } from '../../src/start-app.js';
import { type StartedPay, startPay } from '../../src/start-pay.js';
import { WeChatPaySender } from '../../src/wechat-pay.sender.js';
import { sendRaw } from '../../src/wechat.sender.js';

const handled: string[] = [];
let behave: (run: number) => unknown = () => undefined;

@Injectable()
class Shop {
  @WeChatPayNotify('TRANSACTION.SUCCESS')
  async paid({ id, resource }: PayNotification<'TRANSACTION.SUCCESS'>): Promise<void> {
    handled.push(`${id} ${'out_trade_no' in resource ? resource.out_trade_no : ''}`);
    await behave(handled.length);
  }

  @WeChatPayNotify('v2.order')
  ordered({ out_trade_no, total_fee }: PayV2Notice<'v2.order'>): void {
    handled.push(`v2 ${out_trade_no} ${total_fee}`);
  }
}

describeWithRedis('payments in the inbox', () => {
  let redis: RedisServer;
  beforeAll(async () => {
    redis = await RedisServer.start();
  });
  afterAll(() => redis?.end());

  describe.each(ADAPTERS)('on %s', (adapter) => {
    const sender = new WeChatPaySender();
    let started: StartedPay;
    let queue: Queue;
    beforeEach(async () => {
      handled.length = 0;
      behave = () => undefined;
      const { imports, callback, queueOf } = openInbox(redis, { attempts: 3, backoff: 50 });
      const client = sender.credentials;
      started = await startPay(adapter, { providers: [Shop], imports, callback, client });
      queue = queueOf(started.app);
    });
    afterEach(() => started.close());

    const url = (): string => `${started.url}/wechat/pay`;

    it('are answered once they are kept, however long the handler takes, and handled once', async () => {
      let release = (): void => undefined;
      const released = new Promise<void>((resolve) => (release = resolve));
      behave = () => released;
      const signed = sender.notification(sender.transaction({ out_trade_no: 'order-1' }));
      const answers = [await sendRaw(url(), signed), await sendRaw(url(), signed)];
      expect(answers.map(({ status, text }) => [status, text])).toEqual([
        [204, ''],
        [204, ''],
      ]);
      await until('it is handled', () => handled.length > 0);
      release();
      await sleep(300);
      answers.push(await sendRaw(url(), signed));
      expect(answers[2]?.status).toBe(204);
      expect(handled).toEqual([expect.stringMatching(/^EV-\d+ order-1$/)]);
      expect(await queue.getFailed()).toEqual([]);
    });

    it('are remembered for as long as WeChat Pay repeats them', async () => {
      await sendRaw(url(), sender.notification());
      await until('it is handled', () => handled.length > 0);
      await sleep(200);
      const [job] = await queue.getCompleted();
      const life = Number(await redis.ask('PTTL', queue.toKey(`wechat-seen:${job?.id}`)));
      expect(life).toBeGreaterThan(24 * 3600_000);
    });

    it('are tried again, a refusal of a guard too, and stand among the dead letters in the end', async () => {
      behave = () => {
        throw new ForbiddenException();
      };
      expect((await sendRaw(url(), sender.notification())).status).toBe(204);
      await until('all attempts are made', () => handled.length === 3);
      await sleep(200);
      const [job] = await queue.getFailed();
      expect(job?.attemptsMade).toBe(3);
      behave = () => undefined;
      await job?.retry();
      await until('it is handled', () => handled.length === 4);
      await sleep(200);
      expect(await queue.getFailed()).toEqual([]);
    });

    it('of the second version: the same', async () => {
      const notice = sender.v2Sign(sender.v2Order({ out_trade_no: 'order-2', total_fee: String(fen(5)) }));
      expect((await sendRaw(url(), notice)).text).toContain('SUCCESS');
      await until('it is handled', () => handled.length > 0);
      expect(handled).toEqual(['v2 order-2 5']);
    });

    it('that no method takes are not taken', async () => {
      const { status } = await sendRaw(url(), sender.notification({}, 'REFUND.SUCCESS'));
      expect(status).toBe(501);
      expect(await queue.getJobCountByTypes('wait', 'active', 'delayed', 'completed', 'failed')).toBe(0);
    });
  });
});
