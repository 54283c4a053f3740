import { afterEach, describe, expect, it } from '@jest/globals';
import { CACHE_MANAGER, CacheModule } from '@nestjs/cache-manager';
import { Controller, type DynamicModule, Injectable, Module } from '@nestjs/common';
import { NestFactory } from '@nestjs/core';
import { ScheduleModule, SchedulerRegistry } from '@nestjs/schedule';
import { Test } from '@nestjs/testing';
import type { Cache } from 'cache-manager';
import {
  type ClientDefinition,
  getWeChatToken,
  InjectWeChat,
  OfficialAccount,
  officialAccount,
  type OfficialAccountOptions,
  type OpenPlatform,
  openPlatform,
  WeChatClients,
  WeChatConfigError,
  WeChatHandlers,
  WeChatMessage,
  WeChatModule,
  type WeChatModuleOptions,
  type WeChatOptionsFactory,
} from 'nestjs-wechat-sdk';
import { WeChatSandbox } from 'nestjs-wechat-sdk/sandbox';
import { LogCapture } from '../src/log.capture.js';
import { AES_KEY, startApp } from '../src/start-app.js';

const credentials = {
  appId: 'wx1234567890abcdef',
  appSecret: 'a-secret',
  token: 'a-token',
  encodingAESKey: AES_KEY,
};
/** An account a platform acts for. */
const mallOf = (component: string) => officialAccount({ appId: 'wxfedcba0987654321', component });
const options: WeChatModuleOptions<'shop'> = { clients: { shop: officialAccount(credentials) } };

@Injectable()
class OptionsMaker implements WeChatOptionsFactory<'shop'> {
  createWeChatOptions(): WeChatModuleOptions<'shop'> {
    return options;
  }
}

@Module({ providers: [OptionsMaker], exports: [OptionsMaker] })
class MakerModule {}

@Injectable()
class Consumer {
  constructor(
    @InjectWeChat('shop') readonly shop: OfficialAccount,
    readonly clients: WeChatClients,
  ) {}
}

const boot = (...imports: Array<DynamicModule | (new () => unknown)>) =>
  NestFactory.createApplicationContext(
    { module: class Root {}, imports, providers: [Consumer] },
    { logger: false, abortOnError: false },
  );

describe.each<[string, () => Array<DynamicModule | (new () => unknown)>]>([
  ['forRoot', () => [WeChatModule.forRoot(options)]],
  [
    'forRootAsync with a factory',
    () => [WeChatModule.forRootAsync({ names: ['shop'], useFactory: async () => options })],
  ],
  [
    'forRootAsync with a class',
    () => [WeChatModule.forRootAsync({ names: ['shop'], useClass: OptionsMaker })],
  ],
  [
    'forRootAsync with an existing provider',
    () => [WeChatModule.forRootAsync({ names: ['shop'], imports: [MakerModule], useExisting: OptionsMaker })],
  ],
  [
    'forRootAsync with injected dependencies',
    () => [
      WeChatModule.forRootAsync({
        names: ['shop'],
        imports: [MakerModule],
        inject: [OptionsMaker],
        useFactory: (maker: OptionsMaker) => maker.createWeChatOptions(),
      }),
    ],
  ],
])('WeChatModule.%s', (_title, imports) => {
  it('makes named clients injectable everywhere', async () => {
    const app = await boot(...imports());
    const { shop, clients } = app.get(Consumer);
    expect(shop).toBeInstanceOf(OfficialAccount);
    expect(shop).toMatchObject({ name: 'shop', kind: 'official-account', appId: credentials.appId });
    expect(clients.get('shop')).toBe(shop);
    expect(clients.get(credentials.appId)).toBe(shop);
    expect(app.get(getWeChatToken('shop'))).toBe(shop);
    expect(clients.names()).toEqual(['shop']);
    expect(clients.has('nobody')).toBe(false);
    expect(() => clients.get('nobody')).toThrow(WeChatConfigError);
    await app.close();
  });
});

