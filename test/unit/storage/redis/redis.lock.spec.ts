import { afterAll, afterEach, beforeAll, describe, expect, it, jest } from '@jest/globals';
import type { Lease, StoredToken } from '../../../../lib/storage/index.js';
import { hasRedis } from '../../../src/redis.server.js';
import { failureOf } from '../../failure.js';
import { Engines } from './engines.js';

const LOCK = '{wechat}:lock:wx1';
const pause = (milliseconds: number) => new Promise((resolve) => setTimeout(resolve, milliseconds));
const tokenOf = (value: string): StoredToken => ({
  value,
  fetchedAt: Date.now(),
  expiresAt: Date.now() + 60_000,
});

if (!hasRedis)
  process.stdout.write('Not tried: the lock of the Redis engine: this machine has no redis-server\n');
const maybe = hasRedis ? describe : describe.skip;

maybe('A lock in Redis', () => {
  let engines: Engines;
  beforeAll(async () => void (engines = await Engines.start()));
  afterEach(() => engines.reset());
  afterAll(() => engines.end());

  /** Takes the lock away from its holder, as if it had stood still, and gives it to another one. */
  const usurp = async (): Promise<void> => {
    await engines.server.ask('SET', LOCK, 'usurper', 'PX', '60000');
  };

  it('is held by one of many at a time', async () => {
    let running = 0;
    let most = 0;
    const works = Array.from({ length: 8 }, () => engines.make().coordination).flatMap((one) =>
      Array.from({ length: 25 }, () =>
        one.withLock('wx1', async () => {
          running += 1;
          most = Math.max(most, running);
          await pause(0);
          running -= 1;
        }),
      ),
    );
    await Promise.all(works);
    expect(most).toBe(1);
    expect(works).toHaveLength(200);
  });

  it('gives each holder a higher fence than the one before, and is gone after the last', async () => {
    const [one, two] = [engines.make().coordination, engines.make().coordination];
    const fences: number[] = [];
    for (const coordination of [one, two, one, two])
      await coordination.withLock('wx1', async ({ fence }) => void fences.push(fence));
    expect(fences).toEqual(fences.toSorted((left, right) => left - right));
    expect(new Set(fences).size).toBe(4);
    expect(await engines.kept(LOCK)).toBe('');
  });

  it('gives higher fences to whoever comes after a Redis that lost everything', async () => {
    const { coordination } = engines.make();
    const before = await coordination.withLock('wx1', async ({ fence }) => fence);
    await engines.server.ask('FLUSHALL');
    expect(await coordination.withLock('wx1', async ({ fence }) => fence)).toBeGreaterThan(before);
  });

  it('is let go after a failure, which reaches its asker', async () => {
    const { coordination } = engines.make();
    const failed = coordination.withLock('wx1', () => Promise.reject(new Error('no')));
    expect((await failureOf(failed)).message).toBe('no');
    expect(await engines.make().coordination.withLock('wx1', async () => 'yes')).toBe('yes');
  });

  it('is kept for as long as its holder works, though it would run out sooner', async () => {
    const order: string[] = [];
    const first = engines.make().coordination.withLock('wx1', async ({ signal }) => {
      await pause(8_000);
      order.push(`first, ${signal.aborted ? 'lost' : 'held'}`);
    });
    await pause(100);
    const second = engines.make().coordination.withLock('wx1', async () => void order.push('second'));
    await Promise.all([first, second]);
    expect(order).toEqual(['first, held', 'second']);
  });

  it('runs out when its holder is dead, and goes to whoever waits', async () => {
    await engines.server.ask('SET', LOCK, 'the dead', 'PX', '2000');
    const begun = Date.now();
    await engines.make().coordination.withLock('wx1', async () => undefined);
    expect(Date.now() - begun).toBeGreaterThan(1_000);
  });

  it('tells its holder when somebody else has it', async () => {
    const aborted = engines.make().coordination.withLock('wx1', async ({ signal }) => {
      await usurp();
      await new Promise((resolve) => signal.addEventListener('abort', resolve));
      return signal.aborted;
    });
    expect(await aborted).toBe(true);
    // and is not let go of by whoever lost it
    expect(await engines.kept(LOCK)).toBe('usurper');
  });

  it('lets nobody write over the one who came after', async () => {
    const { coordination, storage, credentials } = engines.make();
    const leases: Lease[] = [];
    for (let turn = 0; turn < 2; turn += 1)
      await coordination.withLock('wx1', async (lease) => void leases.push(lease));
    const [older, newer] = leases;
    expect(await storage.write('wx1', tokenOf('older'), older)).toBe(true);
    expect(await storage.write('wx1', tokenOf('newer'), newer)).toBe(true);
    expect(await storage.write('wx1', tokenOf('older'), older)).toBe(false);
    expect((await storage.read('wx1'))?.value).toBe('newer');
    await credentials.write('wx1', { code: 'newer' }, newer);
    expect(await failureOf(credentials.write('wx1', { code: 'older' }, older))).toMatchObject({
      code: 'WECHAT_STORAGE',
      message: expect.stringContaining('stood still') as unknown,
    });
    expect(await failureOf(credentials.remove('wx1', older))).toMatchObject({ code: 'WECHAT_STORAGE' });
    expect(await credentials.read('wx1')).toEqual({ code: 'newer' });
    await credentials.remove('wx1', newer);
    expect(await credentials.read('wx1')).toBeUndefined();
    // nor bring back what that one has removed
    expect(await failureOf(credentials.write('wx1', { code: 'older' }, older))).toMatchObject({
      code: 'WECHAT_STORAGE',
    });
    expect(await credentials.read('wx1')).toBeUndefined();
    await credentials.write('wx1', { code: 'again' }, newer);
    expect(await credentials.read('wx1')).toEqual({ code: 'again' });
  });

  it('lets whoever went on alone, when it could not be asked for, write unless somebody had it since', async () => {
    const { coordination, credentials } = engines.make();
    const [before, after] = [engines.make().coordination, engines.make().coordination];
    await before.withLock('wx1', (lease) => credentials.write('wx1', { code: 'first' }, lease));
    await engines.server.ask('CLIENT', 'PAUSE', '1300');
    await coordination.withLock('wx1', async (lease) => {
      expect(lease.isAlone).toBe(true);
      await pause(1_500);
      await credentials.write('wx1', { code: 'alone' }, lease);
      expect(await credentials.read('wx1')).toEqual({ code: 'alone' });
      await after.withLock('wx1', (later) => credentials.write('wx1', { code: 'later' }, later));
      expect(await failureOf(credentials.write('wx1', { code: 'alone' }, lease))).toMatchObject({
        code: 'WECHAT_STORAGE',
      });
    });
    expect(await credentials.read('wx1')).toEqual({ code: 'later' });
  });

  it('is not taken back by a holder that stood still while another one came and went', async () => {
    const lost = engines.make().coordination.withLock('wx1', async ({ signal }) => {
      await engines.server.ask('DEL', LOCK); // its lease ran out
      await engines.make().coordination.withLock('wx1', async () => undefined);
      await new Promise((resolve) => signal.addEventListener('abort', resolve));
      return engines.kept(LOCK);
    });
    expect(await lost).toBe('');
  });

  it('is waited for no longer once the engine is closed', async () => {
    await engines.server.ask('SET', LOCK, 'another', 'PX', '60000');
    const engine = engines.make();
    const task = jest.fn(async () => undefined);
    const waiting = failureOf(engine.coordination.withLock('wx1', task, { isStrict: true }));
    await pause(200);
    await engine.close?.();
    expect(await waiting).toMatchObject({ code: 'WECHAT_STORAGE' });
    expect(task).not.toHaveBeenCalled();
  });

  it('is one for each namespace', async () => {
    let release = (): void => undefined;
    const held = new Promise<void>((resolve) => (release = resolve));
    const first = engines.make('shop').coordination.withLock('wx1', () => held);
    expect(await engines.make('staff').coordination.withLock('wx1', async () => 'free')).toBe('free');
    release();
    await first;
  });
});
