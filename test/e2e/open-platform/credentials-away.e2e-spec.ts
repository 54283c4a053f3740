import { setTimeout as sleep } from 'node:timers/promises';
import { inspect } from 'node:util';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { Keyv } from 'keyv';
import { type CredentialStore, WeChatStorage, WeChatStorageError } from 'nestjs-wechat-sdk';
import { SandboxPushError } from 'nestjs-wechat-sdk/sandbox';
import { LogCapture } from '../../src/log.capture.js';
import { openStore } from '../../src/platform.stores.js';
import { hasRedis, RedisServer } from '../../src/redis.server.js';
import { lastInfo } from '../../src/sandbox.reader.js';
import { ADAPTERS } from '../../src/start-app.js';
import { type StartedPlatform, startPlatform } from '../../src/start-platform.js';

const PASSWORD = 'canary-password';
const CURE = 'See that what is given as "credentials" to WeChatModule can be reached';

/** How a store fails: by throwing, by saying nothing, by keeping nothing new, or by never answering. */
type Failure = 'throws' | 'is silent' | 'takes nothing' | 'hangs';

/** A store of Keyv's in memory, which can be away. */
class FailingStore {
  failure: Failure | undefined;
  /** Whatever it was ever given. */
  readonly given: string[] = [];
  readonly #values = new Map<string, string>();

  async get(key: string): Promise<string | undefined> {
    if (this.failure === 'is silent') return undefined;
    await this.#fail();
    return this.#values.get(key);
  }

  async set(key: string, value: string): Promise<void> {
    this.given.push(value);
    if (this.failure === 'is silent' || this.failure === 'takes nothing') return;
    await this.#fail();
    this.#values.set(key, value);
  }

  async delete(key: string): Promise<boolean> {
    await this.#fail();
    return this.#values.delete(key);
  }

  clear(): void {
    this.#values.clear();
  }

  async #fail(): Promise<void> {
    if (this.failure === 'hangs') await new Promise(() => undefined);
    if (this.failure !== 'throws') return;
    throw Object.assign(new Error(`connect ECONNREFUSED redis://:${PASSWORD}@127.0.0.1`), {
      code: 'ECONNREFUSED',
    });
  }
}

/** Everything an application might print of an error. */
const printed = (error: unknown): string =>
  [
    inspect(error, { depth: Infinity, showHidden: true, getters: true }),
    JSON.stringify(error),
    error instanceof Error ? `${error.stack}${error.cause ? printed(error.cause) : ''}` : '',
  ].join('\n');

