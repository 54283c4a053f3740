import { afterEach, beforeEach, describe, expect, it, jest } from '@jest/globals';
import { type TokenReport, wechatChannels } from 'nestjs-wechat-sdk';
import { LocalCoordination } from '../../../lib/storage/index.js';
import { TokenManager } from '../../../lib/token/index.js';
import { collectLogs } from '../log.collector.js';
import { CountingSource, ManualRefresher, OpenStorage } from '../token/fake.tokens.js';

const NOW = Date.UTC(2026, 0, 1);
collectLogs();

describe('Reports of renewals', () => {
  const reports: TokenReport[] = [];
  const listener = (report: TokenReport): void => void reports.push(report);
  beforeEach(() => {
    reports.length = 0;
    wechatChannels.token.subscribe(listener);
    jest.useFakeTimers({ now: NOW, doNotFake: ['performance'] });
  });
  afterEach(() => {
    wechatChannels.token.unsubscribe(listener);
    jest.useRealTimers();
  });

  it('say that a live token was renewed, and what another process has fetched is none', async () => {
    const storage = new OpenStorage();
    const refresher = new ManualRefresher();
    const manager = new TokenManager(storage, new LocalCoordination(), refresher.asRefresher());
    const source = new CountingSource();
    await manager.get(source);
    manager.get(source);
    await refresher.run(source.key);
    storage.kept.set(source.key, { value: 'another’s', fetchedAt: NOW, expiresAt: NOW + 9000_000 });
    await manager.refresh(source);
    expect(reports.map(({ reason, outcome, expiresAt }) => [reason, outcome, expiresAt?.getTime()])).toEqual([
      ['missing', 'ok', NOW + 7200_000],
      ['renewal', 'ok', NOW + 7200_000],
    ]);
  });
});
