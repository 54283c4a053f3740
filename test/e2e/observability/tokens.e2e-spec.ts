import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { getWeChatToken, type OfficialAccount } from 'nestjs-wechat-sdk';
import { LogCapture } from '../../src/log.capture.js';
import { ReportListener } from '../../src/report.listener.js';
import { type StartedApp, startApp } from '../../src/start-app.js';
import { startPlatform } from '../../src/start-platform.js';
import { failureOf } from '../../unit/failure.js';

const TOKEN = 'POST /cgi-bin/stable_token';

describe('Tokens', () => {
  const log = new LogCapture();
  let started: StartedApp;
  let shop: OfficialAccount;
  let reports: ReportListener;
  beforeEach(async () => {
    log.lines.length = 0;
    started = await startApp('express', { nest: { logger: log } });
    shop = started.app.get<OfficialAccount>(getWeChatToken('shop'));
    reports = new ReportListener();
  });
  afterEach(async () => {
    reports.stop();
    await started.close();
  });

  it('are told of when they are fetched, by the hash the log has', async () => {
    await Promise.all([shop.account.getCallbackIps(), shop.account.getCallbackIps()]);
    await shop.account.getCallbackIps();
    const { appId } = started.account;
    expect(reports.token).toEqual([
      {
        key: `${appId}:access_token`,
        reason: 'missing',
        outcome: 'ok',
        duration: expect.any(Number),
        expiresAt: expect.any(Date),
        hash: expect.stringMatching(/^\w+$/),
      },
    ]);
    const [{ hash = '', expiresAt = new Date(0) } = {}] = reports.token;
    expect(log.of('log')).toContainEqual(expect.stringContaining(`Fetched ${appId}:access_token #${hash}`));
    expect(expiresAt.getTime() - Date.now()).toBeGreaterThan(7_000_000);
  });

  it('are told of when WeChat refused them, and when none can be had', async () => {
    await shop.account.getCallbackIps();
    started.account.revokeTokens();
    await shop.account.getCallbackIps();
    started.account.revokeTokens();
    started.sandbox.fail(TOKEN, { errcode: 40125, times: 1 });
    await failureOf(shop.account.getCallbackIps());
    const [first, second, third] = reports.token;
    expect(reports.token).toMatchObject([
      { reason: 'missing', outcome: 'ok' },
      { reason: 'refused', outcome: 'ok' },
      { reason: 'refused', outcome: 'failed', message: expect.stringContaining('40125') },
    ]);
    expect(second?.hash).not.toBe(first?.hash);
    expect(third?.hash).toBeUndefined();
  });
});

describe('Tokens of a third-party platform', () => {
  it('are told of by the account they are for, those that come with an authorization too', async () => {
    const { console, shop, platform, close } = await startPlatform();
    const reports = new ReportListener();
    await console.authorize(shop);
    await platform.officialAccount(shop.appId).account.getCallbackIps();
    reports.stop();
    await close();
    expect(reports.token).toMatchObject([
      { key: expect.stringContaining('component_access_token'), reason: 'missing', outcome: 'ok' },
      { key: expect.stringContaining(shop.appId), reason: 'authorization', outcome: 'ok' },
    ]);
    expect(reports.callback).toMatchObject([{ client: 'platform', name: 'authorized', outcome: 'answered' }]);
  });
});
