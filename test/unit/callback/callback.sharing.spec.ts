import { afterEach, beforeEach, describe, expect, it, jest } from '@jest/globals';
import { CallbackDispatcher } from '../../../lib/callback/callback.dispatcher.js';
import { DEFAULT_CALLBACK, Reply, reply } from '../../../lib/callback/index.js';
import { reviveReply } from '../../../lib/callback/message.reading.js';
import type { Push, WeChatClient } from '../../../lib/client/index.js';
import { WeChatStorageError } from '../../../lib/common/index.js';
import {
  LocalCoordination,
  type OnceOptions,
  type OnceRun,
  type OnceTask,
} from '../../../lib/storage/index.js';
import { failureOf } from '../failure.js';
import { collectLogs } from '../log.collector.js';
import { handlerOf, registryOf } from './handler.maker.js';

const SHOP = { client: { name: 'shop' } as WeChatClient };
const logs = collectLogs();

/** A coordination whose runs are another process's. */
class Elsewhere extends LocalCoordination {
  constructor(private readonly runs: (options: OnceOptions<unknown>) => OnceRun<unknown>) {
    super();
  }
  override once<T>(_key: string, _task: OnceTask<T>, options: OnceOptions<T> = {}): OnceRun<T> {
    return this.runs(options as OnceOptions<unknown>) as OnceRun<T>;
  }
}

const push: Push<Reply> = {
  kind: 'message',
  name: 'text',
  message: {},
  onceKey: 'o1:1',
  toReply: (result) => reply.text(String(result)),
  revive: reviveReply,
};

function setUp(coordination: LocalCoordination) {
  const invoke = jest.fn(async () => 'hello');
  const dispatcher = new CallbackDispatcher(
    DEFAULT_CALLBACK,
    registryOf(handlerOf({ name: 'text', invoke })),
    coordination,
  );
  return { dispatcher, invoke };
}

beforeEach(() => {
  jest.useFakeTimers();
  logs.clear();
});
afterEach(() => void jest.useRealTimers());

describe('CallbackDispatcher beside other processes', () => {
  it('tells them a reply in what JSON can say, and answers with what another one told', async () => {
    const local = new LocalCoordination();
    const told: unknown[] = [];
    jest.spyOn(local, 'once').mockImplementation((_key, task, options) => {
      const result = task(async () => true).then((outcome) => {
        told.push(JSON.parse(JSON.stringify(options?.tell?.(outcome))));
        return outcome;
      });
      return { result, acknowledge: async () => true };
    });
    expect(await setUp(local).dispatcher.dispatch(SHOP, push)).toEqual(reply.text('hello'));

    const { dispatcher, invoke } = setUp(
      new Elsewhere((options) => ({
        result: Promise.resolve(options.hear?.(told[0])),
        acknowledge: async () => true,
      })),
    );
    const answered = await dispatcher.dispatch(SHOP, push);
    expect(answered).toBeInstanceOf(Reply);
    expect(answered).toEqual(reply.text('hello'));
    expect(invoke).not.toHaveBeenCalled();
  });

  it('answers with nothing what another one told nothing of', async () => {
    const coordination = new Elsewhere((options) => ({
      result: Promise.resolve(options.hear?.(undefined)),
      acknowledge: async () => true,
    }));
    expect(await setUp(coordination).dispatcher.dispatch(SHOP, push)).toBeUndefined();
  });

  it.each([
    ['acknowledges at the deadline what another one promised', true],
    ['has WeChat come again where nobody promised', false],
  ])('%s', async (_what, isPromised) => {
    const coordination = new Elsewhere(() => ({
      result: new Promise(() => undefined),
      acknowledge: async () => isPromised,
    }));
    const answer = setUp(coordination).dispatcher.dispatch(SHOP, push);
    const outcome = answer.then(
      (given) => ({ given }),
      (error: unknown) => error,
    );
    await jest.advanceTimersByTimeAsync(4_500);
    expect(await outcome).toMatchObject(isPromised ? { given: undefined } : { status: 503 });
  });

  it('has WeChat come again when the shared store is away, and leaves the log to the store', async () => {
    const coordination = new Elsewhere(() => ({
      result: Promise.reject(new WeChatStorageError('away')),
      acknowledge: async () => false,
    }));
    const failure = await failureOf(setUp(coordination).dispatcher.dispatch(SHOP, push));
    expect(failure).toMatchObject({ status: 503 });
    expect(logs.lines).toEqual([]);
  });
});
