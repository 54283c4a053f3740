import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { getWeChatToken, type OfficialAccount, WeChatClients } from 'nestjs-wechat-sdk';
import { type StartedApp, startApp } from '../../src/start-app.js';

const PAGE = 'https://shop.example.com/page?from=timeline';

describe('JS-SDK', () => {
  let started: StartedApp;
  let shop: OfficialAccount;
  beforeEach(async () => {
    started = await startApp('express');
    shop = started.app.get<OfficialAccount>(getWeChatToken('shop'));
  });
  afterEach(() => started.close());

  it('signs pages as WeChat checks them', async () => {
    const { timestamp, nonceStr, signature } = await shop.jsSdk.config(`${PAGE}#/route`, { jsApiList: [] });
    const { account } = started;
    expect(account.checkJsSdk({ url: PAGE, timestamp, nonceStr, signature })).toBe(true);
    expect(account.checkJsSdk({ url: `${PAGE}&x`, timestamp, nonceStr, signature })).toBe(false);
  });

  it('fetches one ticket of each kind, however many pages ask at once', async () => {
    await Promise.all(Array.from({ length: 200 }, () => shop.jsSdk.config(PAGE, { jsApiList: [] })));
    await Promise.all(Array.from({ length: 50 }, () => shop.jsSdk.addCard({ cardId: 'p' })));
    expect(started.account.ticketFetches).toEqual({ jsapi: 1, wx_card: 1 });
    expect(started.account.tokenFetches.stable).toBe(1);
  });

  it('heals when the access token dies under the fetch of a ticket', async () => {
    await shop.account.getCallbackIps();
    started.account.revokeTokens();
    const { timestamp, nonceStr, signature } = await shop.jsSdk.config(PAGE, { jsApiList: [] });
    expect(started.account.checkJsSdk({ url: PAGE, timestamp, nonceStr, signature })).toBe(true);
  });

  it('tells of its tickets in the health, without showing them', async () => {
    await shop.jsSdk.config(PAGE, { jsApiList: [] });
    const [health] = started.app.get(WeChatClients).health();
    expect(health?.tokens).toMatchObject({
      access_token: { isLive: true },
      js_api_ticket: { isLive: true, expiresAt: expect.any(Date) },
      wx_card_ticket: { isLive: false },
    });
  });

  it('forgets its tickets with the client', async () => {
    await shop.jsSdk.config(PAGE, { jsApiList: [] });
    const clients = started.app.get(WeChatClients);
    clients.remove('shop');
    expect(clients.health()).toEqual([]);
  });
});
