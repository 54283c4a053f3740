import { afterEach, beforeEach, describe, expect, it, jest } from '@jest/globals';
import { LocalCoordination } from '../../../lib/storage/index.js';
import { TokenManager } from '../../../lib/token/index.js';
import { failureOf } from '../failure.js';
import { collectLogs } from '../log.collector.js';
import { CountingSource, gate, ManualRefresher, OpenStorage } from './fake.tokens.js';

const NOW = Date.UTC(2026, 0, 1);
const KEY = 'wx1:access_token';
collectLogs();

function setUp() {
  const storage = new OpenStorage();
  const refresher = new ManualRefresher();
  const manager = new TokenManager(storage, new LocalCoordination(), refresher.asRefresher());
  return { manager, storage, source: new CountingSource() };
}

beforeEach(() => void jest.useFakeTimers({ now: NOW }));
afterEach(() => void jest.useRealTimers());

describe('TokenManager.refresh', () => {
  it('fetches a newer token, once for all who ask, while the current one stays in use', async () => {
    const { manager, source } = setUp();
    await manager.get(source);
    jest.setSystemTime(NOW + 1000);
    const slow = gate();
    source.answer = async () => {
      await slow.promise;
      return source.next();
    };
    const asked = Promise.all([manager.refresh(source), manager.refresh(source)]);
    expect(manager.get(source)).toBe('token-1');
    slow.open();
    expect(await asked).toEqual(['token-2', 'token-2']);
    expect(manager.get(source)).toBe('token-2');
    expect(source.fetch).toHaveBeenCalledTimes(2);
  });

  it('leaves the current one in use when it fails, and says so', async () => {
    const { manager, source } = setUp();
    await manager.get(source);
    source.answer = () => Promise.reject(new Error('away'));
    expect((await failureOf(manager.refresh(source))).message).toBe('away');
    expect(manager.get(source)).toBe('token-1');
    expect(manager.health(KEY).lastError).toBe('unexpected failure');
  });

  it('takes what somebody else has kept, when that lives longer', async () => {
    const { manager, source, storage } = setUp();
    await manager.get(source);
    storage.kept.set(KEY, { value: 'kept', fetchedAt: NOW, expiresAt: NOW + 8000_000 });
    expect(await manager.refresh(source)).toBe('kept');
    expect(source.fetch).toHaveBeenCalledTimes(1);
  });

  it('takes the same token again when it is still the one', async () => {
    const { manager, source } = setUp();
    source.answer = async () => ({ value: 'same', expiresIn: 7200 });
    await manager.get(source);
    jest.setSystemTime(NOW + 1000);
    expect(await manager.refresh(source)).toBe('same');
    expect(source.fetch).toHaveBeenCalledTimes(2);
    expect((await manager.read(source)).fetchedAt).toBe(NOW + 1000);
  });
});
