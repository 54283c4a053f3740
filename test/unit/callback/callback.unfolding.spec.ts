import { ForbiddenException } from '@nestjs/common';
import { beforeEach, describe, expect, it, jest } from '@jest/globals';
import { CallbackDispatcher } from '../../../lib/callback/callback.dispatcher.js';
import { type CallbackOptions, DEFAULT_CALLBACK } from '../../../lib/callback/index.js';
import type { Push, Unfolding, WeChatClient } from '../../../lib/client/index.js';
import { LocalCoordination } from '../../../lib/storage/index.js';
import { failureOf } from '../failure.js';
import { collectLogs } from '../log.collector.js';
import { handlerOf, registryOf } from './handler.maker.js';

type Invoke = NonNullable<NonNullable<Parameters<typeof handlerOf>[0]>['invoke']>;

const KF = {
  client: { name: 'corp/kf' } as WeChatClient,
  parent: { name: 'corp' } as WeChatClient,
};
const DEADLINE = 30;
const logs = collectLogs();

function setUp(invoke: Invoke, { scope, options }: { scope?: string[]; options?: CallbackOptions } = {}) {
  const chat = jest.fn(invoke);
  const announced = jest.fn<Invoke>().mockResolvedValue(undefined);
  const registry = registryOf(
    handlerOf({ label: 'Chat#take', kind: 'chat', name: 'text', invoke: chat, scope }),
    handlerOf({ label: 'Chat#announced', kind: 'event', name: 'news', invoke: announced }),
  );
  const dispatcher = new CallbackDispatcher(
    { ...DEFAULT_CALLBACK, deadline: DEADLINE, ...options },
    registry,
    new LocalCoordination(),
  );
  return { dispatcher, chat, announced };
}

const deliverLate = jest.fn<(reply: unknown) => Promise<void>>();

const chatPush = (id: string, name = 'text'): Push => ({
  kind: 'chat',
  name,
  message: { id },
  onceKey: `chat:${id}`,
  toReply: (result) => result,
  deliverLate,
});

const announcement = (run: Unfolding['run'], kinds = ['chat'], onceKey?: string): Push => ({
  kind: 'event',
  name: 'news',
  message: {},
  toReply: () => undefined,
  unfolding: { kinds, run },
  ...(onceKey && { onceKey }),
});

beforeEach(() => {
  logs.clear();
  deliverLate.mockReset().mockResolvedValue(undefined);
});

