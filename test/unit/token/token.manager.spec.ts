import { afterEach, beforeEach, describe, expect, it, jest } from '@jest/globals';
import { WeChatApiError, WeChatConfigError, WeChatHttpError } from '../../../lib/common/index.js';
import { LocalCoordination } from '../../../lib/storage/index.js';
import { type RefreshOptions, TokenManager } from '../../../lib/token/index.js';
import { failureOf } from '../failure.js';
import { collectLogs } from '../log.collector.js';
import { CountingSource, gate, ManualRefresher, OpenStorage } from './fake.tokens.js';

const NOW = Date.UTC(2026, 0, 1);
const KEY = 'wx1:access_token';
const logs = collectLogs();
const kept = (value: string, left = 7200_000) => ({
  value,
  fetchedAt: NOW - 1000,
  expiresAt: Date.now() + left,
});
const network = () =>
  new WeChatHttpError('broken', { client: 'shop', route: 'x', reason: 'ECONNRESET', retryable: true });

function setUp(
  options?: RefreshOptions,
  storage = new OpenStorage(),
  coordination = new LocalCoordination(),
) {
  const refresher = new ManualRefresher();
  const manager = new TokenManager(storage, coordination, refresher.asRefresher(), options);
  return { manager, storage, refresher, coordination, source: new CountingSource() };
}

beforeEach(() => {
  jest.useFakeTimers({ now: NOW });
  jest.spyOn(Math, 'random').mockReturnValue(0);
  logs.clear();
});
afterEach(() => {
  jest.useRealTimers();
  jest.restoreAllMocks();
});

