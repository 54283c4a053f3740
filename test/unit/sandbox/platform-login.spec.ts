import { describe, expect, it } from '@jest/globals';
import { setPlatformStage } from './platform.stage.js';

const BACK = 'https://saas.example/login';

async function loginStage() {
  const stage = await setPlatformStage();
  const { platform, shop, mini } = stage;
  await platform.authorize(shop);
  await platform.authorize(mini);
  const address = (component_appid: string, appid = shop.appId): string =>
    `https://open.weixin.qq.com/connect/oauth2/authorize?${new URLSearchParams({
      appid,
      redirect_uri: BACK,
      response_type: 'code',
      scope: 'snsapi_userinfo',
      state: 's',
      component_appid,
    })}#wechat_redirect`;
  const exchange = (query: Record<string, string>, token = stage.client.token) =>
    stage.client.call(
      `/sns/oauth2/component/access_token?${new URLSearchParams({
        appid: shop.appId,
        grant_type: 'authorization_code',
        component_appid: platform.appId,
        component_access_token: token,
        ...query,
      })}`,
    );
  return { ...stage, address, exchange };
}

describe('a login on behalf of an account', () => {
  it('comes back with the appid of the account, and is exchanged by the platform alone', async () => {
    const { platform, shop, address, exchange, client } = await loginStage();
    const alice = shop.person({ nickname: 'Alice', unionid: 'u' });
    const back = new URL(await alice.authorize(address(platform.appId)));
    expect([...back.searchParams.keys()]).toEqual(['code', 'state', 'appid']);
    expect(back.searchParams.get('appid')).toBe(shop.appId);
    const code = back.searchParams.get('code') ?? '';
    const own = await client.call(
      `/sns/oauth2/access_token?appid=${shop.appId}&secret=${shop.appSecret}&code=${code}&grant_type=authorization_code`,
    );
    expect(own).toMatchObject({ errcode: 40029 });
    const login = await exchange({ code });
    expect(login).toMatchObject({ openid: alice.openid, unionid: 'u', scope: 'snsapi_userinfo' });
    expect(await exchange({ code })).toMatchObject({ errcode: 40163 });
    expect(
      await client.call(
        `/sns/userinfo?access_token=${login['access_token'] as string}&openid=${alice.openid}`,
      ),
    ).toMatchObject({ nickname: 'Alice' });
  });

  it('is renewed by the platform alone', async () => {
    const { platform, shop, address, exchange, client } = await loginStage();
    const back = new URL(await shop.person().authorize(address(platform.appId)));
    const { refresh_token } = await exchange({ code: back.searchParams.get('code') ?? '' });
    const asked = `appid=${shop.appId}&grant_type=refresh_token&refresh_token=${refresh_token as string}`;
    const path = `/sns/oauth2/component/refresh_token?${asked}&component_appid=${platform.appId}`;
    expect(await client.call(`${path}&component_access_token=${client.token}`)).toHaveProperty(
      'access_token',
    );
    expect(await client.call(`/sns/oauth2/refresh_token?${asked}`)).toMatchObject({ errcode: 40030 });
  });

  it('is refused for a code of the account itself, another platform, or a stranger', async () => {
    const { platform, shop, address, exchange, sandbox } = await loginStage();
    const alice = shop.person();
    const own = new URL(await alice.authorize(address('').replace('&component_appid=', '')));
    expect(own.searchParams.has('appid')).toBe(false);
    const code = own.searchParams.get('code') ?? '';
    expect(await exchange({ code })).toMatchObject({ errcode: 40029 });
    expect(await exchange({ code, component_appid: 'wx0' })).toMatchObject({ errcode: 61011 });
    expect(await exchange({ code, appid: 'wx0' })).toMatchObject({ errcode: 61003 });
    expect(await exchange({ code }, '')).toMatchObject({ errcode: 41001 });
    const stranger = sandbox.openPlatform();
    await expect(alice.authorize(address(stranger.appId))).rejects.toThrow('公众号未授权第三方平台');
    await platform.unauthorize(shop);
    await expect(alice.authorize(address(platform.appId))).rejects.toThrow('公众号未授权第三方平台');
  });
});

describe('the session of a mini program', () => {
  it('is told to a platform the mini program has authorized', async () => {
    const { platform, mini, shop, client } = await loginStage();
    const bob = mini.person();
    const ask = (js_code: string, appid = mini.appId) =>
      client.call(
        `/sns/component/jscode2session?${new URLSearchParams({
          appid,
          js_code,
          grant_type: 'authorization_code',
          component_appid: platform.appId,
          component_access_token: client.token,
        })}`,
      );
    const code = bob.login();
    expect(await ask(code)).toMatchObject({ openid: bob.openid, session_key: bob.sessionKey });
    expect(await ask(code)).toMatchObject({ errcode: 40163 });
    expect(await ask('x')).toMatchObject({ errcode: 40029 });
    expect(await ask(bob.login(), shop.appId)).toMatchObject({ errcode: 40013 });
    await platform.unauthorize(mini);
    expect(await ask(bob.login())).toMatchObject({ errcode: 61003 });
  });
});
