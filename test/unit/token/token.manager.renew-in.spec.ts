import { afterEach, beforeEach, describe, expect, it, jest } from '@jest/globals';
import { WeChatHttpError } from '../../../lib/common/index.js';
import { LocalCoordination } from '../../../lib/storage/index.js';
import { TokenManager } from '../../../lib/token/index.js';
import { collectLogs } from '../log.collector.js';
import { CountingSource, gate, ManualRefresher, OpenStorage } from './fake.tokens.js';

const NOW = Date.UTC(2026, 0, 1);
const KEY = 'wx1:access_token';
const logs = collectLogs();
const broken = () =>
  Promise.reject(
    new WeChatHttpError('broken', { client: 'shop', route: 'x', reason: 'ECONNREFUSED', retryable: true }),
  );

function setUp(storage = new OpenStorage()) {
  const refresher = new ManualRefresher();
  const manager = new TokenManager(storage, new LocalCoordination(), refresher.asRefresher());
  const source = new CountingSource();
  source.answer = async () => ({ ...source.next(), renewIn: 5410 });
  return { manager, refresher, source, storage };
}

beforeEach(() => {
  jest.useFakeTimers({ now: NOW });
  logs.clear();
});
afterEach(() => void jest.useRealTimers());

describe('A source that says when it is to be asked again', () => {
  it('is asked again then, whatever the refresher would do', async () => {
    const { manager, refresher, source } = setUp();
    await manager.get(source);
    expect(refresher.dueAt(KEY)).toBe(NOW + 5_410_000);
  });

  it('is believed by the processes that share a storage, and by the next start', async () => {
    const first = setUp();
    await first.manager.get(first.source);
    const second = setUp(first.storage);
    expect(await second.manager.get(second.source)).toBe('token-1');
    expect(second.source.fetch).not.toHaveBeenCalled();
    expect(second.refresher.dueAt(KEY)).toBe(NOW + 5_410_000);
  });

  it('is told on by read, as is the plan for a token of WeChat’s own', async () => {
    const { manager, source } = setUp();
    expect(await manager.read(source)).toMatchObject({ renewAt: NOW + 5_410_000 });
    const plain = new CountingSource('wx2:access_token');
    const { renewAt = 0 } = await manager.read(plain);
    expect(renewAt).toBeGreaterThan(NOW + 5_200_000);
    expect(renewAt).toBeLessThanOrEqual(NOW + 5_400_000);
  });

  it('is asked before a token is used that came up for renewal while nobody asked', async () => {
    const { manager, refresher, source } = setUp();
    await manager.get(source);
    await manager.get(source); // a use of what the first one fetched
    await refresher.run(KEY);
    await refresher.run(KEY);
    expect(source.issued).toBe(2);
    const slow = gate();
    source.answer = async () => {
      await slow.promise;
      return { ...source.next(), renewIn: 5410 };
    };
    const asked = [manager.get(source), manager.get(source)];
    slow.open();
    expect(await Promise.all(asked)).toEqual(['token-3', 'token-3']);
    expect(manager.get(source)).toBe('token-3');
    expect(source.issued).toBe(3);
  });

  it('that cannot be reached leaves the live token in use, with one try a minute', async () => {
    const { manager, refresher, source } = setUp();
    await manager.get(source);
    await manager.get(source); // a use of what the first one fetched
    await refresher.run(KEY);
    await refresher.run(KEY);
    source.answer = broken;
    expect(await Promise.all([manager.get(source), manager.get(source)])).toEqual(['token-2', 'token-2']);
    expect(logs.at('warn')).toHaveLength(1);
    expect(manager.get(source)).toBe('token-2');
    for (let round = 0; round < 5; round += 1) {
      expect(refresher.dueAt(KEY)).toBe(Date.now() + 60_000);
      await jest.advanceTimersByTimeAsync(60_000);
      await refresher.run(KEY);
    }
    expect(manager.get(source)).toBe('token-2');
  });

  it('that cannot be reached is an error once the token has expired', async () => {
    const { manager, refresher, source } = setUp();
    await manager.get(source);
    await manager.get(source); // a use of what the first one fetched
    await refresher.run(KEY);
    await refresher.run(KEY);
    source.answer = broken;
    await jest.advanceTimersByTimeAsync(7_200_000);
    await expect(Promise.resolve(manager.get(source))).rejects.toThrow('broken');
  });
});
