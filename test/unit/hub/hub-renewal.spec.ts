import { afterEach, beforeEach, describe, expect, it, jest } from '@jest/globals';
import type { HttpCall, WeChatHttp } from '../../../lib/http/index.js';
import { HubTokenSource } from '../../../lib/hub/index.js';
import { LocalCoordination } from '../../../lib/storage/index.js';
import { TokenManager, TokenRefresher } from '../../../lib/token/index.js';
import { collectLogs } from '../log.collector.js';
import { OpenStorage } from '../token/fake.tokens.js';

const NOW = Date.UTC(2026, 0, 1);
collectLogs();

/** A hub whose token lives for two hours; when it renews is the test's choice. */
class ModelHub {
  asked = 0;
  isDown = false;
  #count = 0;
  issuedAt = 0;
  #expiresAt = 0;

  constructor(
    private readonly renewsBefore: number,
    private readonly form: 'reference' | 'ours',
    private readonly renewsWithin = 1,
  ) {
    this.renew();
  }

  get value(): string {
    return `token-${this.#count}`;
  }

  renew(): void {
    this.#count += 1;
    this.issuedAt = Date.now();
    this.#expiresAt = Date.now() + 7_200_000;
    setTimeout(() => this.renew(), (7200 - this.renewsBefore + this.renewsWithin) * 1000);
  }

  readonly transport = {
    send: async (_call: HttpCall): Promise<unknown> => {
      this.asked += 1;
      if (this.isDown) throw Object.assign(new Error('down'));
      const left = (this.#expiresAt - Date.now()) / 1000;
      return this.form === 'reference'
        ? {
            error: 0,
            msg: 'success',
            store_map: { value: this.value, expired_time: Math.floor(this.#expiresAt / 1000) },
          }
        : {
            value: this.value,
            expires_in: Math.floor(left),
            renew_in: Math.max(Math.floor(left) - this.renewsBefore, 0),
          };
    },
  } as unknown as WeChatHttp;
}

function setUp(hub: ModelHub) {
  const refresher = new TokenRefresher();
  refresher.onApplicationBootstrap();
  const manager = new TokenManager(new OpenStorage(), new LocalCoordination(), refresher);
  const source = new HubTokenSource(
    {
      client: 'shop',
      storeId: 'wx1',
      storeKey: 'access_token',
      hub: { url: 'https://hub.example.com/hub/expose', username: 'u', password: 'p' },
      http: {},
    },
    hub.transport,
  );
  return { manager, source, refresher };
}

/** Uses the token every few seconds; tells for how long an old one was used at most (ms). */
async function live(hub: ModelHub, hours: number, pace: number): Promise<number> {
  const { manager, source, refresher } = setUp(hub);
  let longest = 0;
  for (const end = Date.now() + hours * 3_600_000; Date.now() < end;) {
    const value = await manager.get(source);
    if (value !== hub.value) longest = Math.max(longest, Date.now() - hub.issuedAt);
    await jest.advanceTimersByTimeAsync(pace * 1000);
  }
  refresher.onModuleDestroy();
  return longest;
}

beforeEach(() => void jest.useFakeTimers({ now: NOW }));
afterEach(() => void jest.useRealTimers());

describe('A client of a hub', () => {
  it.each([
    ['the Elixir SDK, as it comes', () => new ModelHub(1800, 'reference'), 10],
    ['the Elixir SDK, slow to fetch', () => new ModelHub(1800, 'reference', 20), 20],
    ['the Elixir SDK, set to renew late', () => new ModelHub(600, 'reference'), 80],
    ['this library', () => new ModelHub(1800, 'ours'), 10],
    ['this library, set to renew late', () => new ModelHub(300, 'ours'), 10],
    ['this library, slow to fetch', () => new ModelHub(1800, 'ours', 20), 20],
  ])('follows a renewal of %s within a minute, and asks seldom', async (_, make, atMost) => {
    const hub = make();
    const longest = await live(hub, 6, 5);
    expect(longest).toBeLessThanOrEqual(66_000);
    expect(hub.asked).toBeGreaterThan(3);
    expect(hub.asked).toBeLessThanOrEqual(atMost * 2);
  });

  it('that makes a call every ten minutes never makes it with an old token', async () => {
    const hub = new ModelHub(1800, 'reference');
    expect(await live(hub, 6, 600)).toBe(0);
  });

  it('that is idle leaves the hub in peace', async () => {
    const hub = new ModelHub(1800, 'reference');
    const { manager, source } = setUp(hub);
    await manager.get(source);
    await jest.advanceTimersByTimeAsync(24 * 3_600_000);
    expect(hub.asked).toBeLessThanOrEqual(2);
  });

  it('goes on with its token while the hub is away, and asks once a minute at most', async () => {
    const hub = new ModelHub(1800, 'reference');
    const { manager, source } = setUp(hub);
    const first = await manager.get(source);
    hub.isDown = true;
    for (let second = 0; second < 7195; second += 5) {
      expect(await manager.get(source)).toBe(first);
      await jest.advanceTimersByTimeAsync(5000);
    }
    expect(hub.asked).toBeLessThanOrEqual(2 + 1800 / 60);
    await jest.advanceTimersByTimeAsync(6000);
    await expect(Promise.resolve(manager.get(source))).rejects.toThrow('down');
    hub.isDown = false;
    expect(await manager.get(source)).toBe(hub.value);
  });
});
