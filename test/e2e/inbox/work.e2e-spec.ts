import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { Injectable } from '@nestjs/common';
import type { Queue } from 'bullmq';
import type { CallbackContext } from 'nestjs-wechat-sdk';
import type { SandboxKfAccount } from 'nestjs-wechat-sdk/sandbox';
import {
  WeChatEvent,
  WeChatInfo,
  WeChatKfMessage,
  WeChatMessage,
  type WorkButtonCard,
  type WorkChangeContactCreateUserEvent,
  type WorkInfos,
  type WorkKfMessages,
  workReply,
  type WorkTemplateCardEvent,
  type WorkTextMessage,
} from 'nestjs-wechat-sdk/work';
import { until } from '../../scale/until.js';
import { describeWithRedis } from '../../scale/with-redis.js';
import { LogCapture } from '../../src/log.capture.js';
import { openInbox } from '../../src/open-inbox.js';
import { RedisServer } from '../../src/redis.server.js';
import { ADAPTERS } from '../../src/start-app.js';
import { startSuites } from '../../src/start-suite.js';
import { type StartedWork, startWork } from '../../src/start-work.js';

const heard: string[] = [];
/** What handlers of customers do next. */
let behave: (content: string) => void = () => undefined;

@Injectable()
class Handlers {
  @WeChatMessage('text')
  hear({ Content }: WorkTextMessage, { client, parent }: CallbackContext): string {
    heard.push(`${client.name} of ${parent?.name}: ${Content}`);
    return `heard ${Content}`;
  }

  @WeChatEvent('template_card_event')
  tapped({ TaskId }: WorkTemplateCardEvent): unknown {
    heard.push(`tapped ${TaskId}`);
    return workReply.updateButton('已通过');
  }

  @WeChatEvent('change_contact', { ChangeType: 'create_user' })
  joined({ UserID }: WorkChangeContactCreateUserEvent): void {
    heard.push(`joined ${UserID}`);
  }

  @WeChatKfMessage('text')
  serve({ text }: WorkKfMessages['text']): string {
    heard.push(text.content);
    behave(text.content);
    return `收到：${text.content}`;
  }
}

const CARD: WorkButtonCard = {
  card_type: 'button_interaction',
  main_title: { title: '请假' },
  task_id: 'leave-1',
  button_list: [{ text: '通过', key: 'approve' }],
};

