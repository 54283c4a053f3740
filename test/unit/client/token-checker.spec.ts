import { afterEach, beforeEach, describe, expect, it, jest } from '@jest/globals';
import {
  type ClientRegistration,
  type ClientRooms,
  TokenChecker,
  type WeChatClient,
  WeChatClients,
} from '../../../lib/client/index.js';
import { WeChatConfigError, WeChatHttpError } from '../../../lib/common/index.js';
import { type TokenManager, TokenRefresher, type TokenSource } from '../../../lib/token/index.js';
import { collectLogs } from '../log.collector.js';

const NOW = Date.UTC(2026, 0, 1);
const INTERVAL = 300;
const uses = new Map<string, number>();
const usesOf = (key: string): number => uses.get(key) ?? 0;
const noteUse = ({ key }: TokenSource): void => void uses.set(key, usesOf(key) + 1);
const ms = (seconds: number): number => seconds * 1000;

function clientOf(name: string, given: { key?: string; hasProbe?: boolean } = {}) {
  const source: TokenSource = { key: given.key ?? `${name}:access_token`, fetch: jest.fn<never>() };
  const probedAt: number[] = [];
  const probe = jest.fn(async (): Promise<unknown> => {
    noteUse(source); // it is a call like any other
    probedAt.push(Date.now() - NOW);
    return {};
  });
  const registration: ClientRegistration = {
    client: { name, id: `wx-${name}` } as WeChatClient,
    tokens: { access_token: source },
    ...(given.hasProbe === false ? {} : { probe }),
  };
  return { registration, source, probe, probedAt };
}

let checkers: TokenRefresher[] = [];
function setUp(interval: number | undefined = INTERVAL) {
  const refresher = new TokenRefresher();
  checkers.push(refresher);
  const live = { isLive: true };
  const tokens = { health: () => live, usesOf, forget: jest.fn() } as unknown as TokenManager;
  const checker = new TokenChecker(refresher, tokens, interval);
  refresher.onApplicationBootstrap();
  return { checker, refresher, tokens, live };
}

/** Lets time pass with the tokens in use all along. */
async function passInUse(seconds: number, ...sources: TokenSource[]): Promise<void> {
  for (let step = 0; step < seconds; step += 10) {
    for (const source of sources) noteUse(source);
    await jest.advanceTimersByTimeAsync(ms(10));
  }
}

beforeEach(() => void jest.useFakeTimers({ now: NOW }));
afterEach(() => {
  for (const refresher of checkers) refresher.onModuleDestroy();
  checkers = [];
  uses.clear();
  jest.useRealTimers();
  jest.restoreAllMocks();
});