describe('A push that announces others', () => {
  it('hands each of them to its handler, beside its own', async () => {
    const { dispatcher, chat, announced } = setUp(async () => 'hello');
    const push = announcement(async (take) => {
      await take(chatPush('1'));
      await take(chatPush('2'));
    });
    expect(await dispatcher.dispatch(KF, push)).toBeUndefined();
    expect(announced).toHaveBeenCalledTimes(1);
    expect(chat.mock.calls.map(([message]) => message)).toEqual([{ id: '1' }, { id: '2' }]);
    expect(chat.mock.calls[0]?.[1]).toEqual({ ...KF, kind: 'chat', name: 'text' });
    expect(deliverLate.mock.calls).toEqual([['hello'], ['hello']]);
  });

  it.each([
    ['of these kinds', ['letter'], undefined],
    ['for this client', ['chat'], ['other']],
  ])('leaves them where they are when there is no handler %s', async (_, kinds, scope) => {
    const { dispatcher, announced } = setUp(async () => undefined, { ...(scope && { scope }) });
    const run = jest.fn<Unfolding['run']>().mockResolvedValue(undefined);
    await dispatcher.dispatch(KF, announcement(run, kinds));
    expect(run).not.toHaveBeenCalled();
    expect(announced).toHaveBeenCalledTimes(1);
  });

  it.each([['corp'], ['corp/kf']])('asks handlers of %s', async (name) => {
    const { dispatcher, chat } = setUp(async () => undefined, { scope: [name] });
    await dispatcher.dispatch(
      KF,
      announcement((take) => take(chatPush('1'))),
    );
    expect(chat).toHaveBeenCalledTimes(1);
  });

  it('passes over what no handler takes', async () => {
    const { dispatcher, chat } = setUp(async () => undefined);
    await dispatcher.dispatch(
      KF,
      announcement((take) => take(chatPush('1', 'image'))),
    );
    expect(chat).not.toHaveBeenCalled();
  });

  it('hands the same one in once', async () => {
    const { dispatcher, chat } = setUp(async () => 'hello');
    const push = announcement((take) => take(chatPush('1')));
    await dispatcher.dispatch(KF, push);
    await dispatcher.dispatch(KF, push);
    expect(chat).toHaveBeenCalledTimes(1);
    expect(deliverLate).toHaveBeenCalledTimes(1);
  });

  it('is unfolded once, however often it is repeated', async () => {
    const { dispatcher } = setUp(async () => undefined);
    const run = jest.fn<Unfolding['run']>().mockResolvedValue(undefined);
    const push = announcement(run, ['chat'], 'n1');
    await Promise.all([dispatcher.dispatch(KF, push), dispatcher.dispatch(KF, push)]);
    await dispatcher.dispatch(KF, push);
    expect(run).toHaveBeenCalledTimes(1);
  });

  it('is told to come again when a handler fails in time, and then the handler runs again', async () => {
    const { dispatcher, chat } = setUp(async () => undefined);
    chat.mockRejectedValueOnce(new Error('no database'));
    const push = announcement((take) => take(chatPush('1')), ['chat'], 'n1');
    expect(await failureOf(dispatcher.dispatch(KF, push))).toMatchObject({ status: 500 });
    expect(logs.lines).toEqual([expect.stringContaining('Chat#take failed')]);
    await dispatcher.dispatch(KF, push);
    expect(chat).toHaveBeenCalledTimes(2);
  });

  it('tells the log why they could not be had', async () => {
    const { dispatcher } = setUp(async () => undefined);
    const push = announcement(async () => {
      throw new Error('the network is down');
    });
    expect(await failureOf(dispatcher.dispatch(KF, push))).toMatchObject({ status: 500 });
    expect(logs.lines).toEqual([
      expect.stringMatching(/What the event "news" announces could not be had[^]*the network is down/),
    ]);
  });

  it("takes a guard's refusal for the last word", async () => {
    const { dispatcher } = setUp(() => Promise.reject(new ForbiddenException()));
    await dispatcher.dispatch(
      KF,
      announcement((take) => take(chatPush('1'))),
    );
    expect(logs.lines).toEqual([expect.stringContaining('answered 403')]);
  });

  it('is acknowledged at the deadline, and what fails afterwards is told to the log', async () => {
    let fail: (error: Error) => void = () => undefined;
    const { dispatcher } = setUp(() => new Promise((_, reject) => (fail = reject)));
    const push = announcement((take) => take(chatPush('1')));
    expect(await dispatcher.dispatch(KF, push)).toBeUndefined();
    fail(new Error('too late'));
    await dispatcher.onModuleDestroy();
    expect(logs.lines).toEqual([expect.stringContaining('Chat#take failed')]);
  });

  it('delivers replies whatever becomes of late ones, and waits for them at shutdown', async () => {
    let answer: (text: string) => void = () => undefined;
    const { dispatcher } = setUp(() => new Promise((resolve) => (answer = resolve)), {
      options: { lateReply: 'drop' },
    });
    await dispatcher.dispatch(
      KF,
      announcement((take) => take(chatPush('1'))),
    );
    const end = dispatcher.onModuleDestroy();
    answer('hello');
    await end;
    expect(deliverLate.mock.calls).toEqual([['hello']]);
  });

  it('is not stopped by a reply that cannot be delivered', async () => {
    const { dispatcher, chat } = setUp(async () => 'hello');
    deliverLate.mockRejectedValueOnce(new Error('refused'));
    await dispatcher.dispatch(
      KF,
      announcement(async (take) => {
        await take(chatPush('1'));
        await take(chatPush('2'));
      }),
    );
    expect(chat).toHaveBeenCalledTimes(2);
    expect(logs.lines).toEqual([expect.stringMatching(/reply of Chat#take could not be delivered/)]);
  });

  it('fails when its own handler fails, and the others run all the same', async () => {
    const { dispatcher, announced, chat } = setUp(async () => undefined);
    announced.mockRejectedValueOnce(new Error('mine'));
    const push = announcement((take) => take(chatPush('1')));
    expect(await failureOf(dispatcher.dispatch(KF, push))).toMatchObject({ status: 500 });
    expect(chat).toHaveBeenCalledTimes(1);
  });

  it('does later what is left, waited for at shutdown, and tells the log when that fails', async () => {
    const { dispatcher, chat } = setUp(async () => 'hello');
    let begun: () => void = () => undefined;
    const beginning = new Promise<void>((resolve) => (begun = resolve));
    const push = announcement(async (take, later) => {
      later(1, async () => {
        begun();
        await take(chatPush('1'));
        throw new Error('the network is down');
      });
    });
    await dispatcher.dispatch(KF, push);
    expect(chat).not.toHaveBeenCalled();
    await beginning;
    await dispatcher.onModuleDestroy();
    expect(deliverLate.mock.calls).toEqual([['hello']]);
    expect(logs.lines).toEqual([expect.stringContaining('the network is down')]);
  });

  it('begins nothing after the end', async () => {
    const { dispatcher } = setUp(async () => undefined);
    const work = jest.fn<() => Promise<void>>().mockResolvedValue(undefined);
    let late: (delay: number, work: () => Promise<void>) => void = () => undefined;
    const push = announcement(async (_, later) => {
      late = later;
      later(5, work);
    });
    await dispatcher.dispatch(KF, push);
    await dispatcher.onModuleDestroy();
    late(1, work);
    await new Promise((resolve) => setTimeout(resolve, 50));
    expect(work).not.toHaveBeenCalled();
  });
});

describe('A kept push that announces others', () => {
  it('hands in what it announces, and then itself', async () => {
    const { dispatcher, chat, announced } = setUp(async () => 'hello');
    const order: string[] = [];
    chat.mockImplementation(async () => void order.push('chat'));
    announced.mockImplementation(async () => void order.push('announced'));
    const push = announcement((take) => take(chatPush('1')));
    expect(await dispatcher.runKept(KF, push, { id: 'job' })).toBeUndefined();
    expect(order).toEqual(['chat', 'announced']);
  });

  it('is not through while something is left for later, and says for how long', async () => {
    const { dispatcher, chat, announced } = setUp(async () => undefined);
    chat.mockRejectedValueOnce(new Error('no database'));
    const push = announcement(async (take, later) => {
      later(60, () => take(chatPush('1')));
      await take(chatPush('1'));
    });
    const again = await dispatcher.runKept(KF, push, { id: 'job' });
    expect(again).toBeGreaterThan(0);
    expect(again).toBeLessThanOrEqual(60);
    // meanwhile nothing is fetched anew
    expect(await dispatcher.runKept(KF, push, { id: 'job' })).toBeGreaterThanOrEqual(0);
    expect(chat).toHaveBeenCalledTimes(1);
    expect(announced).not.toHaveBeenCalled();
    await new Promise((resolve) => setTimeout(resolve, 150));
    expect(chat).toHaveBeenCalledTimes(2);
    const done = announcement(async () => undefined);
    expect(await dispatcher.runKept(KF, done, { id: 'job' })).toBeUndefined();
    expect(announced).toHaveBeenCalledTimes(1);
  });

  it('comes again at the earliest of several times', async () => {
    const { dispatcher } = setUp(async () => undefined);
    const push = announcement(async (_, later) => {
      later(60_000, async () => undefined);
      later(40, async () => undefined);
    });
    expect(await dispatcher.runKept(KF, push, { id: 'job' })).toBeLessThanOrEqual(40);
    await dispatcher.onModuleDestroy();
  });

  it('fails when nothing is left for later', async () => {
    const { dispatcher } = setUp(async () => undefined);
    const push = announcement(async () => {
      throw new Error('the network is down');
    });
    expect(await failureOf(dispatcher.runKept(KF, push, { id: 'job' }))).toMatchObject({ status: 500 });
  });

  it('fails when no handler takes it here', async () => {
    const { dispatcher } = setUp(async () => undefined);
    const push = { ...announcement(async () => undefined, ['letter']), name: 'other' };
    const error = await failureOf<{ cause?: Error }>(dispatcher.runKept(KF, push, { id: 'job' }));
    expect(error.cause?.message).toMatch(/No handler of this process takes the event "other"/);
  });
});
