import { afterEach, beforeEach, describe, expect, it, jest } from '@jest/globals';
import { type Lease, LocalCoordination } from '../../../lib/storage/index.js';
import { failureOf } from '../failure.js';

const pause = (milliseconds: number) => new Promise((resolve) => setTimeout(resolve, milliseconds));

function deferred(): { promise: Promise<number>; resolve: (value: number) => void } {
  let resolve: (value: number) => void = () => undefined;
  const promise = new Promise<number>((settle) => (resolve = settle));
  return { promise, resolve: (value) => resolve(value) };
}

describe('LocalCoordination.withLock', () => {
  it('runs tasks of one key one after the other, in the order they came', async () => {
    const coordination = new LocalCoordination();
    const events: string[] = [];
    const task = (name: string, milliseconds: number) =>
      coordination.withLock('key', async () => {
        events.push(`${name} begins`);
        await pause(milliseconds);
        events.push(`${name} ends`);
        return name;
      });
    expect(await Promise.all([task('a', 20), task('b', 1), task('c', 5)])).toEqual(['a', 'b', 'c']);
    expect(events).toEqual(['a begins', 'a ends', 'b begins', 'b ends', 'c begins', 'c ends']);
  });

  it('runs tasks of different keys beside each other', async () => {
    const coordination = new LocalCoordination();
    let release = (): void => undefined;
    const first = coordination.withLock('a', () => new Promise<void>((resolve) => (release = resolve)));
    expect(await coordination.withLock('b', async () => 'b')).toBe('b');
    release();
    await first;
  });

  it('stays exclusive after a failure, which reaches only its own asker', async () => {
    const coordination = new LocalCoordination();
    let running = 0;
    let most = 0;
    const works = Array.from({ length: 50 }, (_, index) =>
      coordination.withLock('key', async () => {
        running += 1;
        most = Math.max(most, running);
        await pause(0);
        running -= 1;
        if (index % 2) throw new Error(`task ${index}`);
        return index;
      }),
    );
    const settled = await Promise.allSettled(works);
    expect(most).toBe(1);
    settled.forEach((one, index) => {
      if (one.status === 'rejected') expect((one.reason as Error).message).toBe(`task ${index}`);
      else expect(one.value).toBe(index);
    });
    expect(settled.filter(({ status }) => status === 'rejected')).toHaveLength(25);
  });

  it('stays exclusive after a task that throws before it returns a promise', async () => {
    const coordination = new LocalCoordination();
    const thrown = coordination.withLock('key', () => {
      throw new Error('at once');
    });
    expect((await failureOf(thrown)).message).toBe('at once');
    expect(await coordination.withLock('key', async () => 1)).toBe(1);
  });

  it('gives a task its lease, which nobody takes away, and nothing of the failure before it', async () => {
    const coordination = new LocalCoordination();
    const task = jest.fn(async (...given: unknown[]) => given);
    const first = coordination.withLock('key', () => Promise.reject(new Error('secret')));
    const second = coordination.withLock('key', task as (lease: Lease) => Promise<unknown[]>);
    await failureOf(first);
    const [lease] = (await second) as [Lease];
    expect(lease.fence).toBe(0);
    expect(lease.signal.aborted).toBe(false);
  });
});

it('LocalCoordination reaches no further than this process, which it always reaches', async () => {
  expect(new LocalCoordination().isShared).toBe(false);
  expect(await new LocalCoordination().isReachable()).toBe(true);
});

