import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it } from '@jest/globals';
import { Keyv } from 'keyv';
import { FileStore } from '../../src/file.store.js';
import { LogCapture } from '../../src/log.capture.js';
import { ADAPTERS } from '../../src/start-app.js';
import { startPlatform } from '../../src/start-platform.js';

describe.each(ADAPTERS)('a platform on %s whose credentials', (adapter) => {
  const warningsWith = async (credentials?: Keyv): Promise<string[]> => {
    const log = new LogCapture();
    const started = await startPlatform(adapter, { module: { credentials }, nest: { logger: log } });
    await started.console.authorize(started.shop);
    await started.platform.officialAccount(started.shop.appId).account.getCallbackIps();
    await started.close();
    return log.of('warn');
  };

  it.each([
    ['not given', undefined],
    ['a Keyv without a store', new Keyv()],
    ['a Keyv over a Map', new Keyv({ store: new Map() })],
  ])('are %s says so once, with its name and the cure', async (_what, credentials) => {
    const warnings = await warningsWith(credentials);
    expect(warnings).toHaveLength(1);
    expect(warnings[0]).toContain('"platform": credentials live in memory alone');
    expect(warnings[0]).toContain('credentials: new Keyv({ store: … })');
  });

  it('have a store says nothing', async () => {
    const folder = await mkdtemp(join(tmpdir(), 'wechat-credentials-'));
    expect(await warningsWith(new Keyv({ store: new FileStore(folder) }))).toEqual([]);
    await rm(folder, { recursive: true });
  });
});
