import { afterEach, beforeEach, describe, expect, it, jest } from '@jest/globals';
import { Keyv } from 'keyv';
import { WeChatConfigError, WeChatStorageError } from '../../../lib/common/index.js';
import { type CredentialStore, KeyvCredentials } from '../../../lib/storage/index.js';
import { failureOf } from '../failure.js';

const KEY = 'wx-platform:wx1:authorization';
const CREDENTIAL = { refreshToken: 'refresh@@@1', authorizedAt: 1767225600 };
const URL_OF_STORE = 'redis://:CANARY@cache.internal:6379';
const hang = () => new Promise<never>(() => undefined);
const refuse = () =>
  Promise.reject(Object.assign(new Error(`connect ${URL_OF_STORE}`), { code: 'ECONNREFUSED' }));

const OPERATIONS: Array<[string, (credentials: KeyvCredentials) => Promise<unknown>]> = [
  ['read', (credentials) => credentials.read(KEY)],
  ['write', (credentials) => credentials.write(KEY, CREDENTIAL)],
  ['remove', (credentials) => credentials.remove(KEY)],
];

/** A store in plain sight, some of whose operations are the test's. */
function storeThat(given: Partial<CredentialStore> = {}) {
  const kept = new Map<string, unknown>();
  const store = {
    get: jest.fn(async (key: string) => kept.get(key)),
    set: jest.fn(async (key: string, value: unknown, _ttl: number): Promise<unknown> => kept.set(key, value)),
    delete: jest.fn(async (key: string): Promise<unknown> => kept.delete(key)),
    ...given,
  };
  return { kept, store, credentials: new KeyvCredentials(store) };
}

beforeEach(() => void jest.useFakeTimers());
afterEach(() => void jest.useRealTimers());

describe('KeyvCredentials', () => {
  it.each([
    ['in memory', () => undefined],
    ['in a Keyv', () => new Keyv()],
    ['in anything with its three methods', () => storeThat().store],
  ])('keeps credentials %s until they are replaced or removed', async (_what, makeStore) => {
    const credentials = new KeyvCredentials(makeStore());
    expect(await credentials.read(KEY)).toBeUndefined();
    await credentials.write(KEY, CREDENTIAL);
    expect(await credentials.read(KEY)).toEqual(CREDENTIAL);
    jest.setSystemTime(Date.now() + 400 * 86_400_000);
    expect(await credentials.read(KEY)).toEqual(CREDENTIAL);
    await credentials.write(KEY, { refreshToken: 'refresh@@@2' });
    expect(await credentials.read(KEY)).toEqual({ refreshToken: 'refresh@@@2' });
    await credentials.remove(KEY);
    expect(await credentials.read(KEY)).toBeUndefined();
  });

  it('knows whether a restart would leave them where they are', () => {
    expect(new KeyvCredentials().isDurable).toBe(false);
    expect(new KeyvCredentials(new Keyv()).isDurable).toBe(false);
    const { get, set, delete: remove } = new Keyv();
    expect(new KeyvCredentials({ get, set, delete: remove }).isDurable).toBe(true);
  });

  it("keeps its keys apart from the application's own, and keeps for ever", async () => {
    const { kept, store, credentials } = storeThat();
    kept.set(KEY, 'mine');
    await credentials.write(KEY, CREDENTIAL);
    expect(store.set).toHaveBeenCalledWith(`wechat:credentials:${KEY}`, CREDENTIAL, 0);
    expect(await credentials.read(KEY)).toEqual(CREDENTIAL);
    await credentials.remove(KEY);
    expect([...kept]).toEqual([[KEY, 'mine']]);
  });

  it('keeps for ever in a Keyv that has a life of its own for all else', async () => {
    const keyv = new Keyv({ ttl: 1000 });
    const credentials = new KeyvCredentials(keyv);
    await credentials.write(KEY, CREDENTIAL);
    jest.setSystemTime(Date.now() + 86_400_000);
    expect(await credentials.read(KEY)).toEqual(CREDENTIAL);
  });

  it('takes null for nothing', async () => {
    expect(await storeThat({ get: async () => null }).credentials.read(KEY)).toBeUndefined();
  });

  it.each<[string, unknown]>([
    ['the address of a store', URL_OF_STORE],
    ['null', null],
    ['something that deletes nothing', { get: jest.fn(), set: jest.fn() }],
    ['an empty object', {}],
  ])('refuses %s, without quoting it', async (_what, store) => {
    const failure = await failureOf(() => new KeyvCredentials(store as CredentialStore));
    expect(failure).toBeInstanceOf(WeChatConfigError);
    expect(failure.message).toContain('credentials of WeChatModule');
    expect(failure.message).not.toContain('CANARY');
  });
});