describeWithRedis('WeCom in the inbox', () => {
  let redis: RedisServer;
  beforeAll(async () => {
    redis = await RedisServer.start();
  });
  afterAll(() => redis?.end());
  beforeEach(() => {
    heard.length = 0;
    behave = () => undefined;
  });

  describe.each(ADAPTERS)('on %s', (adapter) => {
    let started: StartedWork;
    let queue: Queue;
    let logger: LogCapture;
    beforeEach(async () => {
      logger = new LogCapture();
      const { imports, callback, queueOf } = openInbox(redis, { attempts: 3 });
      started = await startWork(adapter, { providers: [Handlers], imports, callback, nest: { logger } });
      queue = queueOf(started.app);
    });
    afterEach(() => started.close());

    it('hands in what members write, and replies as the application', async () => {
      const alice = started.console.member();
      expect((await alice.say('你好', { agent: 'assistant' })).kind).toBe('none');
      await until('the reply is there', () => alice.messages.length > 0);
      expect(alice.messages).toMatchObject([{ text: 'heard 你好' }]);
      expect(heard).toEqual(['corp/assistant of corp: 你好']);
    });

    it('hands in events of the address book, in the order of whom they are about', async () => {
      const bob = await started.console.join({ userid: 'bob' });
      await until('it is heard', () => heard.length > 0);
      expect(heard).toEqual([`joined ${bob.userid}`]);
      const [job] = await queue.getCompleted();
      expect((job?.data as { lane?: string } | undefined)?.lane).toEqual(expect.any(String));
    });

    it('updates a card that was tapped', async () => {
      const alice = started.console.member();
      await started.assistant.messages.send(
        { userIds: [alice.userid] },
        { msgtype: 'template_card', template_card: CARD },
      );
      expect((await alice.tapCard('leave-1', 'approve')).kind).toBe('none');
      await until('the card is updated', () => alice.messages.at(-1)?.replacedButton !== undefined);
      expect(alice.messages.at(-1)).toMatchObject({ replacedButton: '已通过' });
    });

    describe('customer service', () => {
      let account: SandboxKfAccount;
      beforeEach(() => {
        account = started.console.kfAccount();
      });

      it('hands in what customers write', async () => {
        const customer = started.console.customer();
        expect(await customer.sayToKf(account, '在吗')).toMatchObject({ status: 200, attempts: 1 });
        await until('the reply is there', () => customer.messages.length > 0);
        expect(customer.messages).toMatchObject([{ text: '收到：在吗' }]);
        await until('nothing is left', () => heard.length === 1);
        expect(await queue.getFailed()).toEqual([]);
      });

      it('is not through with an announcement before all it announces is taken', async () => {
        let failures = 0;
        behave = () => {
          failures += 1;
          if (failures < 3) throw new Error('no database');
        };
        const customer = started.console.customer();
        await customer.sayToKf(account, '再来');
        await until('it has failed', () => failures > 0);
        await until('the announcement waits', () => logger.of('error').length > 0);
        const [job] = await waiting(queue);
        expect(job?.name).toBe('work-event kf_msg_or_event');
        expect(job?.attemptsMade).toBe(0);
        await until('the reply is there', () => customer.messages.length > 0);
        expect(heard).toEqual(['再来', '再来', '再来']);
        await untilDone(queue);
        expect(await queue.getFailed()).toEqual([]);
        expect(customer.messages).toHaveLength(1);
      }, 60_000);

      it('tries again what could not be had, and tells of it in the end', async () => {
        const customer = started.console.customer();
        await customer.sayToKf(account, '一');
        await until('it is heard', () => heard.length === 1);
        started.sandbox.fail('POST /cgi-bin/kf/sync_msg', { errcode: 45009, times: 1 });
        await customer.sayToKf(account, '二');
        await until('it is heard', () => heard.length === 2);
        expect(heard).toEqual(['一', '二']);
      }, 60_000);
    });
  });

  it('does the own part of a suite before it keeps what the suite is told, with whose it is', async () => {
    @Injectable()
    class Suites {
      @WeChatInfo('create_auth')
      joined({ AuthCorpId }: WorkInfos['create_auth'] & { AuthCorpId: string }, { client }: CallbackContext) {
        heard.push(`${AuthCorpId} joined ${client.name}`);
      }

      @WeChatMessage('text')
      hear({ Content }: WorkTextMessage, { client }: CallbackContext): string {
        heard.push(`${client.name}: ${Content}`);
        return `heard ${Content}`;
      }
    }
    const { imports, callback } = openInbox(redis);
    const started = await startSuites('fastify', { providers: [Suites], imports, module: { callback } });
    try {
      const { crmConsole, acme } = started;
      await crmConsole.install(acme);
      await until('it is told', () => heard.length === 1);
      expect(heard).toEqual([`${acme.corpId} joined crm`]);
      const zhangsan = acme.memberOf('zhangsan');
      await zhangsan.say('你好', { agent: crmConsole.suiteId });
      await until('the reply is there', () => zhangsan.messages.length > 0);
      expect(heard[1]).toBe(`crm/${acme.corpId}: 你好`);
      expect(zhangsan.messages).toMatchObject([{ text: 'heard 你好' }]);
    } finally {
      await started.close();
    }
  });
});

const waiting = async (queue: Queue) => queue.getJobs(['active', 'delayed', 'wait']);

async function untilDone(queue: Queue): Promise<void> {
  for (let tries = 0; tries < 200 && (await waiting(queue)).length > 0; tries += 1)
    await new Promise((resolve) => setTimeout(resolve, 100));
  expect(await waiting(queue)).toEqual([]);
}
