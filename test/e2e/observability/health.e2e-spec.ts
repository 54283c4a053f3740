import { setTimeout as sleep } from 'node:timers/promises';
import { afterEach, beforeEach, describe, expect, it, jest } from '@jest/globals';
import { Controller, Get, Inject, Module } from '@nestjs/common';
import { HealthCheck, HealthCheckService, TerminusModule } from '@nestjs/terminus';
import {
  getWeChatToken,
  type OfficialAccount,
  officialAccount,
  WeChatClients,
  websiteApp,
} from 'nestjs-wechat-sdk';
import { WeChatHealthIndicator, type WeChatHealthOptions } from 'nestjs-wechat-sdk/terminus';
import { ADAPTERS, type StartedApp, startApp } from '../../src/start-app.js';
import { failureOf } from '../../unit/failure.js';

const TOKEN = 'POST /cgi-bin/stable_token';
const HALF_A_MINUTE = 30_000;

/** What the check is asked for, as an application's own code would have it. */
let options: WeChatHealthOptions | undefined;

@Controller('health')
class HealthController {
  constructor(
    @Inject(HealthCheckService) private readonly health: HealthCheckService,
    @Inject(WeChatHealthIndicator) private readonly wechat: WeChatHealthIndicator,
  ) {}

  @Get()
  @HealthCheck()
  check() {
    return this.health.check([() => this.wechat.isHealthy('wechat', options)]);
  }
}

@Module({
  imports: [TerminusModule.forRoot({ logger: false })],
  controllers: [HealthController],
  providers: [WeChatHealthIndicator],
})
class HealthModule {}

interface Answer {
  status: number;
  details: { status: string; clients: Record<string, object> };
}

describe.each(ADAPTERS)('The health check on %s', (adapter) => {
  let started: StartedApp;
  let shop: OfficialAccount;
  beforeEach(async () => {
    options = { timeout: 10_000 };
    started = await startApp(adapter, { imports: [HealthModule] });
    shop = started.app.get<OfficialAccount>(getWeChatToken('shop'));
  });
  afterEach(async () => {
    jest.restoreAllMocks();
    await started.close();
  });

  const check = async (): Promise<Answer> => {
    const response = await fetch(`${started.url}/health`);
    const { details } = (await response.json()) as { details: { wechat: Answer['details'] } };
    return { status: response.status, details: details.wechat };
  };
  const fetches = (): number =>
    started.sandbox.requests.filter(({ path }) => path === '/cgi-bin/stable_token').length;
  const live = { isLive: true, expiresAt: expect.any(String) };
  const addClient = (name: string): void => {
    const { appId, appSecret } = started.sandbox.officialAccount().credentials;
    const { baseUrls } = started.sandbox;
    started.app.get(WeChatClients).add(name, officialAccount({ appId, appSecret, baseUrls }));
  };

  it('is up when the token can be had, and fetches it once however often it is asked', async () => {
    const answers = await Promise.all(Array.from({ length: 20 }, check));
    for (const answer of [...answers, await check()])
      expect(answer).toEqual({ status: 200, details: { status: 'up', clients: { shop: live } } });
    expect(fetches()).toBe(1);
  });

  it('asks WeChat nothing while the token lives', async () => {
    await shop.account.getCallbackIps();
    const before = started.sandbox.requests.length;
    for (let count = 0; count < 5; count += 1) expect((await check()).status).toBe(200);
    expect(started.sandbox.requests).toHaveLength(before);
  });

  it('is down when the secret is refused, says why, asks once in half a minute, and is up again when it is right', async () => {
    started.sandbox.fail(TOKEN, { errcode: 40125, errmsg: `bad ${started.account.credentials.appSecret}` });
    const down = {
      status: 503,
      details: {
        status: 'down',
        clients: { shop: { isLive: false, lastError: expect.stringContaining('40125') } },
      },
    };
    const answers = [...(await Promise.all([check(), check(), check()])), await check()];
    for (const answer of answers) expect(answer).toEqual(down);
    expect(fetches()).toBe(1);
    expect(JSON.stringify(answers)).not.toContain(started.account.credentials.appSecret);
    started.sandbox.reset();
    expect(await check()).toEqual(down);
    const now = Date.now();
    jest.spyOn(Date, 'now').mockImplementation(() => now + HALF_A_MINUTE);
    expect(await check()).toMatchObject({ status: 200, details: { status: 'up', clients: { shop: live } } });
  });

  it('is up again as soon as a call has had a token', async () => {
    started.sandbox.fail(TOKEN, { errcode: 40125, times: 1 });
    expect((await check()).status).toBe(503);
    await shop.account.getCallbackIps();
    expect(await check()).toEqual({ status: 200, details: { status: 'up', clients: { shop: live } } });
  });

  it('is down when WeChat refuses a token that seemed to live, and no other can be had', async () => {
    await shop.account.getCallbackIps();
    started.account.revokeTokens();
    started.sandbox.fail(TOKEN, { errcode: 40164 });
    expect((await check()).status).toBe(200);
    await failureOf(shop.account.getCallbackIps());
    expect(await check()).toMatchObject({
      status: 503,
      details: { clients: { shop: { lastError: expect.stringContaining('40164') } } },
    });
  });

  it('does not wait for a WeChat that hangs, and sees the token once it has come', async () => {
    options = { timeout: 50 };
    started.sandbox.delay(TOKEN, 500, 1);
    expect(await check()).toEqual({
      status: 503,
      details: {
        status: 'down',
        clients: { shop: { isLive: false, lastError: expect.stringContaining('has not come yet') } },
      },
    });
    let answer = await check();
    while (answer.status !== 200) {
      await sleep(50);
      answer = await check();
    }
    expect(fetches()).toBe(1);
  });

  it('looks at all clients that are declared and have a token, or at those that are named', async () => {
    const { appId, appSecret } = started.sandbox.officialAccount().credentials;
    started.app.get(WeChatClients).add('site', websiteApp({ appId, appSecret }));
    addClient('other');
    expect(Object.keys((await check()).details.clients)).toEqual(['shop', 'other']);
    options = { ...options, clients: ['other', started.account.appId, 'site'] };
    expect(Object.keys((await check()).details.clients)).toEqual(['other', 'shop']);
    options = { ...options, clients: ['other'] };
    expect(Object.keys((await check()).details.clients)).toEqual(['other']);
  });

  it('names one client that is down beside others that are up', async () => {
    await check();
    addClient('other');
    started.sandbox.fail(TOKEN, { errcode: 40125, times: 1 });
    expect(await check()).toMatchObject({
      status: 503,
      details: { clients: { shop: { isLive: true }, other: { isLive: false } } },
    });
  });

  it('fails for a client there is not', async () => {
    options = { clients: ['shpo'] };
    expect((await fetch(`${started.url}/health`)).status).toBe(500);
  });
});
