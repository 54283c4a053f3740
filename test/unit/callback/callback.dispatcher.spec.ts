import { ForbiddenException, HttpException } from '@nestjs/common';
import { afterEach, beforeEach, describe, expect, it, jest } from '@jest/globals';
import { EmptyError } from 'rxjs';
import { CallbackDispatcher } from '../../../lib/callback/callback.dispatcher.js';
import { type CallbackOptions, DEFAULT_CALLBACK } from '../../../lib/callback/index.js';
import type { OpenedPush, WeChatClient } from '../../../lib/client/index.js';
import { LocalCoordination } from '../../../lib/storage/index.js';
import { failureOf } from '../failure.js';
import { collectLogs } from '../log.collector.js';
import { handlerOf, registryOf } from './handler.maker.js';

const SHOP = { client: { name: 'shop' } as WeChatClient };
const logs = collectLogs();
const after = <T>(milliseconds: number, value: T) =>
  new Promise<T>((resolve) => setTimeout(() => resolve(value), milliseconds));

/** Lets timers pass, and the turns of the event loop that fake timers do not stand for. */
const pass = async (milliseconds: number): Promise<void> => {
  await jest.advanceTimersByTimeAsync(milliseconds);
  for (let turn = 0; turn < 3; turn += 1) await new Promise((resolve) => realSetImmediate(resolve));
};
const realSetImmediate = setImmediate;

type Handle = Parameters<typeof handlerOf>[0] extends infer Parts ? NonNullable<Parts> : never;

function setUp(invoke: Handle['invoke'], options: CallbackOptions = {}) {
  const spy = jest.fn(invoke as NonNullable<Handle['invoke']>);
  const registry = registryOf(handlerOf({ label: 'Shop#handle', name: 'text', invoke: spy }));
  const dispatcher = new CallbackDispatcher(
    { ...DEFAULT_CALLBACK, ...options },
    registry,
    new LocalCoordination(),
  );
  return { dispatcher, spy };
}

function pushOf(given: Partial<OpenedPush> = {}) {
  const deliverLate = jest.fn<(reply: unknown) => Promise<void>>().mockResolvedValue(undefined);
  const push: OpenedPush = {
    kind: 'message',
    name: 'text',
    message: { Content: 'hi' },
    signature: 'signature',
    acceptedUntil: Infinity,
    onceKey: 'o1:1',
    toReply: (result) => (result === undefined ? undefined : { said: result }),
    answer: () => ({ status: 200, contentType: '', body: '' }),
    deliverLate,
    ...given,
  };
  return { push, deliverLate };
}

beforeEach(() => {
  jest.useFakeTimers({ doNotFake: ['setImmediate', 'nextTick', 'queueMicrotask'] });
  logs.clear();
});
afterEach(() => void jest.useRealTimers());

