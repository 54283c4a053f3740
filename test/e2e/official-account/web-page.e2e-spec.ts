import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { getWeChatToken, type OfficialAccount } from 'nestjs-wechat-sdk';
import { type StartedApp, startApp } from '../../src/start-app.js';

describe('The address of a web authorisation', () => {
  let started: StartedApp;
  let webPage: OfficialAccount['webPage'];
  let appId: string;
  beforeAll(async () => {
    started = await startApp('express');
    const shop = started.app.get<OfficialAccount>(getWeChatToken('shop'));
    webPage = shop.webPage;
    appId = shop.appId;
  });
  afterAll(() => started.close());

  it('has its parameters in the order WeChat demands, each encoded', () => {
    const url = webPage.authorizeUrl({
      redirectUri: 'https://a.b/回来?x=1&y=2',
      scope: 'snsapi_userinfo',
      state: 'a1B2',
      forcePopup: true,
      forceSnapShot: true,
    });
    expect(url).toBe(
      `https://open.weixin.qq.com/connect/oauth2/authorize?appid=${appId}` +
        '&redirect_uri=https%3A%2F%2Fa.b%2F%E5%9B%9E%E6%9D%A5%3Fx%3D1%26y%3D2&response_type=code' +
        '&scope=snsapi_userinfo&state=a1B2&forcePopup=true&forceSnapShot=true#wechat_redirect',
    );
  });

  it('asks for the openid alone by itself', () => {
    const url = new URL(webPage.authorizeUrl({ redirectUri: 'https://a.b' }));
    expect(url.searchParams.get('scope')).toBe('snsapi_base');
    expect(url.searchParams.has('state')).toBe(false);
    expect(url.hash).toBe('#wechat_redirect');
  });

  it('refuses a state of anything but letters and digits', () => {
    expect(() => webPage.authorizeUrl({ redirectUri: 'https://a.b', state: 'a b' })).toThrow(RangeError);
  });

  it('refuses a state of more than 128 bytes and an address that is not absolute', () => {
    const redirectUri = 'https://a.b';
    expect(webPage.authorizeUrl({ redirectUri, state: 's'.repeat(128) })).toContain('sss');
    expect(() => webPage.authorizeUrl({ redirectUri, state: '一'.repeat(43) })).toThrow(RangeError);
    for (const wrong of ['/back', 'a.b/c', 'javascript:alert(1)'])
      expect(() => webPage.authorizeUrl({ redirectUri: wrong })).toThrow(TypeError);
  });

  it('is followed by tickets that the typed request fetches', async () => {
    const shop = started.app.get<OfficialAccount>(getWeChatToken('shop'));
    const answer = await shop.request('GET /cgi-bin/ticket/getticket', { query: { type: 'jsapi' } });
    expect(answer).toMatchObject({ ticket: expect.any(String), expires_in: 7200 });
  });

  it('leads to the exchange of codes and to the person, through the typed request', async () => {
    const shop = started.app.get<OfficialAccount>(getWeChatToken('shop'));
    const { appId: appid, appSecret: secret } = started.account;
    const grant_type = 'authorization_code';
    expect(
      await shop.request('GET /sns/oauth2/access_token', { query: { grant_type, appid, secret, code: 'c' } }),
    ).toMatchObject({ openid: 'openid', refresh_token: 'refresh_token' });
    expect(
      await shop.request('GET /sns/oauth2/refresh_token', {
        query: { grant_type: 'refresh_token', appid, refresh_token: 'r' },
      }),
    ).toMatchObject({ openid: 'openid' });
    const query = { access_token: 'of the person', openid: 'o' };
    expect(await shop.request('GET /sns/userinfo', { query })).toMatchObject({ nickname: 'nickname' });
    await shop.request('GET /sns/auth', { query });
    expect(started.sandbox.requests.at(-1)).toMatchObject({ path: '/sns/auth', query: { openid: 'o' } });
    await expect(
      shop.requestUntyped('GET /sns/auth', { query: { openid: 'o' }, auth: 'none' }),
    ).rejects.toMatchObject({ errcode: 41001 });
  });
});
