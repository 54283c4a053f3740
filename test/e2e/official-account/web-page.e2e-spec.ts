import { inspect } from 'node:util';
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
      `${started.sandbox.url}/connect/oauth2/authorize?appid=${appId}` +
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

  it('leads to a code, the person and their tokens', async () => {
    const alice = started.account.person({ nickname: '爱丽丝', unionid: 'u1' });
    const url = webPage.authorizeUrl({ redirectUri: 'https://a.b/', scope: 'snsapi_userinfo', state: 's' });
    const back = new URL(await alice.authorize(url));
    expect(back.searchParams.get('state')).toBe('s');
    const code = back.searchParams.get('code') as string;
    const { user, tokens } = await webPage.exchange(code);
    expect(user).toMatchObject({
      openid: alice.openid,
      unionid: 'u1',
      nickname: '爱丽丝',
      scope: 'snsapi_userinfo',
    });
    const { accessToken, refreshToken, expiresAt } = tokens as NonNullable<typeof tokens>;
    expect(expiresAt).toBeGreaterThan(Date.now() + 7_100_000);
    expect(await webPage.getUserInfo(accessToken, alice.openid, 'en')).toMatchObject({ nickname: '爱丽丝' });
    expect(await webPage.isTokenLive(accessToken, alice.openid)).toBe(true);
    expect(await webPage.isTokenLive(accessToken, 'o-somebody-else')).toBe(false);
    expect(await webPage.isTokenLive('made-up', alice.openid)).toBe(false);
    const renewed = await webPage.refresh(refreshToken);
    expect(await webPage.isTokenLive(renewed.accessToken, alice.openid)).toBe(true);
    await expect(webPage.exchange(code)).rejects.toMatchObject({ errcode: 40163 });
    await expect(webPage.refresh('made-up')).rejects.toMatchObject({ errcode: 40030 });
  });

  it('gives a silent visitor no name', async () => {
    const bob = started.account.person({ nickname: 'Bob' });
    const back = new URL(await bob.authorize(webPage.authorizeUrl({ redirectUri: 'https://a.b/' })));
    const { user, tokens } = await webPage.exchange(back.searchParams.get('code') as string);
    expect(user).toEqual({ openid: bob.openid, scope: 'snsapi_base' });
    await expect(webPage.getUserInfo(tokens?.accessToken as string, bob.openid)).rejects.toMatchObject({
      errcode: 48001,
    });
  });

  it('shows no secret, and its errors quote neither code nor token', async () => {
    expect(inspect(webPage, { depth: 9, showHidden: true })).not.toContain(started.account.appSecret);
    const failures = await Promise.all([
      webPage.exchange('CANARY-code').catch((error: unknown) => error),
      webPage.refresh('CANARY-refresh').catch((error: unknown) => error),
      webPage.getUserInfo('CANARY-token', 'o').catch((error: unknown) => error),
    ]);
    expect(failures.every((failure) => failure instanceof Error)).toBe(true);
    expect(inspect(failures, { depth: 9, showHidden: true })).not.toContain('CANARY');
  });

  it('exchanges a code once, whatever the network does: it works but once', async () => {
    const { sandbox } = started;
    sandbox.reset();
    sandbox.fail('GET /sns/oauth2/access_token', { drop: true });
    await expect(webPage.exchange('c')).rejects.toMatchObject({ name: 'WeChatHttpError' });
    const exchanges = sandbox.requests.filter(({ path }) => path === '/sns/oauth2/access_token');
    expect(exchanges).toHaveLength(1);
    sandbox.reset();
  });
});
