import { inspect } from 'node:util';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { getWeChatToken, type OfficialAccount, WeChatApiError, WeChatHttpError } from 'nestjs-wechat-sdk';
import { failureOf } from '../../unit/failure.js';
import { type StartedApp, startApp } from '../../src/start-app.js';

describe('Account management', () => {
  let started: StartedApp;
  let shop: OfficialAccount;
  beforeAll(async () => {
    started = await startApp('express', { account: { tokenLife: 7200 } });
    shop = started.app.get<OfficialAccount>(getWeChatToken('shop'));
  });
  afterAll(() => started.close());
  beforeEach(() => started.sandbox.reset());

  const last = () => started.sandbox.requests.at(-1);

  it('hands out the picture of a QR code as bytes, asked for without a token', async () => {
    const { ticket } = await shop.account.createQrCode({ scene: 'a+b/c=' });
    const picture = await shop.account.qrCodePicture(ticket);
    const shown = await fetch(shop.account.qrCodeUrl(ticket));
    expect(picture.equals(Buffer.from(await shown.arrayBuffer()))).toBe(true);
    expect(picture.length).toBeGreaterThan(100);
    expect(last()).toMatchObject({ method: 'GET', path: '/cgi-bin/showqrcode', query: { ticket } });
    expect(last()).not.toHaveProperty('query.access_token');
    const failure = await failureOf(shop.account.qrCodePicture('gone'));
    expect(failure).toBeInstanceOf(WeChatHttpError);
    expect(failure).toMatchObject({ status: 404, route: 'GET /cgi-bin/showqrcode' });
  });

  it('keeps long texts under short keys, within their limits', async () => {
    const key = await shop.account.shorten('长'.repeat(1365), 86_400);
    expect(last()?.body).toEqual({ long_data: '长'.repeat(1365), expire_seconds: 86_400 });
    expect(await shop.account.expand(key)).toMatchObject({
      long_data: '长'.repeat(1365),
      create_time: expect.any(Number),
      expire_seconds: expect.any(Number),
    });
    await shop.account.shorten('x');
    expect(last()?.body).toEqual({ long_data: 'x', expire_seconds: 2_592_000 });
    const calls = started.sandbox.requests.length;
    await expect(shop.account.shorten('长'.repeat(1366))).rejects.toThrow(/4096/);
    await expect(shop.account.shorten('')).rejects.toBeInstanceOf(RangeError);
    for (const seconds of [0, 1.5, 2_592_001])
      await expect(shop.account.shorten('x', seconds)).rejects.toThrow(/2592000/);
    expect(started.sandbox.requests).toHaveLength(calls);
    await expect(shop.account.expand('gone')).rejects.toMatchObject({ errcode: 9410012 });
  });

  it('reaches the retired short links through the typed request', async () => {
    await expect(
      shop.request('POST /cgi-bin/shorturl', { body: { action: 'long2short', long_url: 'https://a.b' } }),
    ).rejects.toMatchObject({ errcode: 48001 });
  });

  it('clears quotas in all three ways', async () => {
    const path = '/cgi-bin/shorten/gen';
    const used = async (): Promise<number> => (await shop.openApi.getQuota(path)).used;
    const spend = async (): Promise<void> => {
      await shop.account.shorten('x');
      expect(await used()).toBeGreaterThan(0);
    };
    await spend();
    await shop.openApi.clearApiQuota(path);
    expect(last()).toMatchObject({ path: '/cgi-bin/openapi/quota/clear', body: { cgi_path: path } });
    expect(await used()).toBe(0);
    await spend();
    await shop.openApi.clearQuota();
    expect(await used()).toBe(0);
    await spend();
    await shop.openApi.clearQuotaByAppSecret();
    expect(last()).toMatchObject({
      path: '/cgi-bin/clear_quota/v2',
      query: {},
      body: { appid: shop.appId, appsecret: '***' },
    });
    expect(await used()).toBe(0);
  });

  it('shows its secret neither to who inspects it nor in errors', async () => {
    const { appSecret } = started.account;
    started.sandbox.fail('POST /cgi-bin/clear_quota/v2', { errcode: 48006, errmsg: `no ${appSecret}` });
    const failure = await failureOf(shop.openApi.clearQuotaByAppSecret());
    expect(failure).toBeInstanceOf(WeChatApiError);
    const shown = [failure, shop, shop.account].map((one) =>
      inspect(one, { depth: 20, showHidden: true, getters: true }),
    );
    const { accessToken } = await shop.account.getAccessToken();
    for (const text of [...shown, JSON.stringify(failure), JSON.stringify(shop)]) {
      expect(text).not.toContain(appSecret);
      expect(text).not.toContain(accessToken);
    }
  });

  it('hands the token on with its expiry, without fetching another', async () => {
    await shop.account.getCallbackIps();
    const fetches = started.account.tokenFetches;
    const [one, two] = await Promise.all([shop.account.getAccessToken(), shop.account.getAccessToken()]);
    expect(one).toEqual(two);
    expect(started.account.tokenFetches).toEqual(fetches);
    const life = one.expiresAt.getTime() - Date.now();
    expect(life).toBeGreaterThan(7_000_000);
    expect(life).toBeLessThanOrEqual(7_200_000);
    const url = `${started.sandbox.url}/cgi-bin/getcallbackip?access_token=${one.accessToken}`;
    expect(await (await fetch(url)).json()).toHaveProperty('ip_list');
    started.account.revokeTokens();
    await shop.account.getCallbackIps();
    const fresh = await shop.account.getAccessToken();
    expect(fresh.accessToken).not.toBe(one.accessToken);
  });

  it('tells what WeChat recorded of a call that failed', async () => {
    const failure = (await failureOf(shop.account.expand('gone'))) as WeChatApiError;
    const record = await shop.openApi.getRidInfo(failure.rid as string);
    expect(record).toMatchObject({
      request_url: expect.stringContaining('/cgi-bin/shorten/fetch'),
      request_body: '{"short_key":"gone"}',
      invoke_time: expect.any(Number),
      cost_in_ms: expect.any(Number),
    });
    await expect(shop.openApi.getRidInfo('no rid')).rejects.toMatchObject({ errcode: 76002 });
  });

  it('has the network checked and reads the automatic replies', async () => {
    expect(await shop.account.checkNetwork()).toMatchObject({
      dns: [{ ip: expect.any(String) }],
      ping: [{ package_loss: '0%' }],
    });
    expect(last()?.body).toEqual({ action: 'all', check_operator: 'DEFAULT' });
    expect(await shop.account.checkNetwork({ action: 'dns', operator: 'UNICOM' })).not.toHaveProperty('ping');
    expect(last()?.body).toEqual({ action: 'dns', check_operator: 'UNICOM' });
    expect(await shop.account.getAutoReplyRules()).toMatchObject({ is_autoreply_open: 0 });
    expect(last()).toMatchObject({ method: 'GET', path: '/cgi-bin/get_current_autoreply_info' });
  });

  it('finds the unionid of somebody who paid', async () => {
    expect(await shop.user.getPaidUnionId('o1')).toBe('unionid');
    expect(last()).toMatchObject({ path: '/wxa/getpaidunionid', query: { openid: 'o1' } });
    await shop.user.getPaidUnionId('o1', { transactionId: '42' });
    expect(last()?.query).toEqual({ openid: 'o1', transaction_id: '42' });
    await shop.user.getPaidUnionId('o1', { mchId: 'm', outTradeNo: 'n' });
    expect(last()?.query).toEqual({ openid: 'o1', mch_id: 'm', out_trade_no: 'n' });
  });
});
