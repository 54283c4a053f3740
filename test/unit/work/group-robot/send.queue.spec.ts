import { afterEach, beforeEach, describe, expect, it, jest } from '@jest/globals';
import { WeChatApiError } from '../../../../lib/common/index.js';
import { SendQueue } from '../../../../lib/work/group-robot/send.queue.js';
import { failureOf } from '../../failure.js';

const words = {
  tooFar: (waiting: number) => new Error(`too far: ${waiting}`),
  closed: () => new Error('closed'),
};
const tooSoon = (): WeChatApiError =>
  new WeChatApiError({ client: 'c', route: 'POST /', errcode: 45009, errmsg: 'limit', retryable: false });
const pass = (milliseconds: number): Promise<void> => jest.advanceTimersByTimeAsync(milliseconds);

function setUp() {
  const queue = new SendQueue(words);
  const sent: number[] = [];
  const begin = performance.now();
  /** The seconds since the beginning at which each was sent. */
  const times: number[] = [];
  const send = (id: number, signal?: AbortSignal): Promise<void> =>
    queue.run(async () => {
      sent.push(id);
      times.push(Math.round((performance.now() - begin) / 1000));
    }, signal);
  const sendMany = (from: number, count: number): Array<Promise<void>> =>
    Array.from({ length: count }, (_, place) => send(from + place));
  return { queue, sent, times, send, sendMany };
}

beforeEach(() => void jest.useFakeTimers());
afterEach(() => void jest.useRealTimers());

describe('SendQueue', () => {
  it('sends twenty at once, and the next a minute after the first', async () => {
    const { times, sendMany } = setUp();
    const all = Promise.all(sendMany(0, 21));
    await pass(0);
    expect(times).toHaveLength(20);
    await pass(59_000);
    expect(times).toHaveLength(20);
    await pass(1_001);
    await all;
    expect(times.at(-1)).toBe(60);
  });

  it('sends one after the other, in the order of the calls', async () => {
    const { queue, sent, send } = setUp();
    let go: () => void = () => undefined;
    const slow = queue.run(() => new Promise<void>((resolve) => (go = resolve)));
    const others = [send(1), send(2), send(3)];
    await pass(0);
    expect(sent).toEqual([]);
    go();
    await Promise.all([slow, ...others]);
    expect(sent).toEqual([1, 2, 3]);
  });

  it('goes on after one that failed, and tells whoever sent it', async () => {
    const { queue, send, sent } = setUp();
    const failed = failureOf(queue.run(() => Promise.reject(new Error('refused'))));
    await send(1);
    expect(await failed).toMatchObject({ message: 'refused' });
    expect(sent).toEqual([1]);
  });

  it('refuses at once whatever would wait for more than two minutes', async () => {
    const { times, send, sendMany } = setUp();
    const all = Promise.all(sendMany(0, 60));
    expect(await failureOf(send(60))).toMatchObject({ message: 'too far: 59' });
    await pass(120_001);
    await all;
    expect(times.slice(-20)).toEqual(Array.from({ length: 20 }, () => 120));
  });

  it('waits for a minute when WeCom says that it is too soon, and tries once more', async () => {
    const { queue, send, sent } = setUp();
    const attempt = jest.fn<() => Promise<void>>().mockRejectedValueOnce(tooSoon()).mockResolvedValueOnce();
    const first = queue.run(attempt);
    const second = send(2);
    await pass(59_000);
    expect(attempt).toHaveBeenCalledTimes(1);
    expect(sent).toEqual([]);
    await pass(1_001);
    await Promise.all([first, second]);
    expect(attempt).toHaveBeenCalledTimes(2);
    expect(sent).toEqual([2]);
  });

  it('gives up after the second time, with what WeCom said', async () => {
    const { queue } = setUp();
    const attempt = jest.fn<() => Promise<void>>().mockImplementation(() => Promise.reject(tooSoon()));
    const failure = failureOf(queue.run(attempt));
    await pass(60_001);
    expect(await failure).toMatchObject({ errcode: 45009 });
    expect(attempt).toHaveBeenCalledTimes(2);
  });

  it('gives up after three minutes what WeCom puts off again and again', async () => {
    const { queue } = setUp();
    const refuse = jest.fn<() => Promise<void>>().mockImplementation(() => Promise.reject(tooSoon()));
    const failures = [1, 2, 3].map(() => failureOf(queue.run(refuse)));
    await pass(180_010);
    expect(await Promise.all(failures)).toMatchObject([
      { errcode: 45009 },
      { errcode: 45009 },
      { message: 'too far: 0' },
    ]);
    expect(refuse.mock.calls.length).toBeLessThanOrEqual(4);
  });

  it('takes back what waits when its signal says so, and keeps the order of the others', async () => {
    const { sent, send, sendMany } = setUp();
    const before = Promise.all(sendMany(0, 20));
    const abort = new AbortController();
    const given = failureOf(send(20, abort.signal));
    const after = send(21);
    await pass(10);
    abort.abort(new Error('no longer'));
    expect(await given).toMatchObject({ message: 'no longer' });
    await pass(60_001);
    await Promise.all([before, after]);
    expect(sent).not.toContain(20);
    expect(sent.at(-1)).toBe(21);
    expect(await failureOf(send(22, abort.signal))).toMatchObject({ message: 'no longer' });
  });

  it('ends whatever waits when it is closed', async () => {
    const { queue, sent, send, sendMany } = setUp();
    const before = Promise.all(sendMany(0, 20));
    const waiting = failureOf(send(20));
    await pass(0);
    queue.close();
    expect(await waiting).toMatchObject({ message: 'closed' });
    await before;
    await pass(60_001);
    expect(sent).toHaveLength(20);
  });

  it('takes nothing more once it is closed', async () => {
    const { queue, sent, send } = setUp();
    queue.close();
    expect(await failureOf(send(0))).toMatchObject({ message: 'closed' });
    await pass(0);
    expect(sent).toEqual([]);
  });

  it('does not try again what comes back refused after it was closed', async () => {
    const { queue } = setUp();
    let refuse: (error: unknown) => void = () => undefined;
    const under = jest.fn(() => new Promise<void>((_, fail) => (refuse = fail)));
    const failure = failureOf(queue.run(under));
    await pass(0);
    queue.close();
    refuse(tooSoon());
    expect(await failure).toMatchObject({ errcode: 45009 });
    await pass(60_001);
    expect(under).toHaveBeenCalledTimes(1);
  });
});
