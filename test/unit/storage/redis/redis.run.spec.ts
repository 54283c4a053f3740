import { afterAll, afterEach, beforeAll, describe, expect, it, jest } from '@jest/globals';
import { hasRedis } from '../../../src/redis.server.js';
import { failureOf } from '../../failure.js';
import { Engines } from './engines.js';

const RUN = '{wechat}:once:shop:1';
const pause = (milliseconds: number) => new Promise((resolve) => setTimeout(resolve, milliseconds));

function gate<T>() {
  let open: (value: T) => void = () => undefined;
  const promise = new Promise<T>((resolve) => (open = resolve));
  return { promise, open: (value: T) => open(value) };
}

if (!hasRedis)
  process.stdout.write('Not tried: runs shared through Redis: this machine has no redis-server\n');
const maybe = hasRedis ? describe : describe.skip;

maybe('A run shared through Redis', () => {
  let engines: Engines;
  beforeAll(async () => void (engines = await Engines.start()));
  afterEach(() => engines.reset());
  afterAll(() => engines.end());
  const processes = (count: number) => Array.from({ length: count }, () => engines.make().coordination);

  it('runs once among all who ask at the same time, and all have what came of it', async () => {
    const task = jest.fn(async () => {
      await pause(100);
      return { said: 'hello' };
    });
    const asked = processes(5).flatMap((one) => [1, 2].map(() => one.once('shop:1', task)));
    expect(await Promise.all(asked.map(({ result }) => result))).toEqual(
      asked.map(() => ({ said: 'hello' })),
    );
    expect(task).toHaveBeenCalledTimes(1);
  });

  it.each<[unknown]>([[undefined], [null], [false], [0], ['']])('tells a result of %p', async (value) => {
    const [one, two] = processes(2);
    const task = jest.fn(async () => value);
    await one?.once('shop:1', task).result;
    await pause(100);
    expect(await two?.once('shop:1', task).result).toEqual(value);
    expect(task).toHaveBeenCalledTimes(1);
  });

  it('tells others what it is told to, and hears it as it is told to', async () => {
    const [one, two] = processes(2);
    const options = {
      tell: ({ reply }: { reply: string }) => `${reply}!`,
      hear: (told: unknown) => ({ reply: `heard ${String(told)}` }),
    };
    expect(await one?.once('shop:1', async () => ({ reply: 'hi' }), options).result).toEqual({ reply: 'hi' });
    await pause(100);
    const heard = two?.once('shop:1', async () => ({ reply: 'again' }), options);
    expect(await heard?.result).toEqual({ reply: 'heard hi!' });
  });

  it('is taken over by whoever waits when it failed', async () => {
    const [one, two] = processes(2);
    const broken = gate<never>();
    const first = one?.once('shop:1', () => broken.promise.then(() => Promise.reject(new Error('no'))));
    await pause(50);
    const second = two?.once('shop:1', async () => 'yes');
    await pause(100);
    broken.open(undefined as never);
    expect((await failureOf(first?.result ?? Promise.resolve())).message).toBe('no');
    expect(await second?.result).toBe('yes');
  });

  it('is taken over when its process is dead', async () => {
    await engines.server.ask('SET', RUN, 'running|the dead', 'PX', '1500');
    const [one] = processes(1);
    expect(await one?.once('shop:1', async () => 'mine').result).toBe('mine');
  });

  it('is held for as long as it takes', async () => {
    const [one, two] = processes(2);
    const task = jest.fn(() => pause(7_500).then(() => 'at last'));
    const first = one?.once('shop:1', task);
    await pause(50);
    expect(await two?.once('shop:1', task).result).toBe('at last');
    expect(await first?.result).toBe('at last');
    expect(task).toHaveBeenCalledTimes(1);
  });

  it('may be relied upon by others once it was said that it will be seen through, and not before', async () => {
    const [one, two] = processes(2);
    const end = gate<string>();
    const first = one?.once('shop:1', () => end.promise);
    await pause(50);
    const second = two?.once('shop:1', async () => 'not again');
    await pause(50);
    expect(await second?.acknowledge()).toBe(false);
    expect(await first?.acknowledge()).toBe(true);
    expect(await second?.acknowledge()).toBe(true);
    end.open('done');
    expect(await second?.result).toBe('done');
  });

  it('is remembered for its time', async () => {
    const [one, two] = processes(2);
    await one?.once('shop:1', async () => 1, { rememberFor: 300 }).result;
    await pause(500);
    expect(await two?.once('shop:1', async () => 2).result).toBe(2);
  });
});

maybe('A key noted in Redis', () => {
  let engines: Engines;
  beforeAll(async () => void (engines = await Engines.start()));
  afterAll(() => engines.end());

  it('is new once among all, for its time', async () => {
    const all = Array.from({ length: 6 }, () => engines.make().coordination);
    const news = await Promise.all(all.map((one) => one.isNew('nonce', 400)));
    expect(news.filter(Boolean)).toHaveLength(1);
    await pause(600);
    expect(await engines.make().coordination.isNew('nonce', 400)).toBe(true);
  });
});