describe('KeyvCredentials and a store in trouble', () => {
  it.each(OPERATIONS)(
    'throws for a %s the store refuses, with the code of it and no address',
    async (_what, run) => {
      const { credentials } = storeThat({ get: refuse, set: refuse, delete: refuse });
      const failure = await failureOf(run(credentials));
      expect(failure).toBeInstanceOf(WeChatStorageError);
      expect(failure.message).toMatch(/ECONNREFUSED.*"credentials"/);
      expect(failure.message + String(failure.cause) + JSON.stringify(failure)).not.toMatch(
        /CANARY|internal/,
      );
    },
  );

  it.each(OPERATIONS)('throws for a %s that fails at once with an error of no code', async (_what, run) => {
    const fail = () => {
      throw new TypeError(`cannot use ${URL_OF_STORE}`);
    };
    const failure = await failureOf(run(storeThat({ get: fail, set: fail, delete: fail }).credentials));
    expect(failure).toBeInstanceOf(WeChatStorageError);
    expect(failure.message).toContain('TypeError');
    expect(failure.message).not.toMatch(/CANARY|internal/);
  });

  it.each(OPERATIONS)(
    'gives up a %s after three seconds of silence, and leaves no timer',
    async (_what, run) => {
      const { credentials } = storeThat({ get: hang, set: hang, delete: hang });
      const failure = failureOf(run(credentials));
      await jest.advanceTimersByTimeAsync(2999);
      expect(jest.getTimerCount()).toBe(1);
      await jest.advanceTimersByTimeAsync(1);
      expect(await failure).toBeInstanceOf(WeChatStorageError);
      expect((await failure).message).toContain('no answer within 3000 ms');
      expect(jest.getTimerCount()).toBe(0);
    },
  );

  it('leaves no timer behind where the store answers', async () => {
    const { credentials } = storeThat();
    for (const [, run] of OPERATIONS) await run(credentials);
    expect(jest.getTimerCount()).toBe(0);
  });

  it('survives a store that fails after it was given up', async () => {
    const late = () => new Promise((_, reject) => setTimeout(() => reject(new Error('late')), 5000));
    const failure = failureOf(storeThat({ get: late }).credentials.read(KEY));
    await jest.advanceTimersByTimeAsync(10_000);
    expect((await failure).message).toContain('no answer');
  });

  it.each([
    ['loses what it took', async () => true],
    ['swallows its errors', async () => false],
  ])('throws for a write to a store that %s', async (_what, set) => {
    const failure = await failureOf(storeThat({ set }).credentials.write(KEY, CREDENTIAL));
    expect(failure).toBeInstanceOf(WeChatStorageError);
    expect(failure.message).toContain('does not have it');
    expect(failure.message).not.toContain('refresh@@@');
  });

  it('throws for a write to a store that goes on having the old credential', async () => {
    const { kept, credentials } = storeThat({ set: async () => true });
    kept.set(`wechat:credentials:${KEY}`, { refreshToken: 'old' });
    expect(await failureOf(credentials.write(KEY, CREDENTIAL))).toBeInstanceOf(WeChatStorageError);
    expect(await credentials.read(KEY)).toEqual({ refreshToken: 'old' });
  });

  it('gives way to another process that wrote at the same time', async () => {
    const { kept, credentials } = storeThat({
      set: async (key) => kept.set(key, { refreshToken: 'of another' }),
    });
    await credentials.write(KEY, CREDENTIAL);
    expect(await credentials.read(KEY)).toEqual({ refreshToken: 'of another' });
  });

  it.each(OPERATIONS)(
    'throws for a %s in a Keyv, which keeps the errors of its store to itself',
    async (_what, run) => {
      const adapter = { opts: {}, get: refuse, set: refuse, delete: refuse, clear: refuse };
      const failure = await failureOf(run(new KeyvCredentials(new Keyv({ store: adapter }))));
      expect(failure).toBeInstanceOf(WeChatStorageError);
      expect(failure.message).toContain('ECONNREFUSED');
      expect(failure.message).not.toMatch(/CANARY|internal/);
    },
  );

  it('takes a store for what it is as soon as it is back', async () => {
    let isAway = true;
    const { kept, credentials } = storeThat({
      get: (key) => (isAway ? refuse() : Promise.resolve(kept.get(key))),
    });
    expect(await failureOf(credentials.read(KEY))).toBeInstanceOf(WeChatStorageError);
    isAway = false;
    await credentials.write(KEY, CREDENTIAL);
    expect(await credentials.read(KEY)).toEqual(CREDENTIAL);
  });
});