describe('A module that is not global', () => {
  it('serves only who imports it', async () => {
    const inner = {
      module: class Inner {},
      imports: [WeChatModule.forRoot({ ...options, isGlobal: false })],
      providers: [Consumer],
      exports: [Consumer],
    };
    const app = await NestFactory.createApplicationContext(
      { module: class Root {}, imports: [inner] },
      { logger: false },
    );
    expect(app.get(Consumer, { strict: false }).shop.name).toBe('shop');
    await app.close();
    await expect(
      boot({ module: class Other {}, imports: [WeChatModule.forRoot({ ...options, isGlobal: false })] }),
    ).rejects.toThrow(/WeChatClient:shop/);
  });
});

describe('An account of a third-party platform', () => {
  it.each([
    ['before', ['mall', 'platform']],
    ['after', ['platform', 'mall']],
  ])('may be declared %s its platform', async (_what, names) => {
    const all: Record<string, ClientDefinition> = {
      platform: openPlatform({ ...credentials, appId: 'wxplatform12345678' }),
      mall: mallOf('platform'),
    };
    const clients = Object.fromEntries(names.map((name) => [name, all[name]!]));
    const app = await NestFactory.createApplicationContext(
      { module: class Root {}, imports: [WeChatModule.forRoot({ clients })] },
      { logger: false, abortOnError: false },
    );
    expect(app.get(WeChatClients).names().toSorted()).toEqual(['mall', 'platform']);
    const mall = app.get<OfficialAccount>(getWeChatToken('mall'));
    const platform = app.get<OpenPlatform>(getWeChatToken('platform'));
    expect(platform.officialAccount(mall.appId)).toBe(mall);
    await app.close();
  });
});