describe('LocalCoordination.once', () => {
  it('lets repeats join the run', async () => {
    const coordination = new LocalCoordination();
    const task = jest.fn(async () => {
      await pause(5);
      return {};
    });
    const runs = [1, 2, 3].map(() => coordination.once('key', task));
    expect(new Set(runs).size).toBe(1);
    const [first, second, third] = await Promise.all(runs.map(({ result }) => result));
    expect(second).toBe(first);
    expect(third).toBe(first);
    expect(task).toHaveBeenCalledTimes(1);
  });

  it('gives repeats the stored result, undefined included', async () => {
    const coordination = new LocalCoordination();
    const task = jest.fn(async () => undefined);
    await coordination.once('key', task).result;
    const again = coordination.once('key', task);
    expect(await again.result).toBeUndefined();
    expect(task).toHaveBeenCalledTimes(1);
  });

  it('forgets a failed run, so that the next one runs', async () => {
    const coordination = new LocalCoordination();
    const task = jest
      .fn<() => Promise<string>>()
      .mockRejectedValueOnce(new Error('no'))
      .mockResolvedValue('yes');
    const first = coordination.once('key', task);
    const joined = coordination.once('key', task);
    expect((await failureOf(first.result)).message).toBe('no');
    expect((await failureOf(joined.result)).message).toBe('no');
    expect(await coordination.once('key', task).result).toBe('yes');
    expect(task).toHaveBeenCalledTimes(2);
  });

  it('may always be relied upon: nobody else could have it', async () => {
    const run = new LocalCoordination().once('key', () => new Promise(() => undefined));
    expect(await run.acknowledge()).toBe(true);
  });

  it('keeps runs of different keys apart', async () => {
    const coordination = new LocalCoordination();
    expect(await coordination.once('a', async () => 'a').result).toBe('a');
    expect(await coordination.once('b', async () => 'b').result).toBe('b');
  });

  it('leaves no failure unhandled, even if nobody waits for it', async () => {
    const unhandled = jest.fn();
    process.on('unhandledRejection', unhandled);
    const { result } = new LocalCoordination().once('key', () => Promise.reject(new Error('no')));
    await failureOf(result);
    await pause(5);
    process.off('unhandledRejection', unhandled);
    expect(unhandled).not.toHaveBeenCalled();
  });

  it('does not lose sight of a run under way, whatever comes meanwhile', async () => {
    const coordination = new LocalCoordination();
    const { promise, resolve: end } = deferred();
    const slow = coordination.once('slow', () => promise);
    for (let run = 0; run < 20_001; run += 1) await coordination.once(`${run}`, async () => run).result;
    const repeat = coordination.once('slow', async () => 2);
    expect(repeat).toBe(slow);
    end(1);
    expect(await Promise.all([slow.result, repeat.result])).toEqual([1, 1]);
    expect(coordination.once('slow', async () => 3)).toBe(slow);
  });

  it('does not grow with the runs of the past', async () => {
    const coordination = new LocalCoordination();
    await coordination.once('first', async () => 1).result;
    for (let run = 0; run < 20_000; run += 1) await coordination.once(`${run}`, async () => run).result;
    expect(await coordination.once('first', async () => 2).result).toBe(2);
  });
});

describe('LocalCoordination over time', () => {
  let now = 1_000;
  /** The store of runs and keys has a clock of its own, which it reads anew after a turn. */
  const pass = async (milliseconds: number): Promise<void> => {
    now += milliseconds;
    await pause(5);
  };
  beforeEach(() => void jest.spyOn(performance, 'now').mockImplementation(() => now));
  afterEach(() => void jest.restoreAllMocks());

  it('remembers a run as long as WeChat repeats, not for ever', async () => {
    const coordination = new LocalCoordination();
    await coordination.once('key', async () => 1).result;
    await pass(15_000);
    expect(await coordination.once('key', async () => 2).result).toBe(1);
    await pass(60_000);
    expect(await coordination.once('key', async () => 3).result).toBe(3);
  });

  it('remembers for as long as repeats are to be expected, whatever else goes on', async () => {
    const rememberFor = 24 * 3600_000;
    const coordination = new LocalCoordination();
    await coordination.once('paid', async () => 1, { rememberFor }).result;
    for (let run = 0; run < 20_001; run += 1) coordination.once(`${run}`, async () => run);
    await pass(rememberFor - 1);
    expect(await coordination.once('paid', async () => 2, { rememberFor }).result).toBe(1);
    await pass(2);
    expect(await coordination.once('paid', async () => 3, { rememberFor }).result).toBe(3);
  });

  it('knows a key for its time, and takes it for new afterwards', async () => {
    const coordination = new LocalCoordination();
    expect(await coordination.isNew('key', 1000)).toBe(true);
    expect(await coordination.isNew('key', 1000)).toBe(false);
    expect(await coordination.isNew('other', 1000)).toBe(true);
    await pass(990);
    expect(await coordination.isNew('key', 1000)).toBe(false);
    await pass(20);
    expect(await coordination.isNew('key', 1000)).toBe(true);
  });
});
