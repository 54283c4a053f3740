import { afterEach, beforeEach, describe, expect, it, jest } from '@jest/globals';
import { LocalCoordination } from '../../../lib/storage/index.js';
import { TokenManager } from '../../../lib/token/index.js';
import { collectLogs } from '../log.collector.js';
import { CountingSource, ManualRefresher, OpenStorage } from './fake.tokens.js';

const NOW = Date.UTC(2026, 0, 1);
const logs = collectLogs();

const makeManager = (): TokenManager =>
  new TokenManager(new OpenStorage(), new LocalCoordination(), new ManualRefresher().asRefresher());

beforeEach(() => {
  jest.useFakeTimers({ now: NOW });
  logs.clear();
});
afterEach(() => {
  jest.useRealTimers();
});

describe('TokenManager.read', () => {
  it('gives the token in use with its own expiry, and fetches once for all who ask', async () => {
    const manager = makeManager();
    const source = new CountingSource();
    const tokens = await Promise.all([manager.read(source), manager.read(source), manager.get(source)]);
    expect(tokens[0]).toMatchObject({ value: 'token-1', expiresAt: NOW + 7_200_000 });
    expect(tokens[1]).toEqual(tokens[0]);
    expect(tokens[2]).toBe('token-1');
    expect(source.fetch).toHaveBeenCalledTimes(1);
  });

  it('fetches another when the one at hand has been refused', async () => {
    const manager = makeManager();
    const source = new CountingSource();
    await manager.read(source);
    const fresh = await manager.replace(source, 'token-1');
    expect(await manager.read(source)).toMatchObject({ value: fresh });
    expect(fresh).not.toBe('token-1');
  });

  it('throws what the fetch throws', async () => {
    const source = new CountingSource();
    source.answer = () => Promise.reject(new Error('no network'));
    await expect(makeManager().read(source)).rejects.toThrow('no network');
  });
});
