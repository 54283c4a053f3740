import { afterEach, beforeEach, describe, expect, it, jest } from '@jest/globals';
import type { StoredToken } from '../../../../lib/storage/index.js';
import { hasRedis } from '../../../src/redis.server.js';
import { failureOf } from '../../failure.js';
import { collectLogs } from '../../log.collector.js';
import { Engines } from './engines.js';

const pause = (milliseconds: number) => new Promise((resolve) => setTimeout(resolve, milliseconds));
const token: StoredToken = { value: 'CANARY', fetchedAt: Date.now(), expiresAt: Date.now() + 600_000 };
const logs = collectLogs();

if (!hasRedis) process.stdout.write('Not tried: a Redis that goes away: this machine has no redis-server\n');
const maybe = hasRedis ? describe : describe.skip;

maybe('A Redis that is away', () => {
  let engines: Engines;
  beforeEach(async () => {
    logs.clear();
    engines = await Engines.start();
  });
  afterEach(() => engines.end());

  it('is told of once, costs a token a fetch and a lock its reach, and is used again by itself', async () => {
    const { storage, coordination } = engines.make();
    await storage.write('wx1', token);
    await engines.server.end();
    expect(await storage.read('wx1')).toBeUndefined();
    expect(await coordination.isReachable()).toBe(false);
    const locked = Array.from({ length: 500 }, (_, index) =>
      coordination.withLock(`wx${index}`, async ({ isAlone }) => isAlone),
    );
    expect(new Set(await Promise.all(locked))).toEqual(new Set([true]));
    expect(await storage.write('wx1', token)).toBe(true);
    expect(logs.at('warn')).toEqual([expect.stringMatching(/^Redis is away \(.+\): calls go on/)]);
    await engines.server.start();
    await pause(1_000);
    while (await coordination.withLock('wx1', async ({ isAlone }) => isAlone)) await pause(100);
    expect(await coordination.isReachable()).toBe(true);
    expect(logs.lines.filter((line) => line.includes('Redis is back'))).toHaveLength(1);
    expect(logs.lines.join()).not.toContain('CANARY');
    expect(logs.lines.join()).not.toContain(engines.server.password);
  });

  it('is not the same as one that has no credentials', async () => {
    const { credentials } = engines.make();
    await credentials.write('wx1', { refreshToken: 'CANARY' });
    await engines.server.end();
    for (const asked of [
      credentials.read('wx1'),
      credentials.write('wx1', { refreshToken: 'CANARY' }),
      credentials.remove('wx1'),
    ]) {
      const error = await failureOf(asked);
      expect(error).toMatchObject({ code: 'WECHAT_STORAGE' });
      expect(error.message).not.toContain('CANARY');
    }
  });

  it('is waited for by a run that may be another’s, and nothing runs twice', async () => {
    const { coordination } = engines.make();
    await coordination.isNew('warm', 1_000);
    await engines.server.end();
    const task = jest.fn(async () => 'done');
    const run = coordination.once('shop:1', task);
    const repeat = coordination.once('shop:1', task);
    await pause(1_500);
    expect(task).not.toHaveBeenCalled();
    expect(await run.acknowledge()).toBe(false);
    await engines.server.start();
    expect(await Promise.all([run.result, repeat.result])).toEqual(['done', 'done']);
    expect(task).toHaveBeenCalledTimes(1);
  });

  it('is waited for by a strict lock', async () => {
    const { coordination } = engines.make();
    await coordination.isNew('warm', 1_000);
    await engines.server.end();
    const task = jest.fn(async ({ fence }: { fence: number }) => fence);
    const locked = coordination.withLock('bot', task, { isStrict: true });
    await pause(1_000);
    expect(task).not.toHaveBeenCalled();
    await engines.server.start();
    expect(await locked).toBeGreaterThan(0);
  });

  it('does not end a run under way, which tells others what came of it once Redis is back', async () => {
    const [one, two] = [engines.make().coordination, engines.make().coordination];
    let end = (): void => undefined;
    const ended = new Promise<void>((resolve) => (end = resolve));
    const run = one.once('shop:1', async () => {
      await ended;
      return 'done';
    });
    await pause(100);
    await engines.server.end();
    await pause(2_500);
    await engines.server.start();
    await pause(3_500); // held again, in a Redis that knew nothing of it
    const repeat = two.once('shop:1', async () => 'not again');
    end();
    expect(await run.result).toBe('done');
    expect(await repeat.result).toBe('done');
  });

  it('is no reason for a payment to be handled twice: word of it is waited for, and then refused', async () => {
    const { coordination } = engines.make();
    await coordination.isNew('warm', 1_000);
    await engines.server.end();
    const task = jest.fn(async () => 'paid');
    const run = coordination.once('pay:1', task, { rememberFor: 25 * 3_600_000 });
    expect(await failureOf(run.result)).toMatchObject({ code: 'WECHAT_STORAGE' });
    expect(task).not.toHaveBeenCalled();
  }, 30_000);

  it('is gone on without by a message when it stays away longer than WeChat repeats it', async () => {
    const { coordination } = engines.make();
    await coordination.isNew('warm', 1_000);
    await engines.server.end();
    const begun = Date.now();
    const run = coordination.once('shop:1', async () => 'alone');
    expect(await run.result).toBe('alone');
    expect(Date.now() - begun).toBeGreaterThan(12_000);
    expect(await coordination.once('shop:2', async () => 'at once').result).toBe('at once');
  }, 30_000);

  it('is told from one that answers with an error, which is told of once and is no outage', async () => {
    const { storage, coordination } = engines.make();
    await storage.write('wx1', token);
    await engines.server.ask('CONFIG', 'SET', 'maxmemory', '1');
    for (let turn = 0; turn < 4; turn += 1) {
      await storage.write('wx2', token);
      expect((await storage.read('wx1'))?.value).toBe('CANARY');
    }
    expect(await coordination.once('shop:1', async () => 'alone').result).toBe('alone');
    expect(logs.lines.filter((line) => line.includes('refuses'))).toEqual([expect.stringContaining('(OOM)')]);
    expect(logs.lines.filter((line) => /away|back/.test(line))).toEqual([]);
  });

  it('hears of a run that ended while it was away, and nobody runs it again', async () => {
    const [one, two] = [engines.make().coordination, engines.make().coordination];
    const rememberFor = 25 * 3_600_000;
    const task = jest.fn(async () => {
      await engines.server.ask('CLIENT', 'PAUSE', '8000').catch(() => undefined);
      return 'paid';
    });
    expect(await one.once('pay:1', task, { rememberFor }).result).toBe('paid');
    await pause(2_000);
    expect(await two.once('pay:1', task, { rememberFor }).result).toBe('paid');
    expect(task).toHaveBeenCalledTimes(1);
  }, 40_000);
});