describe('TokenManager.get', () => {
  it('makes one fetch for 10,000 who ask at once on a cold cache', async () => {
    const { manager, source, storage } = setUp();
    const tokens = await Promise.all(Array.from({ length: 10_000 }, () => manager.get(source)));
    expect(new Set(tokens)).toEqual(new Set(['token-1']));
    expect(source.fetch).toHaveBeenCalledTimes(1);
    expect(source.fetch.mock.calls).toEqual([[false, expect.objectContaining({ fence: 0 })]]);
    expect(storage.write).toHaveBeenCalledTimes(1);
  });

  it('makes one fetch for all who ask while it is slow', async () => {
    const { manager, source } = setUp();
    const slow = gate();
    source.answer = async () => {
      await slow.promise;
      return source.next();
    };
    const early = Promise.resolve(manager.get(source));
    await jest.advanceTimersByTimeAsync(5000);
    const late = Promise.resolve(manager.get(source));
    slow.open();
    expect(await Promise.all([early, late])).toEqual(['token-1', 'token-1']);
    expect(source.fetch).toHaveBeenCalledTimes(1);
  });

  it('has a live token at hand without a promise', async () => {
    const { manager, source } = setUp();
    await manager.get(source);
    expect(manager.get(source)).toBe('token-1');
  });

  it('keeps the tokens of different accounts apart', async () => {
    const { manager, source } = setUp();
    const other = new CountingSource('wx2:access_token');
    other.issued = 100;
    expect(await Promise.all([manager.get(source), manager.get(other)])).toEqual(['token-1', 'token-101']);
  });

  it.each([1, 5, 60, 7200])(
    'takes a token of %d s for live until its last millisecond, and not one longer',
    async (life) => {
      const { manager, source } = setUp();
      source.expiresIn = life;
      await manager.get(source);
      jest.setSystemTime(NOW + life * 1000 - 1);
      expect(manager.get(source)).toBe('token-1');
      expect(manager.health(KEY).isLive).toBe(true);
      jest.setSystemTime(NOW + life * 1000);
      expect(manager.health(KEY).isLive).toBe(false);
      expect(await manager.get(source)).toBe('token-2');
    },
  );

  it('counts a life from before the question, however long the answer takes', async () => {
    const { manager, source } = setUp();
    source.expiresIn = 10;
    source.answer = async () => {
      const token = source.next();
      await new Promise((resolve) => setTimeout(resolve, 4000));
      return token;
    };
    const first = Promise.resolve(manager.get(source));
    await jest.advanceTimersByTimeAsync(4000);
    expect(await first).toBe('token-1');
    jest.setSystemTime(NOW + 9_999);
    expect(manager.get(source)).toBe('token-1');
    jest.setSystemTime(NOW + 10_000);
    expect(manager.get(source)).toBeInstanceOf(Promise);
    await jest.advanceTimersByTimeAsync(4000);
  });

  it('hands its failure to all who wait, and asks anew the next time', async () => {
    const { manager, source } = setUp();
    source.answer = () => Promise.reject(network());
    const failures = await Promise.allSettled(Array.from({ length: 100 }, () => manager.get(source)));
    expect(failures.every(({ status }) => status === 'rejected')).toBe(true);
    expect(source.fetch).toHaveBeenCalledTimes(1);
    source.answer = async () => source.next();
    expect(await manager.get(source)).toBe('token-1');
  });

  it('tells in the log who fetched a token and when it ends, never the token', async () => {
    const { manager, source } = setUp();
    await manager.get(source);
    expect(logs.lines).toEqual([
      expect.stringMatching(/^log: Fetched wx1:access_token #[0-9a-f]{8}, 7200 s left/),
    ]);
    expect(logs.lines.join()).not.toContain('token-1');
  });
});

describe('TokenManager and the storage', () => {
  it('adopts what another process keeps there', async () => {
    const { manager, source, storage } = setUp();
    storage.kept.set(KEY, kept('from-elsewhere', 1000));
    expect(await manager.get(source)).toBe('from-elsewhere');
    expect(source.fetch).not.toHaveBeenCalled();
    jest.setSystemTime(NOW + 1000);
    expect(await manager.get(source)).toBe('token-1');
  });

  it('keeps there what it fetched', async () => {
    const { manager, source, storage } = setUp();
    await manager.get(source);
    expect(storage.kept.get(KEY)).toEqual({
      value: 'token-1',
      fetchedAt: NOW,
      expiresAt: NOW + 7200_000,
      fetchedBy: expect.any(String),
    });
  });

  it('does not adopt a token whose time has come', async () => {
    const { manager, source, storage } = setUp();
    storage.kept.set(KEY, kept('dead', 0));
    expect(await manager.get(source)).toBe('token-1');
  });

  it('does not take back a token WeChat refused, though the storage still keeps it', async () => {
    const { manager, source, storage } = setUp();
    storage.kept.set(KEY, kept('dead'));
    storage.write.mockImplementation(async () => true);
    expect(await manager.get(source)).toBe('dead');
    expect(await manager.replace(source, 'dead')).toBe('token-1');
    jest.setSystemTime(NOW + 7200_000 - 1);
    expect(manager.get(source)).toBe('token-1');
    jest.setSystemTime(NOW + 7200_000);
    storage.kept.set(KEY, kept('dead'));
    expect(await manager.get(source)).toBe('token-2');
  });

  it('reads again behind the lock, where another may just have fetched', async () => {
    const storage = new OpenStorage();
    const coordination = new LocalCoordination();
    const [one, two] = [setUp({}, storage, coordination), setUp({}, storage, coordination)];
    const tokens = await Promise.all([one.manager.get(one.source), two.manager.get(two.source)]);
    expect(tokens).toEqual(['token-1', 'token-1']);
    expect(one.source.fetch.mock.calls.length + two.source.fetch.mock.calls.length).toBe(1);
  });

  it('takes the token of whoever took the lock over while it stood still, and not its own', async () => {
    const { manager, source, storage } = setUp();
    storage.write.mockImplementationOnce(async () => {
      storage.kept.set(KEY, kept('newer'));
      return false;
    });
    expect(await manager.get(source)).toBe('newer');
    expect(manager.get(source)).toBe('newer');
    expect(storage.write.mock.calls[0]?.[2]).toMatchObject({ fence: 0 });
  });

  it('says once that another process is at work which it cannot agree with', async () => {
    const storage = new OpenStorage();
    const one = setUp({}, storage);
    jest.setSystemTime(NOW + 1);
    const two = setUp({}, storage);
    await one.manager.get(one.source);
    await two.manager.get(two.source);
    two.manager.forget(KEY);
    await two.manager.get(two.source);
    const warnings = logs.at('warn').filter((line) => line.includes('redisEngine'));
    expect(warnings).toHaveLength(1);
  });

  it('takes its own tokens, and those from before its start, for no other process', async () => {
    const storage = new OpenStorage();
    const one = setUp({}, storage);
    await one.manager.get(one.source);
    one.manager.forget(KEY);
    await one.manager.get(one.source);
    jest.setSystemTime(NOW + 1000);
    const restarted = setUp({}, storage);
    await restarted.manager.get(restarted.source);
    expect(logs.at('warn')).toEqual([]);
  });

  it('works without it', async () => {
    const { manager, source, storage } = setUp();
    storage.read.mockResolvedValue(undefined);
    storage.write.mockResolvedValue(true);
    expect(await manager.get(source)).toBe('token-1');
    expect(manager.get(source)).toBe('token-1');
  });
});

describe('TokenManager.replace', () => {
  it('makes one fetch for 500 refusals at once', async () => {
    const { manager, source } = setUp();
    await manager.get(source);
    const tokens = await Promise.all(Array.from({ length: 500 }, () => manager.replace(source, 'token-1')));
    expect(new Set(tokens)).toEqual(new Set(['token-2']));
    expect(source.fetch).toHaveBeenCalledTimes(2);
  });

  it('makes one fetch for 500 refusals that come one after the other', async () => {
    const { manager, source } = setUp();
    await manager.get(source);
    for (let index = 0; index < 500; index += 1) {
      expect(await manager.replace(source, 'token-1')).toBe('token-2');
    }
    expect(source.fetch).toHaveBeenCalledTimes(2);
  });

  it('leaves a newer token alone', async () => {
    const { manager, source } = setUp();
    await manager.get(source);
    await manager.replace(source, 'token-1');
    await manager.replace(source, 'token-1');
    expect(manager.get(source)).toBe('token-2');
  });

  it('takes the newer one another process has kept meanwhile', async () => {
    const { manager, source, storage } = setUp();
    await manager.get(source);
    storage.kept.set(KEY, kept('newer'));
    expect(await manager.replace(source, 'token-1')).toBe('newer');
    expect(source.fetch).toHaveBeenCalledTimes(1);
  });

  it('forces a new one where the endpoint would go on giving the refused one', async () => {
    const { manager, source } = setUp();
    let current = 'stable-1';
    source.answer = async (force) => {
      if (force) current = 'stable-2';
      return { value: current, expiresIn: 7200 };
    };
    expect(await manager.get(source)).toBe('stable-1');
    const tokens = await Promise.all(Array.from({ length: 500 }, () => manager.replace(source, 'stable-1')));
    expect(new Set(tokens)).toEqual(new Set(['stable-2']));
    expect(source.fetch.mock.calls.map(([force]) => force)).toEqual([false, false, true]);
  });

  it('is not deceived by a fetch under way that brings the refused token back', async () => {
    const { manager, source } = setUp();
    source.answer = async (force) => ({ value: force ? 'fresh' : 'refused', expiresIn: 7200 });
    await manager.get(source);
    jest.setSystemTime(NOW + 7200_000);
    const slow = gate();
    source.answer = async () => {
      await slow.promise;
      return { value: 'refused', expiresIn: 7200 };
    };
    const loading = Promise.resolve(manager.get(source));
    await jest.advanceTimersByTimeAsync(1);
    const replaced = Array.from({ length: 500 }, () => manager.replace(source, 'refused'));
    source.answer = async (force) => ({ value: force ? 'fresh' : 'refused', expiresIn: 7200 });
    slow.open();
    await loading;
    expect(new Set(await Promise.all(replaced))).toEqual(new Set(['fresh']));
    expect(source.fetch.mock.calls.filter(([force]) => force)).toHaveLength(1);
    expect(manager.get(source)).toBe('fresh');
  });

  it('is not deceived by a renewal under way that brings the refused token back', async () => {
    const { manager, source, refresher, storage } = setUp();
    source.answer = async () => ({ value: 'refused', expiresIn: 7200 });
    await manager.get(source);
    await manager.get(source);
    const written = gate<boolean>();
    storage.write.mockImplementationOnce(() => written.promise);
    const renewal = refresher.run(KEY);
    await jest.advanceTimersByTimeAsync(1);
    const replaced = Array.from({ length: 500 }, () => manager.replace(source, 'refused'));
    source.answer = async (force) => ({ value: force ? 'fresh' : 'refused', expiresIn: 7200 });
    written.open(true);
    await renewal;
    expect(new Set(await Promise.all(replaced))).toEqual(new Set(['fresh']));
    expect(source.fetch.mock.calls.filter(([force]) => force)).toHaveLength(1);
    expect(manager.get(source)).toBe('fresh');
  });

  it('fails when no other token is to be had, and works again when there is one', async () => {
    const { manager, source } = setUp();
    await manager.get(source);
    source.answer = () => Promise.reject(network());
    expect(await failureOf(manager.replace(source, 'token-1'))).toBeInstanceOf(WeChatHttpError);
    expect(manager.health(KEY)).toMatchObject({ isLive: false, lastError: 'broken' });
    source.answer = async () => source.next();
    expect(await manager.get(source)).toBe('token-2');
  });
});

describe('TokenManager and renewals', () => {
  it.each<[string, RefreshOptions | undefined, number, number]>([
    ['30 minutes before its end', undefined, 7200, 7200 - 1800],
    ['as long before as the options say', { refreshBeforeExpiry: 600 }, 7200, 7200 - 600],
    ['at half a short life', undefined, 300, 150],
    ['at half a life of exactly twice the time', undefined, 3600, 1800],
    ['at half the shortest life', undefined, 1, 0.5],
  ])('renews a token %s', async (_what, options, life, after) => {
    const { manager, source, refresher } = setUp(options);
    source.expiresIn = life;
    await manager.get(source);
    expect(refresher.dueAt(KEY)).toBe(NOW + after * 1000);
  });

  it('spreads renewals by a tenth at most, always to the earlier side and never before now', async () => {
    jest.spyOn(Math, 'random').mockRestore();
    for (const [life, before] of [
      [7200, 1800],
      [100, 50],
    ] as const) {
      const { manager, refresher } = setUp();
      const sources = Array.from(
        { length: 200 },
        (_, index) => new CountingSource(`wx${index}:access_token`),
      );
      for (const source of sources) source.expiresIn = life;
      await Promise.all(sources.map((source) => manager.get(source)));
      const times = sources.map(({ key }) => (refresher.dueAt(key) as number) - NOW);
      expect(Math.max(...times)).toBeLessThanOrEqual((life - before) * 1000);
      expect(Math.min(...times)).toBeGreaterThanOrEqual((life - before * 1.1) * 1000);
      expect(new Set(times).size).toBeGreaterThan(100);
    }
  });

  it('goes on handing out the current token while it renews, then the new one', async () => {
    const { manager, source, refresher } = setUp();
    await manager.get(source);
    await manager.get(source);
    const slow = gate();
    source.answer = async () => {
      await slow.promise;
      return source.next();
    };
    const renewal = refresher.run(KEY);
    await jest.advanceTimersByTimeAsync(1);
    expect(manager.get(source)).toBe('token-1');
    slow.open();
    await renewal;
    expect(manager.get(source)).toBe('token-2');
    expect(refresher.dueAt(KEY)).toBeGreaterThan(Date.now());
  });

  it('takes the newer token of another process in place of a fetch', async () => {
    const { manager, source, refresher, storage } = setUp();
    await manager.get(source);
    await manager.get(source);
    storage.kept.set(KEY, { value: 'newer', fetchedAt: NOW, expiresAt: NOW + 9000_000 });
    await refresher.run(KEY);
    expect(manager.get(source)).toBe('newer');
    expect(source.fetch).toHaveBeenCalledTimes(1);
  });

  it('fetches although the storage still keeps the current one', async () => {
    const { manager, source, refresher } = setUp();
    await manager.get(source);
    await manager.get(source);
    await refresher.run(KEY);
    expect(source.fetch).toHaveBeenCalledTimes(2);
  });

  it('does not renew a token nobody asked for since, and takes it up again when somebody does', async () => {
    const { manager, source, refresher } = setUp();
    await manager.get(source);
    await manager.get(source);
    await refresher.run(KEY);
    expect(source.fetch).toHaveBeenCalledTimes(2);
    await refresher.run(KEY);
    expect(source.fetch).toHaveBeenCalledTimes(2);
    expect(refresher.plans.size).toBe(0);
    expect(manager.get(source)).toBe('token-2');
    expect(refresher.plans.size).toBe(1);
    await refresher.run(KEY);
    expect(manager.get(source)).toBe('token-3');
  });

  it('does not renew a token that served nobody but whom it was fetched for', async () => {
    const { manager, source, refresher } = setUp();
    await manager.get(source);
    await refresher.run(KEY);
    expect(source.fetch).toHaveBeenCalledTimes(1);
    expect(refresher.plans.size).toBe(0);
    expect(manager.get(source)).toBe('token-1');
    expect(refresher.plans.size).toBe(1);
  });

  it('fetches an idle token anew once it has died', async () => {
    const { manager, source, refresher } = setUp();
    await manager.get(source);
    await manager.get(source);
    await refresher.run(KEY);
    await refresher.run(KEY);
    jest.setSystemTime(NOW + 7200_000);
    expect(await manager.get(source)).toBe('token-3');
    expect(refresher.plans.size).toBe(1);
  });

  it('waits longer after each failure, up to ten minutes, and keeps the live token meanwhile', async () => {
    const { manager, source, refresher } = setUp();
    source.expiresIn = 100_000;
    await manager.get(source);
    await manager.get(source);
    source.answer = () => Promise.reject(network());
    for (const pause of [60, 120, 240, 480, 600, 600]) {
      await refresher.run(KEY);
      expect(refresher.dueAt(KEY)).toBe(Date.now() + pause * 1000);
      jest.setSystemTime(Date.now() + pause * 1000);
      expect(manager.get(source)).toBe('token-1');
    }
    expect(logs.at('warn')).toHaveLength(6);
    expect(logs.at('warn')[0]).toMatch(/Renewing wx1:access_token failed, next try in 60 s: broken/);
    source.answer = async () => source.next();
    await refresher.run(KEY);
    expect(manager.get(source)).toBe('token-2');
    source.answer = () => Promise.reject(network());
    await refresher.run(KEY);
    expect(refresher.dueAt(KEY)).toBe(Date.now() + 60_000);
  });

  it('starts from the interval of the options', async () => {
    const { manager, source, refresher } = setUp({ retryInterval: 5 });
    await manager.get(source);
    await manager.get(source);
    source.answer = () => Promise.reject(network());
    await refresher.run(KEY);
    expect(refresher.dueAt(KEY)).toBe(NOW + 5000);
    await refresher.run(KEY);
    expect(refresher.dueAt(KEY)).toBe(NOW + 10_000);
  });

  it('goes on trying even if nobody asks between its failures', async () => {
    const { manager, source, refresher } = setUp();
    await manager.get(source);
    await manager.get(source);
    source.answer = () => Promise.reject(network());
    await refresher.run(KEY);
    await refresher.run(KEY);
    expect(source.fetch).toHaveBeenCalledTimes(3);
  });

  it('survives a storage that throws', async () => {
    const { manager, source, refresher, storage } = setUp();
    await manager.get(source);
    await manager.get(source);
    storage.read.mockRejectedValue(new Error('CANARY'));
    await refresher.run(KEY);
    expect(refresher.plans.size).toBe(1);
    expect(refresher.dueAt(KEY)).toBe(NOW + 60_000);
    expect(logs.lines.join()).not.toContain('CANARY');
  });

  it.each([
    ['refreshBeforeExpiry', NaN],
    ['refreshBeforeExpiry', -1],
    ['retryInterval', NaN],
    ['retryInterval', 0],
  ])('refuses %s %d, which would renew without end or never', (option, value) => {
    expect(() => setUp({ [option]: value })).toThrow(WeChatConfigError);
    expect(() => setUp({ [option]: value })).toThrow(new RegExp(`refresh\\.${option}`));
  });
});

describe('TokenManager.forget', () => {
  it('drops the token and its renewal, but not what the storage keeps', async () => {
    const { manager, source, refresher, storage } = setUp();
    await manager.get(source);
    manager.forget(KEY);
    expect(refresher.plans.size).toBe(0);
    expect(manager.health(KEY)).toEqual({ isLive: false });
    expect(storage.kept.size).toBe(1);
    expect(await manager.get(source)).toBe('token-1');
    expect(source.fetch).toHaveBeenCalledTimes(1);
  });

  it('plans nothing for a token that was forgotten while it was fetched', async () => {
    const { manager, source, refresher } = setUp();
    const slow = gate();
    source.answer = async () => {
      await slow.promise;
      return source.next();
    };
    const pending = Promise.resolve(manager.get(source));
    await jest.advanceTimersByTimeAsync(1);
    manager.forget(KEY);
    slow.open();
    expect(await pending).toBe('token-1');
    expect(refresher.plans.size).toBe(0);
  });

  it('plans nothing for a token that was forgotten while its renewal failed', async () => {
    const { manager, source, refresher } = setUp();
    await manager.get(source);
    await manager.get(source);
    const slow = gate<never>();
    source.answer = () => slow.promise;
    const renewal = refresher.run(KEY);
    await jest.advanceTimersByTimeAsync(1);
    manager.forget(KEY);
    slow.fail(network());
    await renewal;
    expect(refresher.plans.size).toBe(0);
  });
});

describe('TokenManager.health', () => {
  it('tells of a token without showing it', async () => {
    const { manager, source } = setUp();
    expect(manager.health(KEY)).toEqual({ isLive: false });
    await manager.get(source);
    const health = manager.health(KEY);
    expect(health).toEqual({ isLive: true, expiresAt: new Date(NOW + 7200_000), fetchedAt: new Date(NOW) });
    expect(JSON.stringify(health)).not.toContain('token-1');
  });

  it('tells what last failed, until a fetch succeeds', async () => {
    const { manager, source } = setUp();
    const refusal = {
      client: 'shop',
      route: 'GET /t',
      errcode: 40125,
      errmsg: 'invalid appsecret',
      retryable: false,
    };
    source.answer = () => Promise.reject(new WeChatApiError(refusal));
    await failureOf(Promise.resolve(manager.get(source)));
    expect(manager.health(KEY)).toMatchObject({ isLive: false, lastError: expect.stringContaining('40125') });
    source.answer = async () => source.next();
    await manager.get(source);
    expect(manager.health(KEY).lastError).toBeUndefined();
  });

  it('does not quote an error that is none of ours', async () => {
    const { manager, source } = setUp();
    source.answer = () => Promise.reject(new TypeError('bad CANARY'));
    await failureOf(Promise.resolve(manager.get(source)));
    expect(manager.health(KEY).lastError).toBe('unexpected failure');
  });
});