describe.each(ADAPTERS)('a credential store that is away, on %s', (adapter) => {
  const log = new LogCapture();
  const errors: unknown[] = [];
  const tokens: string[] = [];
  let store: FailingStore;
  let started: StartedPlatform;

  beforeEach(async () => {
    store = new FailingStore();
    log.lines.length = 0;
    errors.length = 0;
    tokens.length = 0;
    const credentials = new Keyv({ store, namespace: 'credentials' }) as CredentialStore;
    started = await startPlatform(adapter, { module: { credentials }, nest: { logger: log } });
    await started.platform.authorization.createPreAuthCode(); // the platform has its own token
    const storage = started.app.get<WeChatStorage>(WeChatStorage);
    const write = storage.write.bind(storage);
    storage.write = (key, token) => {
      tokens.push(token.value);
      return write(key, token);
    };
  });
  afterEach(() => started.close());

  const failing = async (work: () => Promise<unknown>): Promise<Error> => {
    const failure = await work().then(
      () => new Error('this was to fail'),
      (error: Error) => error,
    );
    errors.push(failure);
    return failure;
  };
  const call = (appId: string): Promise<unknown> =>
    started.platform.officialAccount(appId).account.getCallbackIps();
  const callsOf = (name: string): number =>
    started.sandbox.requests.filter(({ path }) => path.endsWith(`/${name}`)).length;

  /** Neither errors nor the log show what the platform and the store know. */
  const expectNoSecret = (): void => {
    const { appSecret, token, encodingAESKey } = started.console;
    const credentials = store.given.flatMap((text) => text.match(/[\w@-]{16,}/g) ?? []);
    const canaries = [PASSWORD, appSecret, token, encodingAESKey, ...tokens, ...credentials];
    const ids = [started.console.appId, started.shop.appId];
    const everything = [...errors.map(printed), ...log.lines].join('\n');
    const leaks = canaries.filter((one) => !ids.includes(one) && everything.includes(one));
    expect(canaries.length).toBeGreaterThan(5);
    expect(leaks).toEqual([]);
  };

  it.each<Failure>(['throws', 'is silent', 'takes nothing'])(
    'because it %s: an authorization is answered with 500, and taken when WeChat says it again',
    async (failure) => {
      const { console, shop } = started;
      store.failure = failure;
      const refusal = await failing(() => console.authorize(shop));
      expect(refusal).toBeInstanceOf(SandboxPushError);
      expect(refusal).toMatchObject({ attempts: 3, status: 500 });
      expect(log.of('error').join('\n')).toContain(CURE);
      store.failure = undefined;
      await console.pushInfo(lastInfo(started.sandbox));
      await call(shop.appId);
      expectNoSecret();
    },
  );

  it.each<Failure>(['throws', 'is silent', 'takes nothing'])(
    'because it %s: no token is handed out before its refresh token is kept',
    async (failure) => {
      const appId = started.console.addAuthorizers(1)[0] ?? '';
      const before = { calls: callsOf('getcallbackip'), tokens: tokens.length };
      store.failure = failure;
      const refusal = await failing(() => call(appId));
      expect(refusal).toBeInstanceOf(WeChatStorageError);
      expect(refusal.message).toContain(CURE);
      expect(callsOf('getcallbackip')).toBe(before.calls);
      expect(tokens).toHaveLength(before.tokens);
      store.failure = undefined;
      await call(appId);
      expectNoSecret();
    },
  );

  it('when a renewed refresh token cannot be kept: the old one is not taken for the new one', async () => {
    const { console, sandbox, shop } = started;
    await console.authorize(shop);
    await call(shop.appId);
    store.failure = 'takes nothing';
    sandbox.fail('GET /cgi-bin/getcallbackip', { errcode: 40001, times: 1 });
    expect(await failing(() => call(shop.appId))).toBeInstanceOf(WeChatStorageError);
    store.failure = undefined;
    await call(shop.appId);
    expect(callsOf('api_get_authorizer_list')).toBe(1);
    expectNoSecret();
  });

  it('when the platform needs its ticket: the store is blamed, not WeChat', async () => {
    const { console, platform } = started;
    console.revokeTokens();
    const refusalWhen = (failure: Failure): Promise<Error> => {
      store.failure = failure;
      return failing(() => platform.authorization.createPreAuthCode());
    };
    const refusal = await refusalWhen('throws');
    expect(refusal).toBeInstanceOf(WeChatStorageError);
    expect(refusal.message).toContain(CURE);
    // nobody can tell a silent store from an empty one
    expect((await refusalWhen('is silent')).message).toContain('"credentials"');
    store.failure = undefined;
    await platform.authorization.createPreAuthCode();
    expectNoSecret();
  });

  it('when a ticket or a departure comes: both are taken when WeChat says them again', async () => {
    const { console, shop } = started;
    await console.authorize(shop);
    store.failure = 'throws';
    expect(await failing(() => console.pushTicket())).toMatchObject({ status: 500 });
    store.failure = undefined;
    await console.pushInfo(lastInfo(started.sandbox));
    store.failure = 'throws';
    expect(await failing(() => console.unauthorize(shop))).toMatchObject({ status: 500 });
    store.failure = undefined;
    await console.pushInfo(lastInfo(started.sandbox));
    expect((await failing(() => call(shop.appId))).message).toContain('has not authorized the platform');
    expectNoSecret();
  });
});

describe('a credential store that never answers', () => {
  it('is answered for with 500 before WeChat gives up waiting', async () => {
    const store = new FailingStore();
    const credentials = new Keyv({ store, namespace: 'credentials' });
    const started = await startPlatform('express', { module: { credentials } });
    const { console, platform, shop } = started;
    store.failure = 'hangs';
    await expect(console.authorize(shop)).rejects.toMatchObject({ status: 500 });
    expect(started.sandbox.exchanges.every(({ durationMs }) => durationMs < 5_000)).toBe(true);
    store.failure = undefined;
    await console.pushInfo(lastInfo(started.sandbox));
    await platform.officialAccount(shop.appId).account.getCallbackIps();
    await started.close();
  });
});

if (!hasRedis) process.stdout.write('Not tried with a Redis that dies: this machine has no redis-server\n');

(hasRedis ? describe : describe.skip)('a Redis that dies', () => {
  it('costs no authorization: 500 while it is away, taken when it is back', async () => {
    const redis = await RedisServer.start(PASSWORD);
    const credentials = openStore({ kind: 'redis', url: redis.url }, 'credentials');
    const log = new LogCapture();
    const started = await startPlatform('fastify', { module: { credentials }, nest: { logger: log } });
    const { console, platform, shop, other } = started;
    await console.authorize(other);
    await redis.end();
    await expect(console.authorize(shop)).rejects.toMatchObject({ status: 500 });
    const said = lastInfo(started.sandbox);
    await redis.start();
    const until = Date.now() + 30_000;
    while (
      !(await console.pushInfo(said).then(
        () => true,
        () => false,
      ))
    ) {
      // its client waits between attempts
      if (Date.now() > until) throw new Error('the store did not come back');
      await sleep(100);
    }
    await platform.officialAccount(shop.appId).account.getCallbackIps();
    expect(log.lines.join('\n')).toContain(CURE);
    expect(log.lines.join('\n')).not.toContain(PASSWORD);
    await started.close();
    await credentials.disconnect();
    await redis.end();
  });
});
