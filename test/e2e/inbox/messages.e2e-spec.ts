import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import {
  type CallHandler,
  type CanActivate,
  type ExecutionContext,
  ForbiddenException,
  Injectable,
  type NestInterceptor,
  UseGuards,
  UseInterceptors,
} from '@nestjs/common';
import {
  type CallbackContext,
  reply,
  type TextMessage,
  WeChatEvent,
  WeChatMessage,
  WithoutInbox,
} from 'nestjs-wechat-sdk';
import type { SandboxPerson } from 'nestjs-wechat-sdk/sandbox';
import { map, type Observable } from 'rxjs';
import { until } from '../../scale/until.js';
import { describeWithRedis } from '../../scale/with-redis.js';
import { RedisServer } from '../../src/redis.server.js';
import { ADAPTERS } from '../../src/start-app.js';
import { type StartedInbox, startInbox } from '../../src/start-inbox.js';
import { sendRaw } from '../../src/wechat.sender.js';

/** What handlers were given, in order. */
const heard: string[] = [];
/** What the next run does. */
let behave: (content: string, run: number) => unknown = () => undefined;
let messages: TextMessage[] = [];
let contexts: CallbackContext[] = [];

@Injectable()
class Bouncer implements CanActivate {
  canActivate(context: ExecutionContext): boolean {
    const [{ Content }] = context.getArgs<[TextMessage]>();
    heard.push(`guard ${Content}`);
    throw new ForbiddenException();
  }
}

@Injectable()
class Polite implements NestInterceptor {
  intercept(_: ExecutionContext, next: CallHandler<unknown>): Observable<unknown> {
    return next.handle().pipe(map((text) => (typeof text === 'string' ? `${text}, please` : text)));
  }
}

@Injectable()
class Handlers {
  @WeChatMessage('text')
  async hear(message: TextMessage, context: CallbackContext): Promise<unknown> {
    const { Content } = message;
    heard.push(Content);
    messages.push(message);
    contexts.push(context);
    return behave(Content, heard.filter((one) => one === Content).length);
  }

  @WeChatMessage('text', { content: 'guarded' })
  @UseGuards(Bouncer)
  guarded(): string {
    heard.push('guarded');
    return 'never';
  }

  @WeChatMessage('text', { content: 'intercepted' })
  @UseInterceptors(Polite)
  intercepted(): string {
    return 'wait';
  }

  @WeChatMessage('text', { content: 'transfer' })
  @WithoutInbox()
  transfer(): unknown {
    return reply.transferToCustomerService();
  }

  @WeChatEvent('subscribe')
  welcome(): string {
    return 'welcome';
  }
}