describe('CallbackDispatcher', () => {
  it('hands message and context to the handler and its result back as a reply', async () => {
    const { dispatcher, spy } = setUp(async () => 'hello');
    const { push } = pushOf();
    expect(await dispatcher.dispatch(SHOP, push)).toEqual({ said: 'hello' });
    expect(spy).toHaveBeenCalledWith(push.message, { ...SHOP, kind: 'message', name: 'text' });
  });

  it('answers nothing where no handler is', async () => {
    const { dispatcher, spy } = setUp(async () => 'hello');
    expect(await dispatcher.dispatch(SHOP, pushOf({ name: 'image' }).push)).toBeUndefined();
    expect(spy).not.toHaveBeenCalled();
  });

  it('takes an Observable that ends without a value for no reply', async () => {
    const { dispatcher } = setUp(() => Promise.reject(new EmptyError()));
    expect(await dispatcher.dispatch(SHOP, pushOf().push)).toBeUndefined();
    expect(logs.lines).toEqual([]);
  });

  it('runs the handler once for a push and its repeats, and answers all of them', async () => {
    const { dispatcher, spy } = setUp(() => after(1000, 'hello'));
    const answers = [1, 2, 3].map(() => dispatcher.dispatch(SHOP, pushOf().push));
    await pass(1000);
    expect(await Promise.all(answers)).toEqual([{ said: 'hello' }, { said: 'hello' }, { said: 'hello' }]);
    expect(await dispatcher.dispatch(SHOP, pushOf().push)).toEqual({ said: 'hello' });
    expect(spy).toHaveBeenCalledTimes(1);
  });

  it('gives a repeat the stored answer even when the answer was none', async () => {
    const { dispatcher, spy } = setUp(async () => undefined);
    await dispatcher.dispatch(SHOP, pushOf().push);
    await dispatcher.dispatch(SHOP, pushOf().push);
    expect(spy).toHaveBeenCalledTimes(1);
  });

  it('keeps the pushes of different clients apart', async () => {
    const { dispatcher, spy } = setUp(async () => 'hello');
    await dispatcher.dispatch(SHOP, pushOf().push);
    await dispatcher.dispatch({ client: { name: 'mini' } as WeChatClient }, pushOf().push);
    expect(spy).toHaveBeenCalledTimes(2);
  });

  it('runs every push that cannot be told from others', async () => {
    const { dispatcher, spy } = setUp(async () => 'hello');
    await dispatcher.dispatch(SHOP, pushOf({ onceKey: undefined }).push);
    await dispatcher.dispatch(SHOP, pushOf({ onceKey: undefined }).push);
    expect(spy).toHaveBeenCalledTimes(2);
  });

  it('throws what the handler threw, tells the log where, and runs again for the next try', async () => {
    let isBroken = true;
    const { dispatcher, spy } = setUp(async () => {
      if (isBroken) throw new Error('database is away');
      return 'hello';
    });
    const failure = await failureOf(dispatcher.dispatch(SHOP, pushOf().push));
    expect(failure).toMatchObject({ status: 500, cause: { message: 'database is away' } });
    expect(logs.at('error')).toEqual([expect.stringMatching(/^Shop#handle failed[^]*database is away/)]);
    isBroken = false;
    expect(await dispatcher.dispatch(SHOP, pushOf().push)).toEqual({ said: 'hello' });
    expect(spy).toHaveBeenCalledTimes(2);
  });

  it('tells the log what caused what the handler threw', async () => {
    const cause = new Error('the disk is full', { cause: new Error('of old letters') });
    const { dispatcher } = setUp(() => Promise.reject(new Error('cannot save', { cause })));
    await failureOf(dispatcher.dispatch(SHOP, pushOf().push));
    expect(logs.at('error')).toEqual([
      expect.stringMatching(/cannot save[^]*\[cause\]: Error: the disk is full[^]*of old letters/),
    ]);
  });

  it('warns of a refused access in one line', async () => {
    const { dispatcher } = setUp(() => Promise.reject(new ForbiddenException('not you')));
    expect(await failureOf(dispatcher.dispatch(SHOP, pushOf().push))).toMatchObject({ status: 403 });
    expect(logs.at('warn')[0]).toMatch(/Shop#handle.*403/);
    expect(logs.lines).toHaveLength(1);
  });

  it('takes an exception for a failure, whatever status it carries', async () => {
    const { dispatcher } = setUp(() => Promise.reject(new HttpException('nothing to say', 204)));
    expect(await failureOf(dispatcher.dispatch(SHOP, pushOf().push))).toMatchObject({ status: 500 });
    expect(logs.at('error')[0]).toContain('Shop#handle failed');
  });

  it('throws for a result that is no reply, and names the handler', async () => {
    const { dispatcher } = setUp(async () => ({}));
    const toReply = () => {
      throw new TypeError('no reply');
    };
    const failure = await failureOf(dispatcher.dispatch(SHOP, pushOf({ toReply }).push));
    expect(failure).toMatchObject({ status: 500, cause: { message: 'no reply' } });
    expect(logs.at('error')[0]).toContain('Shop#handle');
  });
});

describe('CallbackDispatcher for an account of a platform', () => {
  const parent = { name: 'platform' } as WeChatClient;
  const account = { client: { name: 'wx1' } as WeChatClient, parent };

  it('asks handlers of the account, then those of its platform, and tells them of both', async () => {
    const spies = new Map(['wx1', 'platform'].map((name) => [name, jest.fn(async () => name)]));
    const handlers = [...spies].map(([name, invoke]) => handlerOf({ scope: [name], invoke }));
    const dispatcherOf = (...given: typeof handlers) =>
      new CallbackDispatcher(DEFAULT_CALLBACK, registryOf(...given), new LocalCoordination());
    expect(await dispatcherOf(...handlers).dispatch(account, pushOf().push)).toEqual({ said: 'wx1' });
    expect(await dispatcherOf(handlers[1]!).dispatch(account, pushOf().push)).toEqual({ said: 'platform' });
    expect(spies.get('platform')).toHaveBeenCalledWith(
      { Content: 'hi' },
      { ...account, kind: 'message', name: 'text' },
    );
    expect(await dispatcherOf(handlers[1]!).dispatch(SHOP, pushOf().push)).toBeUndefined();
  });
});

describe('CallbackDispatcher and what the library does itself', () => {
  it('does it before the handler hears of the push, however long it takes', async () => {
    const order: string[] = [];
    const { dispatcher } = setUp(async () => void order.push('handler'));
    const prepare = () => after(4800, true).then((goesOn) => (order.push('own part'), goesOn));
    const answer = dispatcher.dispatch(SHOP, pushOf({ prepare }).push);
    await pass(4700);
    expect(order).toEqual([]);
    await pass(100);
    expect(await answer).toBeUndefined();
    expect(order).toEqual(['own part', 'handler']);
  });

  it('keeps from handlers what it says is not for them, repeats included', async () => {
    const { dispatcher, spy } = setUp(async () => 'hello');
    const prepare = jest.fn(async () => false);
    expect(await dispatcher.dispatch(SHOP, pushOf({ prepare }).push)).toBeUndefined();
    expect(await dispatcher.dispatch(SHOP, pushOf({ prepare }).push)).toBeUndefined();
    expect(prepare).toHaveBeenCalledTimes(1);
    expect(spy).not.toHaveBeenCalled();
  });

  it('does it where no handler is', async () => {
    const { dispatcher } = setUp(async () => 'hello');
    const prepare = jest.fn(async () => true);
    expect(await dispatcher.dispatch(SHOP, pushOf({ name: 'image', prepare }).push)).toBeUndefined();
    expect(prepare).toHaveBeenCalledTimes(1);
  });

  it('does it once for a push and its repeats, also those that come meanwhile', async () => {
    const { dispatcher, spy } = setUp(async () => 'hello');
    const prepare = jest.fn(() => after(1000, true));
    const answers = [1, 2].map(() => dispatcher.dispatch(SHOP, pushOf({ prepare }).push));
    await pass(1000);
    expect(await Promise.all(answers)).toEqual([{ said: 'hello' }, { said: 'hello' }]);
    await dispatcher.dispatch(SHOP, pushOf({ prepare }).push);
    expect(prepare).toHaveBeenCalledTimes(1);
    expect(spy).toHaveBeenCalledTimes(1);
  });

  it('does it each time for pushes that cannot be told from others', async () => {
    const { dispatcher } = setUp(async () => 'hello');
    const prepare = jest.fn(async () => true);
    await dispatcher.dispatch(SHOP, pushOf({ prepare, onceKey: undefined }).push);
    await dispatcher.dispatch(SHOP, pushOf({ prepare, onceKey: undefined }).push);
    expect(prepare).toHaveBeenCalledTimes(2);
  });

  it('throws what it failed with, runs no handler, and does it again for the next try', async () => {
    const { dispatcher, spy } = setUp(async () => 'hello');
    const prepare = jest.fn(async () => true).mockRejectedValueOnce(new Error('store is away'));
    expect((await failureOf(dispatcher.dispatch(SHOP, pushOf({ prepare }).push))).message).toBe(
      'store is away',
    );
    expect(spy).not.toHaveBeenCalled();
    expect(await dispatcher.dispatch(SHOP, pushOf({ prepare }).push)).toEqual({ said: 'hello' });
    expect(prepare).toHaveBeenCalledTimes(2);
  });

  it('is waited for at shutdown', async () => {
    const { dispatcher } = setUp(async () => undefined);
    void dispatcher.dispatch(SHOP, pushOf({ prepare: () => after(6000, true) }).push);
    let isClosed = false;
    void dispatcher.onModuleDestroy().then(() => (isClosed = true));
    await pass(5900);
    expect(isClosed).toBe(false);
    await pass(200);
    expect(isClosed).toBe(true);
  });
});

describe('CallbackDispatcher after the deadline', () => {
  it('answers nothing at 4.5 s, lets the handler go on and delivers its reply', async () => {
    const { dispatcher } = setUp(() => after(6000, 'late'));
    const { push, deliverLate } = pushOf();
    const answer = dispatcher.dispatch(SHOP, push);
    await pass(4500);
    expect(await answer).toBeUndefined();
    expect(deliverLate).not.toHaveBeenCalled();
    await pass(1500);
    expect(deliverLate).toHaveBeenCalledTimes(1);
    expect(deliverLate).toHaveBeenCalledWith({ said: 'late' });
    expect(logs.lines).toEqual([]);
  });

  it('does not deliver what still came in time', async () => {
    const { dispatcher } = setUp(() => after(4499, 'just'));
    const { push, deliverLate } = pushOf();
    const answer = dispatcher.dispatch(SHOP, push);
    await pass(4499);
    expect(await answer).toEqual({ said: 'just' });
    await pass(10_000);
    expect(deliverLate).not.toHaveBeenCalled();
  });

  it('gives the reply to the repeat that still waits, and delivers nothing besides', async () => {
    const { dispatcher, spy } = setUp(() => after(7000, 'late'));
    const first = pushOf();
    const answer = dispatcher.dispatch(SHOP, first.push);
    await pass(5000);
    const repeat = pushOf();
    const second = dispatcher.dispatch(SHOP, repeat.push);
    await pass(2000);
    expect(await answer).toBeUndefined();
    expect(await second).toEqual({ said: 'late' });
    await pass(10_000);
    expect(first.deliverLate).not.toHaveBeenCalled();
    expect(repeat.deliverLate).not.toHaveBeenCalled();
    expect(spy).toHaveBeenCalledTimes(1);
  });

  it('answers a repeat that comes after the delivery with nothing: the person has the reply', async () => {
    const { dispatcher, spy } = setUp(() => after(4600, 'late'));
    const { push, deliverLate } = pushOf();
    const answer = dispatcher.dispatch(SHOP, push);
    await pass(4700);
    await answer;
    expect(deliverLate).toHaveBeenCalledTimes(1);
    expect(await dispatcher.dispatch(SHOP, pushOf().push)).toBeUndefined();
    expect(spy).toHaveBeenCalledTimes(1);
  });

  it('delivers once when the push and all its repeats gave up', async () => {
    const { dispatcher } = setUp(() => after(20_000, 'late'));
    const { push, deliverLate } = pushOf();
    const answers: Array<Promise<unknown>> = [];
    for (let attempt = 0; attempt < 3; attempt += 1) {
      answers.push(dispatcher.dispatch(SHOP, push));
      await pass(5000);
    }
    expect(await Promise.all(answers)).toEqual([undefined, undefined, undefined]);
    await pass(5000);
    expect(deliverLate).toHaveBeenCalledTimes(1);
  });

  it('delivers nothing when there is no reply', async () => {
    const { dispatcher } = setUp(() => after(5000, undefined));
    const { push, deliverLate } = pushOf();
    const answer = dispatcher.dispatch(SHOP, push);
    await pass(6000);
    expect(await answer).toBeUndefined();
    expect(deliverLate).not.toHaveBeenCalled();
  });

  it('keeps to a deadline of its own', async () => {
    const { dispatcher } = setUp(() => after(200, 'late'), { deadline: 100 });
    const { push, deliverLate } = pushOf();
    const answer = dispatcher.dispatch(SHOP, push);
    await pass(100);
    expect(await answer).toBeUndefined();
    await pass(100);
    expect(deliverLate).toHaveBeenCalledTimes(1);
  });

  it.each<[string, CallbackOptions, Partial<OpenedPush>]>([
    ['the options say so', { lateReply: 'drop' }, {}],
    ['the product has no such message', {}, { deliverLate: undefined }],
  ])('drops the reply, and says so, where %s', async (_what, options, given) => {
    const { dispatcher } = setUp(() => after(5000, 'late'), options);
    const { push, deliverLate } = pushOf(given);
    const answer = dispatcher.dispatch(SHOP, push);
    await pass(6000);
    expect(await answer).toBeUndefined();
    expect(deliverLate).not.toHaveBeenCalled();
    expect(logs.at('warn')).toEqual([expect.stringContaining('Shop#handle')]);
  });

  it('tells the log of a failure after the deadline once, and breaks nothing', async () => {
    const { dispatcher } = setUp(() =>
      after(5000, 0).then(() => Promise.reject(new Error('database is away'))),
    );
    const { push, deliverLate } = pushOf();
    const answer = dispatcher.dispatch(SHOP, push);
    await pass(6000);
    expect(await answer).toBeUndefined();
    expect(deliverLate).not.toHaveBeenCalled();
    expect(logs.at('error')).toEqual([expect.stringContaining('database is away')]);
  });

  it('tells the log of a delivery that failed', async () => {
    const { dispatcher } = setUp(() => after(5000, 'late'));
    const { push, deliverLate } = pushOf();
    deliverLate.mockRejectedValue(new Error('45015'));
    const answer = dispatcher.dispatch(SHOP, push);
    await pass(6000);
    await answer;
    expect(logs.at('error')).toEqual([expect.stringMatching(/late reply of Shop#handle[^]*45015/)]);
  });
});

describe('CallbackDispatcher at shutdown', () => {
  it('waits for what was acknowledged early, its delivery included', async () => {
    const { dispatcher } = setUp(() => after(6000, 'late'));
    const { push, deliverLate } = pushOf();
    deliverLate.mockImplementation(() => after(1000, undefined));
    void dispatcher.dispatch(SHOP, push);
    await pass(5000);
    let isClosed = false;
    void dispatcher.onModuleDestroy().then(() => (isClosed = true));
    await pass(1500);
    expect(deliverLate).toHaveBeenCalledTimes(1);
    expect(isClosed).toBe(false);
    await pass(1000);
    expect(isClosed).toBe(true);
  });

  it('does not wait for ever, and says what was still running', async () => {
    const { dispatcher } = setUp(() => new Promise(() => undefined));
    void dispatcher.dispatch(SHOP, pushOf().push);
    await pass(5000);
    const closed = dispatcher.onModuleDestroy();
    await pass(10_000);
    await closed;
    expect(logs.at('warn')).toEqual([expect.stringMatching(/^\d handler\(s\) were still running/)]);
  });

  it('begins nothing more from the moment it is told to end, and sees through what is prepared', async () => {
    const { dispatcher, spy } = setUp(() => after(4_000, 'done'));
    const before = dispatcher.dispatch(SHOP, pushOf().push);
    dispatcher.end();
    expect(await failureOf(dispatcher.dispatch(SHOP, pushOf().push))).toMatchObject({ status: 503 });
    const prepare = jest.fn(async () => false);
    expect(await dispatcher.dispatch(SHOP, pushOf({ prepare }).push)).toBeUndefined();
    expect(prepare).toHaveBeenCalledTimes(1);
    const keep = jest.fn(async () => undefined);
    await dispatcher.dispatch(SHOP, pushOf().push, keep);
    expect(keep).toHaveBeenCalledTimes(1);
    await pass(4_000);
    expect(await before).toEqual({ said: 'done' });
    expect(spy).toHaveBeenCalledTimes(1);
  });

  it('has ten seconds from when it was told to end, and not from when it is destroyed', async () => {
    const { dispatcher } = setUp(() => new Promise(() => undefined));
    void dispatcher.dispatch(SHOP, pushOf().push);
    await pass(5_000);
    dispatcher.end();
    await pass(8_000);
    const closed = dispatcher.onModuleDestroy();
    await pass(2_000);
    await closed;
    expect(logs.at('warn')).toContainEqual(expect.stringMatching(/were still running/));
  });

  it('waits for a reply that is understood only in time', async () => {
    const { dispatcher } = setUp(async () => 'hello');
    const toReply = jest.fn((result: unknown, _handler?: string) => after(100, { said: result }));
    const answered = dispatcher.dispatch(SHOP, pushOf({ toReply }).push);
    await pass(100);
    expect(await answered).toEqual({ said: 'hello' });
    expect(toReply).toHaveBeenCalledWith('hello', 'Shop#handle');
  });

  it('takes a reply that cannot be understood in the end for a failure', async () => {
    const { dispatcher } = setUp(async () => 'hello');
    const toReply = () => Promise.reject(new TypeError('no answer'));
    expect(await failureOf(dispatcher.dispatch(SHOP, pushOf({ toReply }).push))).toMatchObject({
      status: 500,
    });
    expect(logs.at('error')).toEqual([expect.stringContaining('Shop#handle failed')]);
  });

  it('answers at the deadline with what stands for the reply meanwhile, for repeats as for the first', async () => {
    const { dispatcher, spy } = setUp(() => after(6000, 'hello'));
    const meanwhile = jest.fn((reply: Promise<unknown>) => ({ soon: reply }));
    const { push, deliverLate } = pushOf({ meanwhile });
    const answers = [dispatcher.dispatch(SHOP, push), dispatcher.dispatch(SHOP, push)];
    await pass(4500);
    const [first, second] = (await Promise.all(answers)) as Array<{ soon: Promise<unknown> }>;
    await pass(1500);
    expect(await first?.soon).toEqual({ said: 'hello' });
    expect(await second?.soon).toEqual({ said: 'hello' });
    expect(spy).toHaveBeenCalledTimes(1);
    expect(deliverLate).not.toHaveBeenCalled();
  });

  it('drops late replies where it is told to, whatever could stand for them', async () => {
    const { dispatcher } = setUp(() => after(6000, 'hello'), { lateReply: 'drop' });
    const meanwhile = jest.fn<(reply: Promise<unknown>) => unknown>();
    const answered = dispatcher.dispatch(SHOP, pushOf({ meanwhile }).push);
    await pass(6000);
    expect(await answered).toBeUndefined();
    expect(meanwhile).not.toHaveBeenCalled();
  });

  it('closes at once when nothing runs', async () => {
    const { dispatcher } = setUp(async () => 'hello');
    await dispatcher.dispatch(SHOP, pushOf().push);
    await dispatcher.onModuleDestroy();
    expect(jest.getTimerCount()).toBe(0);
  });
});
