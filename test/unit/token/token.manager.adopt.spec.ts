import { describe, expect, it } from '@jest/globals';
import { LocalCoordination } from '../../../lib/storage/index.js';
import { TokenManager } from '../../../lib/token/index.js';
import { failureOf } from '../failure.js';
import { collectLogs } from '../log.collector.js';
import { CountingSource, ManualRefresher, OpenStorage } from './fake.tokens.js';

collectLogs();

describe('A token another process has fetched', () => {
  it('ends the failure of this one: what went wrong is over', async () => {
    const storage = new OpenStorage();
    const manager = new TokenManager(storage, new LocalCoordination(), new ManualRefresher().asRefresher());
    const source = new CountingSource();
    await manager.get(source);
    source.answer = () => Promise.reject(new Error('away'));
    await failureOf(manager.refresh(source));
    expect(manager.health(source.key).lastError).toBe('unexpected failure');
    const now = Date.now();
    storage.kept.set(source.key, { value: 'another', fetchedAt: now, expiresAt: now + 9000_000 });
    await manager.refresh(source);
    expect(manager.health(source.key)).toMatchObject({ isLive: true, lastError: undefined });
  });
});
