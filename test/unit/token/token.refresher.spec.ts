import { SchedulerRegistry } from '@nestjs/schedule';
import { afterEach, beforeEach, describe, expect, it, jest } from '@jest/globals';
import { type RefreshOptions, TokenRefresher } from '../../../lib/token/index.js';
import { gate } from './fake.tokens.js';

const NOW = Date.UTC(2026, 0, 1);
const NAME = 'wechat:token-refresher';
const run = () => jest.fn(async () => undefined);

function setUp(options?: RefreshOptions) {
  const registry = new SchedulerRegistry();
  return { registry, refresher: new TokenRefresher(registry, options) };
}

beforeEach(() => void jest.useFakeTimers({ now: NOW }));
afterEach(() => void jest.useRealTimers());

describe('TokenRefresher', () => {
  it('does nothing before the application has started', async () => {
    const { refresher, registry } = setUp();
    const renew = run();
    refresher.plan('a', NOW + 10, renew);
    expect(registry.getTimeouts()).toEqual([]);
    await jest.advanceTimersByTimeAsync(1000);
    expect(renew).not.toHaveBeenCalled();
    refresher.onApplicationBootstrap();
    await jest.advanceTimersByTimeAsync(0);
    expect(renew).toHaveBeenCalledTimes(1);
  });

  it("is seen in the application's registry while something is planned", async () => {
    const { refresher, registry } = setUp();
    refresher.onApplicationBootstrap();
    expect(registry.getTimeouts()).toEqual([]);
    refresher.plan('a', NOW + 10, run());
    expect(registry.getTimeouts()).toEqual([NAME]);
    await jest.advanceTimersByTimeAsync(10);
    expect(registry.getTimeouts()).toEqual([]);
  });

  it('keeps no process alive', () => {
    const { refresher, registry } = setUp();
    refresher.onApplicationBootstrap();
    refresher.plan('a', NOW + 10, run());
    const timer = registry.getTimeout(NAME) as NodeJS.Timeout;
    expect(timer.hasRef()).toBe(false);
  });

  it('runs a renewal when it is due, once', async () => {
    const { refresher } = setUp();
    const renew = run();
    refresher.onApplicationBootstrap();
    refresher.plan('a', NOW + 1000, renew);
    await jest.advanceTimersByTimeAsync(999);
    expect(renew).not.toHaveBeenCalled();
    await jest.advanceTimersByTimeAsync(1);
    expect(renew).toHaveBeenCalledTimes(1);
    await jest.advanceTimersByTimeAsync(100_000);
    expect(renew).toHaveBeenCalledTimes(1);
  });

  it('runs one that is overdue at once', async () => {
    const { refresher } = setUp();
    const renew = run();
    refresher.onApplicationBootstrap();
    refresher.plan('a', NOW - 5000, renew);
    await jest.advanceTimersByTimeAsync(0);
    expect(renew).toHaveBeenCalledTimes(1);
  });

  it('has one timer for many renewals, and runs each at its time', async () => {
    const { refresher, registry } = setUp();
    const order: number[] = [];
    refresher.onApplicationBootstrap();
    const times = [500, 100, 300, 200, 400, 100];
    times.forEach((time, index) =>
      refresher.plan(`${index}`, NOW + time, async () => {
        order.push(Date.now() - NOW);
      }),
    );
    expect(registry.getTimeouts()).toHaveLength(1);
    expect(jest.getTimerCount()).toBe(1);
    await jest.advanceTimersByTimeAsync(1000);
    expect(order).toEqual([100, 100, 200, 300, 400, 500]);
    expect(jest.getTimerCount()).toBe(0);
  });

  it('puts a renewal in place of the one before under the same key', async () => {
    const { refresher } = setUp();
    const [first, second] = [run(), run()];
    refresher.onApplicationBootstrap();
    refresher.plan('a', NOW + 100, first);
    refresher.plan('a', NOW + 500, second);
    await jest.advanceTimersByTimeAsync(499);
    expect(second).not.toHaveBeenCalled();
    await jest.advanceTimersByTimeAsync(1);
    expect(first).not.toHaveBeenCalled();
    expect(second).toHaveBeenCalledTimes(1);
  });

  it('brings a renewal forward', async () => {
    const { refresher } = setUp();
    const renew = run();
    refresher.onApplicationBootstrap();
    refresher.plan('a', NOW + 1000, renew);
    refresher.plan('a', NOW + 10, renew);
    await jest.advanceTimersByTimeAsync(10);
    expect(renew).toHaveBeenCalledTimes(1);
  });

  it('cancels a renewal', async () => {
    const { refresher } = setUp();
    const [gone, stays] = [run(), run()];
    refresher.onApplicationBootstrap();
    refresher.plan('gone', NOW + 10, gone);
    refresher.plan('stays', NOW + 20, stays);
    refresher.cancel('gone');
    refresher.cancel('never was');
    await jest.advanceTimersByTimeAsync(100);
    expect(gone).not.toHaveBeenCalled();
    expect(stays).toHaveBeenCalledTimes(1);
  });

  it('waits for what is further away than a timer can wait', async () => {
    const { refresher } = setUp();
    const renew = run();
    const far = 2 ** 31 + 5000;
    const spy = jest.spyOn(globalThis, 'setTimeout');
    refresher.onApplicationBootstrap();
    refresher.plan('a', NOW + far, renew);
    expect(spy.mock.calls.every(([, delay]) => (delay as number) <= 2 ** 31 - 1)).toBe(true);
    await jest.advanceTimersByTimeAsync(far - 1);
    expect(renew).not.toHaveBeenCalled();
    await jest.advanceTimersByTimeAsync(1);
    expect(renew).toHaveBeenCalledTimes(1);
    spy.mockRestore();
  });

  it('takes a plan that is made during a run', async () => {
    const { refresher } = setUp();
    const times: number[] = [];
    const renew = async (): Promise<void> => {
      times.push(Date.now() - NOW);
      if (times.length < 3) refresher.plan('a', Date.now() + 100, renew);
    };
    refresher.onApplicationBootstrap();
    refresher.plan('a', NOW + 100, renew);
    await jest.advanceTimersByTimeAsync(10_000);
    expect(times).toEqual([100, 200, 300]);
  });

  it('lets a slow renewal hold up neither those due with it nor those due later', async () => {
    const { refresher } = setUp();
    const slow = gate();
    const [beside, later] = [run(), run()];
    refresher.onApplicationBootstrap();
    refresher.plan('slow', NOW + 10, () => slow.promise);
    refresher.plan('beside', NOW + 10, beside);
    refresher.plan('later', NOW + 50, later);
    await jest.advanceTimersByTimeAsync(50);
    expect(beside).toHaveBeenCalledTimes(1);
    expect(later).toHaveBeenCalledTimes(1);
    slow.open();
  });

  it.each([
    ['eight', undefined],
    ['one', 1],
    ['as many as the options say', 20],
  ])('runs 10,000 due at once %s at a time, all of them, with one timer', async (_what, concurrency) => {
    const { refresher, registry } = setUp({ concurrency });
    const ran = new Set<number>();
    let running = 0;
    let most = 0;
    refresher.onApplicationBootstrap();
    for (let index = 0; index < 10_000; index += 1) {
      refresher.plan(`${index}`, NOW + 10, async () => {
        running += 1;
        most = Math.max(most, running);
        await Promise.resolve();
        running -= 1;
        ran.add(index);
      });
    }
    expect(registry.getTimeouts()).toEqual([NAME]);
    expect(jest.getTimerCount()).toBe(1);
    await jest.advanceTimersByTimeAsync(100);
    expect(ran.size).toBe(10_000);
    expect(most).toBe(concurrency ?? 8);
    expect(jest.getTimerCount()).toBe(0);
  });

  it('never exceeds its bound while runs end at different times and new ones fall due', async () => {
    const { refresher } = setUp();
    let running = 0;
    let most = 0;
    let done = 0;
    refresher.onApplicationBootstrap();
    for (let index = 0; index < 200; index += 1) {
      refresher.plan(`${index}`, NOW + (index % 10), async () => {
        running += 1;
        most = Math.max(most, running);
        await new Promise((resolve) => setTimeout(resolve, 1 + (index % 7)));
        running -= 1;
        done += 1;
      });
    }
    await jest.advanceTimersByTimeAsync(1000);
    expect(done).toBe(200);
    expect(most).toBe(8);
  });

  it('has no timer while all hands are full, and runs what fell due meanwhile as soon as one is free', async () => {
    const { refresher } = setUp({ concurrency: 1 });
    const slow = gate();
    const order: string[] = [];
    const note = (name: string) => async () => void order.push(name);
    refresher.onApplicationBootstrap();
    refresher.plan('slow', NOW + 10, () => slow.promise);
    refresher.plan('later', NOW + 30, note('later'));
    await jest.advanceTimersByTimeAsync(20);
    expect(jest.getTimerCount()).toBe(0);
    refresher.plan('sooner', NOW + 20, note('sooner'));
    await jest.advanceTimersByTimeAsync(5000);
    expect(order).toEqual([]);
    slow.open();
    await jest.advanceTimersByTimeAsync(0);
    expect(order).toEqual(['sooner', 'later']);
  });

  it('runs nothing that was replaced or cancelled while it waited for a free hand', async () => {
    const { refresher } = setUp({ concurrency: 1 });
    const slow = gate();
    const [replaced, replacement, cancelled] = [run(), run(), run()];
    refresher.onApplicationBootstrap();
    refresher.plan('slow', NOW + 10, () => slow.promise);
    refresher.plan('replaced', NOW + 20, replaced);
    refresher.plan('cancelled', NOW + 20, cancelled);
    await jest.advanceTimersByTimeAsync(30);
    refresher.plan('replaced', NOW + 1000, replacement);
    refresher.cancel('cancelled');
    slow.open();
    await jest.advanceTimersByTimeAsync(969);
    expect(replacement).not.toHaveBeenCalled();
    await jest.advanceTimersByTimeAsync(1);
    expect(replacement).toHaveBeenCalledTimes(1);
    expect(replaced).not.toHaveBeenCalled();
    expect(cancelled).not.toHaveBeenCalled();
  });

  it('of thousands of plans under one key runs the last, however they follow each other', async () => {
    const { refresher } = setUp();
    const stale = run();
    const last = run();
    refresher.onApplicationBootstrap();
    for (let index = 0; index < 5000; index += 1) refresher.plan('a', NOW + 10 + (index % 50), stale);
    refresher.plan('a', NOW + 40, last);
    await jest.advanceTimersByTimeAsync(1000);
    expect(stale).not.toHaveBeenCalled();
    expect(last).toHaveBeenCalledTimes(1);
    expect(jest.getTimerCount()).toBe(0);
  });

  it('runs what is planned anew after a cancellation', async () => {
    const { refresher } = setUp();
    const [first, second] = [run(), run()];
    refresher.onApplicationBootstrap();
    refresher.plan('a', NOW + 10, first);
    refresher.cancel('a');
    refresher.plan('a', NOW + 10, second);
    await jest.advanceTimersByTimeAsync(100);
    expect(first).not.toHaveBeenCalled();
    expect(second).toHaveBeenCalledTimes(1);
  });

  it('is gone after the application has closed, with all it planned', async () => {
    const { refresher, registry } = setUp();
    const renew = run();
    refresher.onApplicationBootstrap();
    refresher.plan('a', NOW + 10, renew);
    refresher.onModuleDestroy();
    expect(registry.getTimeouts()).toEqual([]);
    expect(jest.getTimerCount()).toBe(0);
    refresher.plan('b', NOW + 10, renew);
    await jest.advanceTimersByTimeAsync(1000);
    expect(renew).not.toHaveBeenCalled();
    expect(registry.getTimeouts()).toEqual([]);
  });

  it('starts nothing more when the application closes during a run', async () => {
    const { refresher } = setUp();
    const slow = Array.from({ length: 8 }, () => gate());
    const waiting = run();
    refresher.onApplicationBootstrap();
    refresher.plan('waiting', NOW + 10, waiting);
    slow.forEach(({ promise }, index) => refresher.plan(`${index}`, NOW + 9, () => promise));
    await jest.advanceTimersByTimeAsync(10);
    refresher.onModuleDestroy();
    slow.forEach(({ open }) => open());
    await jest.advanceTimersByTimeAsync(10);
    expect(waiting).not.toHaveBeenCalled();
  });

  it('works without a registry of the application', async () => {
    const refresher = new TokenRefresher();
    const renew = run();
    refresher.onApplicationBootstrap();
    refresher.plan('a', NOW + 10, renew);
    await jest.advanceTimersByTimeAsync(10);
    expect(renew).toHaveBeenCalledTimes(1);
    refresher.onModuleDestroy();
  });

  it('leaves the timers of others in the registry alone', async () => {
    const { refresher, registry } = setUp();
    const mine = setTimeout(() => undefined, 1000);
    registry.addTimeout('mine', mine);
    refresher.onApplicationBootstrap();
    refresher.plan('a', NOW + 10, run());
    refresher.onModuleDestroy();
    expect(registry.getTimeouts()).toEqual(['mine']);
    expect(jest.getTimerCount()).toBe(1);
  });

  it('shares a registry with a second refresher: a module configured twice renews the tokens of both', async () => {
    const { refresher, registry } = setUp();
    const second = new TokenRefresher(registry);
    const [first, other] = [run(), run()];
    refresher.onApplicationBootstrap();
    second.onApplicationBootstrap();
    refresher.plan('a', NOW + 10, first);
    second.plan('b', NOW + 20, other);
    await jest.advanceTimersByTimeAsync(100);
    expect(first).toHaveBeenCalledTimes(1);
    expect(other).toHaveBeenCalledTimes(1);
  });
});