describeWithRedis('an inbox', () => {
  let redis: RedisServer;
  beforeAll(async () => {
    redis = await RedisServer.start();
  });
  afterAll(() => redis?.end());

  describe.each(ADAPTERS)('on %s', (adapter) => {
    let started: StartedInbox;
    let alice: SandboxPerson;
    beforeEach(async () => {
      heard.length = 0;
      messages = [];
      contexts = [];
      behave = (content) => `heard ${content}`;
      started = await startInbox(adapter, redis, { providers: [Handlers] });
      alice = started.account.person({ nickname: 'Alice' });
      await alice.subscribe();
      await alice.nextMessage({ timeout: 10_000 });
    });
    afterEach(() => started.close());

    /** Nest itself tells of errors, too. */
    const errors = (): string[] => started.logger.of('error').filter((line) => line.includes('WeChat'));
    const failed = () => started.queue.getFailed();
    const text = async (): Promise<unknown> =>
      ((await alice.nextMessage({ timeout: 20_000 })).message.text as { content: string }).content;

    it('answers at once though the handler takes long, and the reply goes out as a customer message', async () => {
      let release = (): void => undefined;
      const released = new Promise<void>((resolve) => (release = resolve));
      behave = async (content) => {
        await released;
        return `heard ${content}`;
      };
      const answer = await alice.say('hello');
      expect(answer).toMatchObject({ kind: 'none', raw: 'success', attempts: 1 });
      await until('the handler runs', () => heard.length > 0);
      expect(alice.received).toHaveLength(1);
      release();
      expect(await text()).toBe('heard hello');
      expect(heard).toEqual(['hello']);
      expect(contexts[0]).toMatchObject({ kind: 'message', name: 'text', client: { name: 'shop' } });
    });

    it('gives handlers what WeChat said, digit for digit, and runs interceptors', async () => {
      await started.post(alice.openid, '一字不差 <&>')();
      expect(await text()).toBe('heard 一字不差 <&>');
      expect(messages).toEqual([
        {
          ToUserName: 'gh_test',
          FromUserName: alice.openid,
          CreateTime: expect.stringMatching(/^\d{10}$/),
          MsgType: 'text',
          Content: '一字不差 <&>',
          MsgId: expect.stringMatching(/^\d{19}$/),
        },
      ]);
      await alice.say('intercepted');
      expect(await text()).toBe('wait, please');
    });

    it('tries a handler again that fails, and replies once', async () => {
      behave = (content, run) => {
        if (run < 3) throw new Error(`no database, run ${run}`);
        return `${content} at ${run}`;
      };
      await alice.say('persist');
      expect(await text()).toBe('persist at 3');
      expect(heard).toEqual(['persist', 'persist', 'persist']);
      const told = started.logger.of('warn').filter((line) => line.includes('Handlers#hear'));
      expect(told).toHaveLength(2);
      expect(told[0]).toContain('attempt 1 of 5');
      expect(errors()).toEqual([]);
      expect(await failed()).toEqual([]);
    });

    it('keeps what fails for good as a dead letter, which can be run again', async () => {
      await started.close();
      const inbox = { attempts: 2, backoff: 20 };
      started = await startInbox(adapter, redis, { providers: [Handlers], inbox });
      alice = started.account.person();
      await alice.subscribe();
      await alice.nextMessage({ timeout: 10_000 });
      behave = () => {
        throw new Error('no database');
      };
      await alice.say('doomed');
      await until('it is told', () => errors().length > 0);
      const [job, ...others] = await failed();
      expect(others).toEqual([]);
      expect(job?.failedReason).toBe('no database');
      expect(job?.stacktrace?.[0]).toContain('messages.e2e-spec');
      expect(errors()).toHaveLength(1);
      expect(errors()[0]).toContain('Handlers#hear');
      expect(errors()[0]).toContain(String(job?.id));
      expect(heard).toEqual(['doomed', 'doomed']);

      behave = (content) => `at last ${content}`;
      await job?.retry();
      expect(await text()).toBe('at last doomed');
      expect(await failed()).toEqual([]);
      // the next is not held up by it
      await alice.say('next');
      expect(await text()).toBe('at last next');
    });

    it('sends a reply again that WeChat could not be given, and runs no handler for it', async () => {
      started.sandbox.fail('POST /cgi-bin/message/custom/send', { status: 502, times: 2 });
      await alice.say('unlucky');
      expect(await text()).toBe('heard unlucky');
      expect(heard).toEqual(['unlucky']);
      const told = started.logger.of('warn').filter((line) => line.includes('The reply of Handlers#hear'));
      expect(told).toHaveLength(2);
      expect(errors()).toEqual([]);
    });

    it('keeps a reply WeChat refuses as a dead letter, which sends it when it is run again', async () => {
      const refusal = { errcode: 45047, errmsg: 'out of response count limit', times: 1 };
      started.sandbox.fail('POST /cgi-bin/message/custom/send', refusal);
      await alice.say('too much');
      await until('it is told', () => errors().length > 0);
      expect(errors()[0]).toContain('The reply of Handlers#hear is not tried any more');
      expect(errors()[0]).not.toContain('@WithoutInbox()');
      const [job, ...others] = await failed();
      expect(others).toEqual([]);
      expect(job?.attemptsMade).toBe(1);
      await job?.retry();
      expect(await text()).toBe('heard too much');
      expect(heard).toEqual(['too much']);
    });

    it('does not try again what a guard refused', async () => {
      await alice.say('guarded');
      await until('it is told', () => errors().length > 0);
      const [job] = await failed();
      expect(job?.failedReason).toBe('Forbidden');
      expect(job?.attemptsMade).toBe(1);
      expect(errors()[0]).toContain('Handlers#guarded');
      expect(heard).toEqual(['guard guarded']);
    });

    it('runs repeats once: at the same time, while it is tried again, and when it is done', async () => {
      behave = (content, run) => {
        if (run === 1) throw new Error('a passing fault');
        return content;
      };
      const send = started.post(alice.openid, 'repeated');
      const answers = await Promise.all([send(), send(), send()]);
      await until('the first run has failed', () => started.logger.of('warn').length > 0);
      answers.push(await send());
      expect(await text()).toBe('repeated');
      await until('it is done', () => heard.length >= 2);
      answers.push(await send());
      // nor when the queue knows nothing of it any more
      await until('it has left', () => heard.length >= 2);
      await sleep(200);
      await started.queue.clean(0, 100, 'completed');
      answers.push(await send());
      expect(answers.map((one) => [one.status, one.text])).toEqual(
        Array.from({ length: 6 }, () => [200, 'success']),
      );
      await sleep(500);
      expect(heard).toEqual(['repeated', 'repeated']);
      expect(alice.received).toHaveLength(2);
    });

    it('leaves what has no handler, and what was not verified, where it is', async () => {
      expect(await alice.sendVoice()).toMatchObject({ kind: 'none', raw: 'success' });
      const forged = await sendRaw(started.account.callbackUrl as string, {
        query: { signature: 'f'.repeat(40), timestamp: '1', nonce: '1' },
        body: '<xml><MsgType>text</MsgType></xml>',
      });
      expect(forged.status).toBe(401);
      await sleep(100);
      const counts = await started.queue.getJobCounts('wait', 'active', 'delayed', 'completed', 'failed');
      expect(Object.values(counts).reduce((sum, one) => sum + one)).toBe(1); // the welcome
      expect(heard).toEqual([]);
    });

    it('answers with the reply itself where the method says so, and tells what could not be delivered', async () => {
      expect(await alice.say('transfer')).toMatchObject({ kind: 'transfer_customer_service' });
      behave = () => reply.raw({ ErrCode: 0 });
      await alice.say('raw');
      await until('it is told', () => errors().length > 0);
      expect(errors()[0]).toContain('Handlers#hear');
      expect(errors()[0]).toContain('@WithoutInbox()');
      expect(await failed()).toEqual([]);
      expect(heard).toEqual(['raw']);
    });
  });
});