describe('Options that cannot work are told at start-up with client, option and cure', () => {
  const shop = (change: Partial<OfficialAccountOptions>) =>
    WeChatModule.forRoot({
      clients: { shop: officialAccount({ ...credentials, ...change } as OfficialAccountOptions) },
    });
  const CASES: Array<[string, () => DynamicModule, RegExp[]]> = [
    [
      'no options',
      () => WeChatModule.forRoot({ clients: { shop: officialAccount(undefined as never) } }),
      [/"shop"/, /options/],
    ],
    ['no clients', () => WeChatModule.forRoot({} as never), [/clients/]],
    [
      'a factory that forgets to return',
      () => WeChatModule.forRootAsync({ names: ['shop'], useFactory: () => undefined as never }),
      [/clients/, /factory/],
    ],
    [
      'a proxy in one string',
      () => shop({ http: { proxy: 'http://p:1' as never } }),
      [/http\.proxy/, /host/],
    ],
    [
      'a window for timestamps that never closes',
      () => shop({ timestampTolerance: Infinity }),
      [/timestampTolerance/],
    ],
    ['a path of nothing', () => WeChatModule.forRoot({ ...options, callback: { path: '/' } }), [/path/]],
    ['no appId', () => shop({ appId: undefined as never }), [/"shop"/, /appId/, /console/]],
    ['an empty appSecret', () => shop({ appSecret: ' ' }), [/"shop"/, /appSecret/, /console/]],
    ['an empty token', () => shop({ token: '' }), [/"shop"/, /token/, /Token/]],
    ['a key without token', () => shop({ token: undefined }), [/"shop"/, /token/, /encodingAESKey/]],
    [
      'a key of 42 characters',
      () => shop({ encodingAESKey: AES_KEY.slice(1) }),
      [/"shop"/, /encodingAESKey/, /42/, /43/],
    ],
    [
      'a key with odd characters',
      () => shop({ encodingAESKey: `${AES_KEY.slice(1)}!` }),
      [/"shop"/, /encodingAESKey/],
    ],
    [
      'a base URL that is none',
      () => shop({ baseUrls: { api: 'api.weixin.qq.com' } }),
      [/"shop"/, /baseUrls\.api/, /https/],
    ],
    [
      'a name that cannot stand in an address',
      () => WeChatModule.forRoot({ clients: { 'a b': officialAccount(credentials) } }),
      [/a b/, /letters/],
    ],
    [
      'a name below a client that does not exist',
      () => WeChatModule.forRoot({ clients: { 'a/b': officialAccount(credentials) } }),
      [/a\/b/, /belongs to a client "a"/],
    ],
    [
      'two clients with one appid',
      () =>
        WeChatModule.forRoot({
          clients: { shop: officialAccount(credentials), twin: officialAccount(credentials) },
        }),
      [/"shop"/, /"twin"/, /account/],
    ],
    [
      'an account of a platform that is not declared',
      () => WeChatModule.forRoot({ clients: { mall: mallOf('platform') } }),
      [/"mall"/, /"platform"/, /openPlatform\(/],
    ],
    [
      'an account of a client that is no platform',
      () => WeChatModule.forRoot({ clients: { mall: mallOf('shop'), shop: officialAccount(credentials) } }),
      [/"mall"/, /"shop"/, /openPlatform\(/],
    ],
    [
      'an account of a platform with a secret of its own',
      () => shop({ component: 'platform' } as never),
      [/"shop"/, /appSecret/, /component/],
    ],
    [
      'a store for credentials that can keep nothing',
      () => WeChatModule.forRoot({ ...options, credentials: 'redis://:CANARY@host' as never }),
      [/credentials of WeChatModule/, /Keyv/],
    ],
    [
      'no renewal at one time',
      () => WeChatModule.forRoot({ ...options, refresh: { concurrency: 0 } }),
      [/refresh\.concurrency/],
    ],
    [
      'a name the factory forgets',
      () => WeChatModule.forRootAsync({ names: ['shop', 'mini'], useFactory: () => options as never }),
      [/"mini"/, /names/, /clients/],
    ],
    [
      'a client that is not listed',
      () => WeChatModule.forRootAsync({ names: [], useFactory: () => options as never }),
      [/"shop"/, /names/],
    ],
    [
      'a deadline WeChat would not wait for',
      () => WeChatModule.forRoot({ ...options, callback: { deadline: 6000 } }),
      [/deadline/, /5000/],
    ],
    [
      'a path that is none',
      () => WeChatModule.forRoot({ ...options, callback: { path: 'we chat' } }),
      [/path/],
    ],
  ];

  it.each(CASES)('%s', async (_title, module, texts) => {
    const root = { module: class Root {}, imports: [module()] };
    const failure: Error = await NestFactory.createApplicationContext(root, {
      logger: false,
      abortOnError: false,
    }).then(
      () => new Error('it started'),
      (error: Error) => error,
    );
    expect(failure).toBeInstanceOf(WeChatConfigError);
    expect(failure).toMatchObject({ code: 'WECHAT_CONFIG' });
    for (const text of texts) expect(failure.message).toMatch(text);
    expect(failure.message).not.toContain(credentials.appSecret);
  });

  it('two handlers of equal rank, both by name', async () => {
    @Controller()
    class First {
      @WeChatMessage('text', { content: 'x' })
      one(): void {}
    }
    @Controller()
    @WeChatHandlers('shop')
    class Scoped {
      @WeChatMessage('text')
      one(): void {}
      @WeChatMessage('text')
      two(): void {}
    }
    const start = (controllers: Array<new () => unknown>) =>
      startApp('express', { controllers }).then((started) => started.close());
    await expect(start([First, Scoped])).rejects.toThrow(/Scoped#one.*Scoped#two|Scoped#two.*Scoped#one/);
    await start([First]);
  });

  it('a scope whose client is not called back', async () => {
    @Controller()
    @WeChatHandlers('shop')
    class Scoped {
      @WeChatMessage('text')
      one(): void {}
    }
    const start = startApp('express', {
      controllers: [Scoped],
      client: { token: undefined, encodingAESKey: undefined },
    });
    await expect(start).rejects.toThrow(/Scoped#one.*"shop".*token/);
  });

  it('while doubts are warnings: an event and a client nobody knows', async () => {
    @Controller()
    @WeChatHandlers('later')
    class Doubtful {
      @WeChatMessage('text')
      one(): void {}
    }
    const log = new LogCapture();
    const started = await startApp('express', { controllers: [Doubtful], nest: { logger: log } });
    expect(log.of('warn').join('\n')).toMatch(/Doubtful#one.*"later"/);
    await started.close();
  });
});

describe('The token', () => {
  let close: () => Promise<unknown> = async () => undefined;
  afterEach(() => close());

  const start = async (imports: unknown[] = [], log = new LogCapture()) => {
    const client = { http: { timeout: 60_000 } }; // a busy machine is no failure
    const started = await startApp('express', { imports, client, nest: { logger: log } });
    close = () => started.close();
    return { ...started, shop: started.app.get<OfficialAccount>(getWeChatToken('shop')), log };
  };

  it('is fetched once for 10,000 concurrent calls on a cold cache', async () => {
    const { account, app } = await start();
    const clients = app.get(WeChatClients);
    const shop = clients.get<OfficialAccount>('shop');
    const calls = Array.from({ length: 10_000 }, () => shop.account.getCallbackIps());
    await Promise.all(calls);
    expect(account.tokenFetches).toMatchObject({ stable: 1, classic: 0 });
  }, 60_000);

  it("is kept in the application's cache when its module is not global, too", async () => {
    const { app, shop, account } = await start([CacheModule.register()]);
    await shop.account.getCallbackIps();
    const cache = app.get<Cache>(CACHE_MANAGER, { strict: false });
    expect(await cache.get(`wechat:${account.appId}:access_token`)).toMatchObject({
      value: expect.any(String),
    });
  });

  it('that is slow to come does not hold up a call whose signal has ended', async () => {
    const { sandbox, shop } = await start();
    sandbox.delay('POST /cgi-bin/stable_token', 1500, 1);
    const begun = performance.now();
    await expect(
      shop.request('GET /cgi-bin/menu/get', { signal: AbortSignal.timeout(50) }),
    ).rejects.toMatchObject({ name: 'TimeoutError' });
    expect(performance.now() - begun).toBeLessThan(1200);
  });

  it("is kept in the application's CACHE_MANAGER, and taken from it by the next process", async () => {
    const first = await start([CacheModule.register({ isGlobal: true })]);
    await first.shop.account.getCallbackIps();
    const cache = first.app.get<Cache>(CACHE_MANAGER);
    const kept = await cache.get(`wechat:${first.account.appId}:access_token`);
    expect(kept).toMatchObject({ value: expect.any(String), expiresAt: expect.any(Number) });
    const context = await NestFactory.createApplicationContext(
      {
        module: class Root {},
        imports: [
          {
            module: class Shared {},
            global: true,
            providers: [{ provide: CACHE_MANAGER, useValue: cache }],
            exports: [CACHE_MANAGER],
          },
          WeChatModule.forRoot({
            clients: {
              shop: officialAccount({ ...first.account.credentials, baseUrls: first.sandbox.baseUrls }),
            },
          }),
        ],
      },
      { logger: false },
    );
    await context.get<OfficialAccount>(getWeChatToken('shop')).account.getCallbackIps();
    expect(first.account.tokenFetches.stable).toBe(1);
    await context.close();
  });

  it('is renewed by a timer that stands in the SchedulerRegistry and is gone after close', async () => {
    const { app, shop } = await start([ScheduleModule.forRoot()]);
    const registry = app.get(SchedulerRegistry);
    await shop.account.getCallbackIps();
    expect(registry.getTimeouts()).toEqual(['wechat:token-refresher']);
    expect((registry.getTimeout('wechat:token-refresher') as NodeJS.Timeout).hasRef()).toBe(false);
    await app.close();
    expect(registry.getTimeouts()).toEqual([]);
  });

  it('that has died is replaced under the call, once for all who meet it', async () => {
    const { account, shop } = await start();
    await shop.account.getCallbackIps();
    account.revokeTokens();
    const answers = await Promise.all(Array.from({ length: 200 }, () => shop.account.getCallbackIps()));
    expect(answers).toHaveLength(200);
    expect(account.tokenFetches.stable).toBe(2);
    account.expireTokens();
    await shop.menu.create([{ name: 'a', type: 'click', key: 'A' }]);
    expect(account.tokenFetches.stable).toBe(3);
  });

  it('that is refused again after its replacement is an error, not a loop', async () => {
    const { sandbox, account, shop } = await start();
    sandbox.fail('GET /cgi-bin/getcallbackip', { errcode: 40001, errmsg: 'invalid credential', times: 10 });
    await expect(shop.account.getCallbackIps()).rejects.toMatchObject({
      errcode: 40001,
      client: 'shop',
      docs: expect.stringContaining('https://'),
    });
    expect(account.tokenFetches.stable).toBeLessThanOrEqual(3);
  });

  it('has a health that shows no secret', async () => {
    const { app, sandbox, shop, account } = await start();
    const clients = app.get(WeChatClients);
    expect(clients.health()).toEqual([
      {
        name: 'shop',
        kind: 'official-account',
        id: account.appId,
        tokens: {
          access_token: { isLive: false },
          js_api_ticket: { isLive: false },
          wx_card_ticket: { isLive: false },
        },
      },
    ]);
    sandbox.fail('POST /cgi-bin/stable_token', { errcode: 40125, errmsg: 'invalid appsecret', times: 1 });
    await expect(shop.account.getCallbackIps()).rejects.toMatchObject({
      errcode: 40125,
      hint: expect.stringContaining('appSecret'),
    });
    expect(clients.health()[0]?.tokens.access_token).toMatchObject({
      isLive: false,
      lastError: expect.stringContaining('40125'),
    });
    await shop.account.getCallbackIps();
    const [health] = clients.health();
    expect(health?.tokens.access_token?.isLive).toBe(true);
    expect(health?.tokens.access_token?.lastError).toBeUndefined();
    expect(Number(health?.tokens.access_token?.expiresAt)).toBeGreaterThan(Date.now() + 7_000_000);
    expect(JSON.stringify(health)).not.toContain(account.appSecret);
  });

  it('is told of in the log by a short hash', async () => {
    const { shop, log, account } = await start();
    await shop.account.getCallbackIps();
    expect(log.of('log').join('\n')).toMatch(
      new RegExp(`Fetched ${account.appId}:access_token #[0-9a-f]{8}, 7\\d\\d\\d s left`),
    );
  });

  it('can be the classic one', async () => {
    const sandbox = await WeChatSandbox.start();
    const account = sandbox.officialAccount();
    const app = await boot(
      WeChatModule.forRoot({
        clients: {
          shop: officialAccount({
            ...account.credentials,
            baseUrls: sandbox.baseUrls,
            accessToken: 'classic',
          }),
        },
      }),
    );
    close = async () => {
      await app.close();
      await sandbox.close();
    };
    await app.get(Consumer).shop.account.getCallbackIps();
    expect(account.tokenFetches).toMatchObject({ classic: 1, stable: 0 });
  });
});

describe('The testing module of Nest', () => {
  it('serves callbacks too, and a client can be overridden by its token', async () => {
    @Controller()
    class Echo {
      @WeChatMessage('text')
      echo(message: { MsgType: string; Content?: string }): string {
        return message.Content ?? '';
      }
    }
    const sandbox = await WeChatSandbox.start();
    const account = sandbox.officialAccount();
    const module = await Test.createTestingModule({
      imports: [
        WeChatModule.forRoot({
          clients: { shop: officialAccount({ ...account.credentials, baseUrls: sandbox.baseUrls }) },
        }),
      ],
      controllers: [Echo],
      providers: [Consumer],
    })
      .overrideProvider(getWeChatToken('shop'))
      .useValue({ name: 'a stand-in' })
      .compile();
    const app = module.createNestApplication({ logger: false });
    await app.listen(0, '127.0.0.1');
    account.callbackUrl = `${await app.getUrl()}/wechat/shop`;
    expect((await account.person({}).say('hi')).text).toBe('hi');
    expect(app.get(Consumer).shop.name).toBe('a stand-in');
    await app.close();
    await sandbox.close();
  });
});
