import { describe, expect, it } from '@jest/globals';
import { ApiClient } from './api.client.js';
import { setStage } from './stage.js';

const IPS = '/cgi-bin/getcallbackip';

describe('the classic token', () => {
  it('looks like one of WeChat and opens the API', async () => {
    const { api, shop } = await setStage();
    const { access_token, expires_in } = await api.classicToken();
    expect(access_token).toMatch(/^\d+_[\w-]{136,}$/);
    expect(expires_in).toBe(7200);
    api.token = String(access_token);
    expect(await api.get(IPS)).toEqual({ ip_list: ['127.0.0.1'] });
    expect(shop.tokenFetches).toEqual({ classic: 1, stable: 1 });
  });

  it('outlives the next one by five minutes', async () => {
    const { api, sandbox } = await setStage();
    const first = String((await api.classicToken())['access_token']);
    const second = String((await api.classicToken())['access_token']);
    expect(second).not.toBe(first);
    api.token = first;
    sandbox.advance(299);
    expect(await api.get(IPS)).toHaveProperty('ip_list');
    sandbox.advance(2);
    expect(await api.get(IPS)).toMatchObject({
      errcode: 40001,
      errmsg: expect.stringMatching(
        /^invalid credential, access_token is invalid or not latest rid: [0-9a-f]{8}-[0-9a-f]{8}-[0-9a-f]{8}$/,
      ),
    });
    api.token = second;
    expect(await api.get(IPS)).toHaveProperty('ip_list');
  });

  it.each([
    ['a wrong appid', 'grant_type=client_credential&appid=wx0&secret=SECRET', 40013],
    ['a wrong secret', 'grant_type=client_credential&appid=APPID&secret=nonsense', 40125],
    ['no appid', 'grant_type=client_credential&secret=SECRET', 41002],
    ['no secret', 'grant_type=client_credential&appid=APPID', 41004],
    ['a wrong grant type', 'grant_type=password&appid=APPID&secret=SECRET', 40002],
    ['no grant type', 'appid=APPID&secret=SECRET', 40002],
  ])('is refused for %s', async (_, query, errcode) => {
    const { api, shop } = await setStage();
    const filled = query.replace('APPID', shop.appId).replace('SECRET', shop.appSecret);
    expect(await api.raw(`/cgi-bin/token?${filled}`)).toMatchObject({ errcode });
    expect(shop.tokenFetches.classic).toBe(0);
  });

  it('is refused to addresses outside the whitelist', async () => {
    const { api, sandbox, shop } = await setStage();
    const guarded = sandbox.officialAccount({ whitelist: ['1.2.3.4'] });
    const other = new ApiClient(sandbox, guarded);
    for (const answer of [await other.classicToken(), await other.stableToken()]) {
      expect(answer).toMatchObject({
        errcode: 40164,
        errmsg: expect.stringMatching(
          /^invalid ip 127\.0\.0\.1 ipv6 ::ffff:127\.0\.0\.1, not in whitelist rid: /,
        ),
      });
    }
    expect(await api.classicToken(shop.appSecret)).toHaveProperty('access_token');
  });
});

describe('the stable token', () => {
  it('stays the same while its remaining life shrinks', async () => {
    const { api, sandbox } = await setStage();
    const first = await api.stableToken();
    sandbox.advance(1000);
    const again = await api.stableToken();
    expect(again['access_token']).toBe(first['access_token']);
    expect(again['expires_in']).toBeGreaterThanOrEqual(6198);
    expect(again['expires_in']).toBeLessThanOrEqual(6200);
  });

  it('is replaced in its last five minutes, both valid meanwhile', async () => {
    const { api, sandbox } = await setStage();
    const first = String((await api.stableToken())['access_token']);
    sandbox.advance(7200 - 299);
    const second = await api.stableToken();
    expect(second['access_token']).not.toBe(first);
    expect(second['expires_in']).toBe(7200);
    for (const token of [first, String(second['access_token'])]) {
      api.token = token;
      expect(await api.get(IPS)).toHaveProperty('ip_list');
    }
    sandbox.advance(300);
    api.token = first;
    expect(await api.get(IPS)).toMatchObject({ errcode: 42001 });
  });

  it('is replaced at once by a forced refresh', async () => {
    const { api } = await setStage();
    const old = api.token;
    const forced = await api.stableToken({ force_refresh: true });
    expect(await api.get(IPS)).toMatchObject({ errcode: 40001 });
    expect(forced['access_token']).not.toBe(old);
    expect((await api.stableToken())['access_token']).toBe(forced['access_token']);
  });

  it('can be forced twenty times a day', async () => {
    const { api, sandbox } = await setStage();
    for (let time = 0; time < 20; time += 1) {
      expect(await api.stableToken({ force_refresh: true })).toHaveProperty('access_token');
    }
    expect(await api.stableToken({ force_refresh: true })).toMatchObject({ errcode: 45009 });
    sandbox.advance(86_400);
    expect(await api.stableToken({ force_refresh: true })).toHaveProperty('access_token');
  });

  it('lives as long as the account says', async () => {
    const { api, sandbox } = await setStage({ tokenLife: 60 });
    expect((await api.stableToken())['expires_in']).toBeLessThanOrEqual(60);
    sandbox.advance(61);
    expect(await api.get(IPS)).toMatchObject({ errcode: 42001 });
  });

  it('has nothing to do with the classic one', async () => {
    const { api, sandbox } = await setStage();
    await api.classicToken();
    await api.classicToken();
    sandbox.advance(400);
    expect(await api.get(IPS)).toHaveProperty('ip_list');
  });
});

describe('a call', () => {
  it.each([
    ['no token', '', 41001],
    ['a token that cannot be one', 'nonsense', 40014],
    ['a token WeChat never issued', `60_${'x'.repeat(136)}`, 40001],
  ])('with %s is refused', async (_, token, errcode) => {
    const { api } = await setStage();
    api.token = token;
    expect(await api.get(IPS)).toMatchObject({ errcode });
  });

  it('learns that tokens were revoked or have expired', async () => {
    const { api, shop } = await setStage();
    shop.expireTokens();
    expect(await api.get(IPS)).toMatchObject({
      errcode: 42001,
      errmsg: expect.stringMatching(/^access_token expired rid/),
    });
    await api.login();
    expect(await api.get(IPS)).toHaveProperty('ip_list');
    shop.revokeTokens();
    expect(await api.get(IPS)).toMatchObject({ errcode: 40001 });
    await api.login();
    expect(await api.get(IPS)).toHaveProperty('ip_list');
  });

  it('acts for the account whose token it carries, and for no other', async () => {
    const { api, sandbox, shop } = await setStage();
    const alice = shop.person();
    const other = await new ApiClient(sandbox, sandbox.officialAccount()).login();
    expect(await other.get(`/cgi-bin/user/info?openid=${alice.openid}`)).toMatchObject({ errcode: 40003 });
    expect(await api.get(`/cgi-bin/user/info?openid=${alice.openid}`)).toMatchObject({
      openid: alice.openid,
    });
    expect(sandbox.requests.map(({ appId }) => appId).slice(-1)).toEqual([shop.appId]);
  });
});