describe('TokenChecker', () => {
  it('checks a token in use once per interval, always at the same phase', async () => {
    const { checker } = setUp();
    jest.spyOn(Math, 'random').mockReturnValue(0.25);
    const { registration, source, probedAt } = clientOf('shop');
    checker.watch(registration);
    await passInUse(1000, source);
    expect(probedAt).toEqual([ms(75), ms(375), ms(675), ms(975)]);
  });

  it('shares the checks of many clients out over the interval', async () => {
    const { checker } = setUp();
    const clients = Array.from({ length: 200 }, (_, index) => clientOf(`c${index}`));
    for (const { registration } of clients) checker.watch(registration);
    await passInUse(INTERVAL, ...clients.map(({ source }) => source));
    const times = clients.map(({ probedAt }) => probedAt[0] as number);
    expect(times.every((time) => time >= 0 && time <= ms(INTERVAL))).toBe(true);
    const inFirstTenth = times.filter((time) => time < ms(INTERVAL / 10)).length;
    expect(inFirstTenth).toBeGreaterThan(2);
    expect(inFirstTenth).toBeLessThan(60);
  });

  it('leaves an idle token alone, its own last check being no use', async () => {
    const { checker } = setUp();
    const { registration, source, probe } = clientOf('shop');
    checker.watch(registration);
    await jest.advanceTimersByTimeAsync(ms(3 * INTERVAL));
    expect(probe).not.toHaveBeenCalled();
    noteUse(source);
    await jest.advanceTimersByTimeAsync(ms(3 * INTERVAL));
    expect(probe).toHaveBeenCalledTimes(1);
  });

  it('leaves a token alone that is not live, which the next call fetches anyway', async () => {
    const { checker, live } = setUp();
    const { registration, source, probe } = clientOf('shop');
    live.isLive = false;
    checker.watch(registration);
    await passInUse(2 * INTERVAL, source);
    expect(probe).not.toHaveBeenCalled();
  });

  it.each([
    ['without an interval', 0, {}],
    ['without a probe', INTERVAL, { hasProbe: false }],
  ])('does nothing %s', async (_what, interval, given) => {
    const { checker, refresher } = setUp(interval);
    const plan = jest.spyOn(refresher, 'plan');
    const { registration, source, probe } = clientOf('shop', given);
    checker.watch(registration);
    await passInUse(2 * INTERVAL, source);
    expect(plan).not.toHaveBeenCalled();
    expect(probe).not.toHaveBeenCalled();
  });

  it('never checks a token while its last check is under way', async () => {
    const { checker } = setUp();
    jest.spyOn(Math, 'random').mockReturnValue(0.5);
    const { registration, source, probe } = clientOf('shop');
    let finish = (): void => undefined;
    probe.mockImplementation(() => new Promise<void>((resolve) => (finish = resolve)));
    checker.watch(registration);
    await passInUse(4 * INTERVAL, source);
    expect(probe).toHaveBeenCalledTimes(1);
    finish();
    await passInUse(INTERVAL, source);
    expect(probe).toHaveBeenCalledTimes(2);
  });

  it('does not make up for the time a machine slept', async () => {
    const { checker, refresher } = setUp();
    const { registration, source } = clientOf('shop');
    checker.watch(registration);
    const plan = jest.spyOn(refresher, 'plan');
    jest.setSystemTime(NOW + ms(100 * INTERVAL));
    await passInUse(INTERVAL * 2, source);
    expect(plan.mock.calls.length).toBeGreaterThan(0);
    expect(plan.mock.calls.length).toBeLessThanOrEqual(3);
  });

  it('checks eight at one time, and all of them in the end', async () => {
    const { checker } = setUp();
    const clients = Array.from({ length: 400 }, (_, index) => clientOf(`c${index}`));
    let running = 0;
    let most = 0;
    for (const { probe, registration } of clients) {
      probe.mockImplementation(async () => {
        running += 1;
        most = Math.max(most, running);
        await new Promise((resolve) => setTimeout(resolve, ms(10)));
        running -= 1;
      });
      checker.watch(registration);
    }
    await passInUse(4 * INTERVAL, ...clients.map(({ source }) => source));
    expect(most).toBe(8);
    expect(clients.filter(({ probe }) => probe.mock.calls.length === 0)).toEqual([]);
  });

  it('checks no client that was removed in the moment its check was due', async () => {
    const { checker } = setUp();
    jest.spyOn(Math, 'random').mockReturnValue(0.5);
    const clients = Array.from({ length: 4 }, (_, index) => clientOf(`c${index}`));
    let checks = 0;
    for (const { probe, registration } of clients) {
      probe.mockImplementation(async () => {
        checks += 1;
        for (const other of clients) checker.unwatch(other.registration);
      });
      checker.watch(registration);
    }
    await passInUse(INTERVAL, ...clients.map(({ source }) => source));
    expect(checks).toBe(1);
  });

  it('logs a failure once until it has passed, with nothing secret in it, and goes on', async () => {
    const logs = collectLogs();
    const { checker } = setUp();
    const { registration, source, probe } = clientOf('shop');
    checker.watch(registration);
    probe.mockRejectedValue(
      new WeChatHttpError('shop: no connection', { client: 'shop', route: 'x', retryable: true }),
    );
    await passInUse(3 * INTERVAL, source);
    expect(probe).toHaveBeenCalledTimes(3);
    expect(logs.at('warn')).toEqual([expect.stringMatching(/token of shop failed.*no connection/)]);
    probe.mockResolvedValue({});
    await passInUse(INTERVAL, source);
    probe.mockRejectedValue(new Error('access_token=CANARY'));
    await passInUse(INTERVAL, source);
    logs.stop();
    expect(logs.at('warn')).toHaveLength(2);
    expect(logs.lines.join()).not.toContain('CANARY');
  });

  it('stops with the client, also while its check is under way', async () => {
    const { checker, refresher } = setUp();
    const { registration, source, probe } = clientOf('shop');
    let finish = (): void => undefined;
    probe.mockImplementation(() => new Promise<void>((resolve) => (finish = resolve)));
    checker.watch(registration);
    await passInUse(INTERVAL, source);
    expect(probe).toHaveBeenCalledTimes(1);
    checker.unwatch(registration);
    const plan = jest.spyOn(refresher, 'plan');
    finish();
    await passInUse(3 * INTERVAL, source);
    expect(probe).toHaveBeenCalledTimes(1);
    expect(plan).not.toHaveBeenCalled();
  });

  it('checks a token several clients share once, as long as one of them is there', async () => {
    const { checker } = setUp();
    const [one, two] = [clientOf('one', { key: 'component' }), clientOf('two', { key: 'component' })];
    checker.watch(one.registration);
    checker.watch(two.registration);
    const probes = (): number => one.probe.mock.calls.length + two.probe.mock.calls.length;
    await passInUse(INTERVAL, one.source, two.source);
    expect(probes()).toBe(1);
    checker.unwatch(one.registration);
    await passInUse(INTERVAL, two.source);
    expect(probes()).toBe(2);
    checker.unwatch(two.registration);
    await passInUse(2 * INTERVAL, two.source);
    expect(probes()).toBe(2);
  });

  it('knows clients that are added and removed while the application runs', async () => {
    const { checker, tokens } = setUp();
    const clients = new WeChatClients({ tokens, http: {} } as unknown as ClientRooms, checker);
    const { registration, source, probe } = clientOf('late');
    clients.add('late', { kind: 'test', create: () => registration });
    await passInUse(INTERVAL, source);
    expect(probe).toHaveBeenCalledTimes(1);
    clients.remove('late');
    await passInUse(2 * INTERVAL, source);
    expect(probe).toHaveBeenCalledTimes(1);
  });

  it.each([-1, 0.5, Number.NaN, Infinity, '300' as unknown as number])(
    'refuses an interval of %p',
    (interval) => {
      expect(() => setUp(interval)).toThrow(WeChatConfigError);
    },
  );
});
