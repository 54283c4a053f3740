import { afterEach, beforeEach, describe, expect, it, jest } from '@jest/globals';
import { type Cache, createCache } from 'cache-manager';
import { CacheManagerStorage } from '../../../lib/storage/cache-manager.storage.js';
import { type StoredToken } from '../../../lib/storage/index.js';
import { collectLogs } from '../log.collector.js';

const NOW = Date.UTC(2026, 0, 1);
const TOKEN: StoredToken = { value: '77_token', fetchedAt: NOW, expiresAt: NOW + 7_200_000 };
const KEY = 'wx1:access_token';
const hang = () => new Promise<never>(() => undefined);
const fail = () =>
  Promise.reject(Object.assign(new Error('redis://:CANARY@host failed'), { code: 'ECONNREFUSED' }));

const logs = collectLogs();

/** A cache whose every operation is the test's. */
const cacheThat = (operation: () => Promise<unknown>) => {
  const spy = jest.fn((..._given: unknown[]) => operation());
  return { cache: { get: spy, set: spy, del: spy } as unknown as Cache, spy };
};

beforeEach(() => {
  jest.useFakeTimers({ now: NOW });
  logs.clear();
});
afterEach(() => void jest.useRealTimers());

describe('CacheManagerStorage', () => {
  it('keeps a token until it expires, and not a moment longer', async () => {
    const storage = new CacheManagerStorage(() => undefined);
    await storage.write(KEY, TOKEN);
    expect(await storage.read(KEY)).toEqual(TOKEN);
    jest.setSystemTime(TOKEN.expiresAt - 1);
    expect(await storage.read(KEY)).toEqual(TOKEN);
    jest.setSystemTime(TOKEN.expiresAt + 1);
    expect(await storage.read(KEY)).toBeUndefined();
  });

  it('forgets a token that is removed', async () => {
    const storage = new CacheManagerStorage(() => undefined);
    await storage.write(KEY, TOKEN);
    await storage.remove(KEY);
    expect(await storage.read(KEY)).toBeUndefined();
  });

  it("keeps tokens apart, and apart from the application's own keys", async () => {
    const cache = createCache();
    const storage = new CacheManagerStorage(() => cache);
    await cache.set(KEY, 'mine');
    await storage.write(KEY, TOKEN);
    await storage.write('wx2:access_token', { ...TOKEN, value: 'other' });
    expect(await cache.get(KEY)).toBe('mine');
    expect(await cache.get(`wechat:${KEY}`)).toEqual(TOKEN);
    expect((await storage.read('wx2:access_token'))?.value).toBe('other');
  });

  it('gives the store the remaining life in milliseconds', async () => {
    const { cache, spy } = cacheThat(() => Promise.resolve());
    jest.setSystemTime(NOW + 1000);
    await new CacheManagerStorage(() => cache).write(KEY, TOKEN);
    expect(spy).toHaveBeenCalledWith(`wechat:${KEY}`, TOKEN, 7_199_000);
  });

  it.each([0, -1])('does not write a token with %d ms left', async (left) => {
    const { cache, spy } = cacheThat(() => Promise.resolve());
    await new CacheManagerStorage(() => cache).write(KEY, { ...TOKEN, expiresAt: NOW + left });
    expect(spy).not.toHaveBeenCalled();
  });

  it.each([
    ['nothing', undefined],
    ['null', null],
    ['a bare text', '77_token'],
    ['a number', 7],
    ['a list', ['77_token']],
    ['an object of something else', { access_token: '77_token', expires_in: 7200 }],
    ['a token without its end', { value: '77_token', fetchedAt: NOW }],
    ['a token without its beginning', { value: '77_token', expiresAt: NOW + 1 }],
    ['a token whose end is a text', { ...TOKEN, expiresAt: String(TOKEN.expiresAt) }],
    ['a token that is a number', { ...TOKEN, value: 7 }],
    ['an empty token', { ...TOKEN, value: '' }],
  ])('takes %s in the store for nothing', async (_what, value) => {
    const { cache } = cacheThat(() => Promise.resolve(value));
    expect(await new CacheManagerStorage(() => cache).read(KEY)).toBeUndefined();
    expect(logs.lines).toEqual([]);
  });

  it.each([
    ['fails', fail, 'ECONNREFUSED'],
    [
      'fails at once',
      () => {
        throw new TypeError('not a function');
      },
      'TypeError',
    ],
    ['stays silent', hang, 'no answer within 1000 ms'],
  ])('is the same as empty when the store %s, and says so once', async (_what, operation, reason) => {
    const { cache } = cacheThat(operation);
    const storage = new CacheManagerStorage(() => cache);
    const works = [storage.read(KEY), storage.write(KEY, TOKEN), storage.remove(KEY), storage.read('b')];
    await jest.advanceTimersByTimeAsync(1000);
    expect(await Promise.all(works)).toEqual([undefined, true, undefined, undefined]);
    expect(logs.lines).toEqual([expect.stringMatching(/^warn: The cache is away/)]);
    expect(logs.lines[0]).toContain(reason);
    expect(logs.lines[0]).not.toContain('CANARY');
  });

  it('does not wait longer than its bound, nor leave a timer behind', async () => {
    const { cache } = cacheThat(hang);
    let isDone = false;
    void new CacheManagerStorage(() => cache).read(KEY).then(() => (isDone = true));
    await jest.advanceTimersByTimeAsync(999);
    expect(isDone).toBe(false);
    await jest.advanceTimersByTimeAsync(1);
    expect(isDone).toBe(true);
    expect(jest.getTimerCount()).toBe(0);
  });

  it('leaves no timer behind when the store answers', async () => {
    await new CacheManagerStorage(() => undefined).read(KEY);
    expect(jest.getTimerCount()).toBe(0);
  });

  it('survives a store that fails after the bound', async () => {
    const { cache } = cacheThat(
      () => new Promise((_, reject) => setTimeout(() => reject(new Error('late')), 5000)),
    );
    const read = new CacheManagerStorage(() => cache).read(KEY);
    await jest.advanceTimersByTimeAsync(10_000);
    expect(await read).toBeUndefined();
  });

  it('says when the store is back, and when it goes away again', async () => {
    let isAway = true;
    const { cache } = cacheThat(() => (isAway ? fail() : Promise.resolve(TOKEN)));
    const storage = new CacheManagerStorage(() => cache);
    await storage.read(KEY);
    isAway = false;
    expect(await storage.read(KEY)).toEqual(TOKEN);
    await storage.read(KEY);
    isAway = true;
    await storage.read(KEY);
    expect(logs.lines.map((line) => line.slice(0, 25))).toEqual([
      'warn: The cache is away, ',
      'log: The cache is back We',
      'warn: The cache is away, ',
    ]);
  });
});
