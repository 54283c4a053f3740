import { afterEach, beforeEach, describe, expect, it, jest } from '@jest/globals';
import { WeChatHttpError } from '../../../lib/common/index.js';
import { LocalCoordination } from '../../../lib/storage/index.js';
import { type FetchedToken, TokenManager } from '../../../lib/token/index.js';
import { failureOf } from '../failure.js';
import { collectLogs } from '../log.collector.js';
import { CountingSource, gate, ManualRefresher, OpenStorage } from './fake.tokens.js';

const NOW = Date.UTC(2026, 0, 1);
const KEY = 'wx1:access_token';
const logs = collectLogs();
const given: FetchedToken = { value: 'given', expiresIn: 7200 };
const network = () => new WeChatHttpError('broken', { client: 'shop', route: 'x', retryable: true });

function setUp() {
  const storage = new OpenStorage();
  const refresher = new ManualRefresher();
  const manager = new TokenManager(storage, new LocalCoordination(), refresher.asRefresher());
  return { manager, storage, refresher, source: new CountingSource() };
}

/** A source that answers when the gate opens. */
function slowly(source: CountingSource) {
  const slow = gate();
  source.answer = () => slow.promise.then(() => source.next());
  return slow;
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

describe('TokenManager.accept', () => {
  it('has the token at hand, keeps it for others and plans its renewal, without asking the source', async () => {
    const { manager, storage, refresher, source } = setUp();
    await manager.accept(source, async () => given);
    expect(manager.get(source)).toBe('given');
    expect(storage.kept.get(KEY)).toMatchObject({
      value: 'given',
      fetchedAt: NOW,
      expiresAt: NOW + 7_200_000,
    });
    expect(refresher.dueAt(KEY)).toBe(NOW + 5_400_000);
    expect(source.fetch).not.toHaveBeenCalled();
    expect(logs.lines.join()).not.toContain('given');
  });

  it('takes the place of a token that lives still', async () => {
    const { manager, storage, source } = setUp();
    await manager.get(source);
    await manager.accept(source, async () => ({ value: 'given', expiresIn: 60 }));
    expect(manager.get(source)).toBe('given');
    expect(storage.kept.get(KEY)?.value).toBe('given');
  });

  it('waits for a renewal under way, and has the last word', async () => {
    const { manager, storage, refresher, source } = setUp();
    await manager.get(source);
    await manager.get(source); // only what is used is renewed
    const slow = slowly(source);
    const renewal = refresher.run(KEY);
    await jest.advanceTimersByTimeAsync(0);
    expect(source.fetch).toHaveBeenCalledTimes(2);
    const fetch = jest.fn(async () => given);
    const accepted = manager.accept(source, fetch);
    await jest.advanceTimersByTimeAsync(1000);
    expect(fetch).not.toHaveBeenCalled();
    slow.open();
    await Promise.all([renewal, accepted]);
    expect(manager.get(source)).toBe('given');
    expect(storage.kept.get(KEY)?.value).toBe('given');
  });

  it('spares those who ask while it is under way a fetch of their own', async () => {
    const { manager, source } = setUp();
    const slow = gate<FetchedToken>();
    const accepted = manager.accept(source, () => slow.promise);
    const asked = manager.get(source);
    await jest.advanceTimersByTimeAsync(0);
    slow.open(given);
    await accepted;
    expect(await asked).toBe('given');
    expect(source.fetch).not.toHaveBeenCalled();
  });

  it('counts its life from before the question', async () => {
    const { manager, source } = setUp();
    const slow = gate<FetchedToken>();
    const accepted = manager.accept(source, () => slow.promise);
    await jest.advanceTimersByTimeAsync(4000);
    slow.open({ value: 'given', expiresIn: 10 });
    await accepted;
    expect(manager.health(KEY).expiresAt).toEqual(new Date(NOW + 10_000));
  });

  it('throws what the fetch threw, and leaves the token there was', async () => {
    const { manager, storage, source } = setUp();
    await manager.get(source);
    const failure = network();
    expect(await failureOf(manager.accept(source, () => Promise.reject(failure)))).toBe(failure);
    expect(manager.get(source)).toBe('token-1');
    expect(storage.kept.get(KEY)?.value).toBe('token-1');
    expect(manager.health(KEY).lastError).toBe('broken');
    await manager.accept(source, async () => given);
    expect(manager.health(KEY).lastError).toBeUndefined();
  });
});

describe('TokenManager.drop', () => {
  const leavesNothing = ({ manager, storage, refresher }: ReturnType<typeof setUp>): void => {
    expect(storage.kept.size).toBe(0);
    expect(refresher.plans.size).toBe(0);
    expect(manager.health(KEY).isLive).toBe(false);
    expect(manager.usesOf(KEY)).toBe(0);
  };

  it('leaves nothing behind, in the process or in the storage', async () => {
    const all = setUp();
    await all.manager.get(all.source);
    await all.manager.drop(KEY);
    leavesNothing(all);
    expect(await all.manager.get(all.source)).toBe('token-2');
  });

  it('leaves nothing behind of what this process never had', async () => {
    const all = setUp();
    all.storage.kept.set(KEY, { value: 'elsewhere', fetchedAt: NOW, expiresAt: NOW + 1000 });
    await all.manager.drop(KEY);
    leavesNothing(all);
  });

  it('comes after a fetch under way, which cannot bring the token back', async () => {
    const all = setUp();
    const slow = slowly(all.source);
    const asked = all.manager.get(all.source);
    await jest.advanceTimersByTimeAsync(0);
    const order: string[] = [];
    void Promise.resolve(asked).then(() => order.push('fetched'));
    const dropped = all.manager.drop(KEY, async () => order.push('also') > 0);
    await jest.advanceTimersByTimeAsync(1000);
    expect(order).toEqual([]);
    slow.open();
    expect(await asked).toBe('token-1');
    await dropped;
    expect(order).toContain('also');
    leavesNothing(all);
  });

  it('comes after a renewal under way, with which its plan goes', async () => {
    const all = setUp();
    await all.manager.get(all.source);
    await all.manager.get(all.source);
    const slow = slowly(all.source);
    const renewal = all.refresher.run(KEY);
    await jest.advanceTimersByTimeAsync(0);
    const dropped = all.manager.drop(KEY);
    slow.open();
    await Promise.all([renewal, dropped]);
    leavesNothing(all);
  });

  it('plans no second try of a renewal that fails while it waits', async () => {
    const all = setUp();
    await all.manager.get(all.source);
    await all.manager.get(all.source);
    const slow = gate<FetchedToken>();
    all.source.answer = () => slow.promise;
    const renewal = all.refresher.run(KEY);
    await jest.advanceTimersByTimeAsync(0);
    const dropped = all.manager.drop(KEY);
    slow.fail(network());
    await Promise.all([renewal, dropped]);
    leavesNothing(all);
  });

  it('lets go first of what a fetch would need', async () => {
    const { manager, storage, source } = setUp();
    await manager.get(source);
    const seen: boolean[] = [];
    expect(await manager.drop(KEY, async () => seen.push(storage.kept.has(KEY)) > 0)).toBe(true);
    expect(seen).toEqual([true]);
  });

  it('takes nothing away where the account is to stay', async () => {
    const { manager, storage, source } = setUp();
    await manager.get(source);
    expect(await manager.drop(KEY, async () => false)).toBe(false);
    expect(storage.kept.has(KEY)).toBe(true);
    expect(await manager.get(source)).toBe('token-1');
    expect(source.fetch).toHaveBeenCalledTimes(1);
  });

  it('takes nothing away where that fails', async () => {
    const { manager, storage, source } = setUp();
    await manager.get(source);
    const away = () => Promise.reject(new Error('store is away'));
    expect((await failureOf(manager.drop(KEY, away))).message).toBe('store is away');
    expect(manager.get(source)).toBe('token-1');
    expect(storage.kept.has(KEY)).toBe(true);
  });

  it('gives way to an account that comes back at once', async () => {
    const { manager, storage, source } = setUp();
    await manager.get(source);
    await Promise.all([manager.drop(KEY), manager.accept(source, async () => given)]);
    expect(await manager.get(source)).toBe('given');
    expect(storage.kept.get(KEY)?.value).toBe('given');
  });
});
