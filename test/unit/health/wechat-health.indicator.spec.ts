import { afterEach, describe, expect, it } from '@jest/globals';
import type { INestApplicationContext, Provider } from '@nestjs/common';
import { NestFactory } from '@nestjs/core';
import { HealthIndicatorService, TerminusModule } from '@nestjs/terminus';
import {
  type ClientDefinition,
  type EngineDefinition,
  officialAccount,
  openPlatform,
  WeChatClients,
  WeChatModule,
} from 'nestjs-wechat-sdk';
import { pay } from 'nestjs-wechat-sdk/pay';
import { WeChatSandbox } from 'nestjs-wechat-sdk/sandbox';
import { WeChatHealthIndicator, type WeChatHealthOptions } from 'nestjs-wechat-sdk/terminus';
import { work } from 'nestjs-wechat-sdk/work';
import { KeyvCredentials, LocalCoordination } from '../../../lib/storage/index.js';
import { TokenManager, type TokenSource } from '../../../lib/token/index.js';
import { failureOf } from '../failure.js';
import { OpenStorage } from '../token/fake.tokens.js';

const TOKEN = 'POST /cgi-bin/stable_token';
const CALM = { timeout: 10_000 };

let app: INestApplicationContext;
let sandbox: WeChatSandbox;
afterEach(async () => {
  await app.close();
  await sandbox.close();
});

interface Setup {
  clients?: (sandbox: WeChatSandbox) => Record<string, ClientDefinition>;
  engine?: EngineDefinition;
  providers?: Provider[];
}

const ofSandbox = (): ClientDefinition => {
  const { appId, appSecret } = sandbox.officialAccount().credentials;
  return officialAccount({ appId, appSecret, baseUrls: sandbox.baseUrls });
};

async function start({ clients, engine, providers = [] }: Setup = {}): Promise<
  (options?: WeChatHealthOptions) => Promise<object>
> {
  sandbox = await WeChatSandbox.start();
  const declared = clients?.(sandbox) ?? { shop: ofSandbox() };
  const root = {
    module: class RootModule {},
    imports: [TerminusModule, WeChatModule.forRoot({ clients: declared, engine })],
    providers: [WeChatHealthIndicator, ...providers],
  };
  app = await NestFactory.createApplicationContext(root, { logger: false, abortOnError: false });
  const indicator = app.get(WeChatHealthIndicator);
  return async (options = CALM) => (await indicator.isHealthy('wechat', options)).wechat;
}

function tokenOfShop(): TokenSource {
  const source = app.get(WeChatClients).find('shop')?.tokens['access_token'];
  if (!source) throw new Error('the client has no token');
  return source;
}

/** Has the renewal of a live token fail, as the refresher would. */
async function failToRenew(): Promise<void> {
  sandbox.fail(TOKEN, { errcode: 40164, times: 1 });
  await failureOf(app.get(TokenManager).refresh(tokenOfShop()));
}

/** Several processes on a store that answers or does not. */
class SharedCoordination extends LocalCoordination {
  constructor(private readonly answer: () => Promise<boolean>) {
    super();
  }
  override readonly isShared = true as never;
  override readonly isReachable = (): Promise<boolean> => this.answer();
}
const sharedThrough = (answer: () => Promise<boolean>): EngineDefinition => ({
  create: () => ({
    storage: new OpenStorage(),
    credentials: new KeyvCredentials(),
    coordination: new SharedCoordination(answer),
  }),
});

/** As Terminus 11 has it. */
const TERMINUS_11 = {
  check: (key: string) => ({
    up: (data: object): object => ({ [key]: { status: 'up', ...data } }),
    down: (data: object): object => ({ [key]: { status: 'down', ...data } }),
  }),
};

describe('WeChatHealthIndicator', () => {
  it('is degraded while a live token could not be renewed, and up when another has come', async () => {
    const check = await start();
    await check();
    await failToRenew();
    expect(await check()).toMatchObject({
      status: 'degraded',
      clients: { shop: { isLive: true, lastError: expect.stringContaining('40164') } },
    });
    await app.get(TokenManager).refresh(tokenOfShop());
    expect(await check()).toEqual({
      status: 'up',
      clients: { shop: { isLive: true, expiresAt: expect.any(Date) } },
    });
  });

  it('is up instead where Terminus has no word for it, and says the same', async () => {
    const check = await start({ providers: [{ provide: HealthIndicatorService, useValue: TERMINUS_11 }] });
    await check();
    await failToRenew();
    expect(await check()).toMatchObject({
      status: 'up',
      clients: { shop: { isLive: true, lastError: expect.stringContaining('40164') } },
    });
  });

  const answers: Array<[string, () => Promise<boolean>, string, boolean]> = [
    ['up while the store all processes share answers', async () => true, 'up', true],
    ['degraded while it does not', async () => false, 'degraded', false],
    ['degraded while it says nothing', () => new Promise<boolean>(() => undefined), 'degraded', false],
  ];
  it.each(answers)('is %s', async (_, answer, status, isStoreReachable) => {
    const check = await start({ engine: sharedThrough(answer) });
    await app.get(TokenManager).get(tokenOfShop());
    expect(await check({ timeout: 100 })).toMatchObject({ status, isStoreReachable });
  });

  it('says nothing of a store where there is none that is shared', async () => {
    const check = await start();
    expect(Object.keys(await check())).toEqual(['clients', 'status']);
  });

  it('looks at what carries the calls of every product, and at agents with their corporation', async () => {
    const check = await start({
      clients: (box) => ({
        shop: ofSandbox(),
        corp: work(box.corp({ agents: { assistant: { agentId: 1000002 }, contacts: {} } }).options),
        cashier: pay(box.merchant({ keys: 'certificates' }).credentials as Parameters<typeof pay>[0]),
        platform: openPlatform({ ...box.openPlatform().credentials, baseUrls: box.baseUrls }),
      }),
    });
    const live = { isLive: true };
    expect(await check()).toMatchObject({
      status: 'down',
      clients: {
        shop: live,
        'corp/assistant': live,
        'corp/contacts': live,
        cashier: live,
        platform: { isLive: false, lastError: expect.stringContaining('ticket') },
      },
    });
    expect(await check({ ...CALM, clients: ['corp'] })).toMatchObject({
      status: 'up',
      clients: { 'corp/assistant': live, 'corp/contacts': live },
    });
  });

  it('asks for a few tokens at a time, however many are missing', async () => {
    const count = 20;
    const check = await start({
      clients: () =>
        Object.fromEntries(Array.from({ length: count }, (_, index) => [`shop${index}`, ofSandbox()])),
    });
    sandbox.delay(TOKEN, 300);
    const sent = (): number => sandbox.requests.length;
    await check({ timeout: 200 });
    await check({ timeout: 1 });
    expect(sent()).toBeLessThanOrEqual(8);
    expect(await check()).toMatchObject({ status: 'up' });
    expect(sent()).toBe(count);
  });
});
