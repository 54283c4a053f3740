import { describe, expect, it } from '@jest/globals';
import { SandboxUseError } from '../../../lib/sandbox/index.js';
import { setStage, type Stage } from './stage.js';

const CALLBACK = 'https://shop.example.com/back?page=1';

const authorizeUrl = (appId: string, scope = 'snsapi_userinfo', state = 'st'): string =>
  `https://open.weixin.qq.com/connect/oauth2/authorize?appid=${appId}&redirect_uri=${encodeURIComponent(CALLBACK)}` +
  `&response_type=code&scope=${scope}&state=${state}#wechat_redirect`;

const codeIn = (location: string): string => new URL(location).searchParams.get('code') ?? '';

/** A person who has agreed, and the code that came of it. */
async function agree(stage: Stage, scope?: string) {
  const alice = stage.shop.person({ nickname: 'Alice', unionid: 'u-alice' });
  return { alice, code: codeIn(await alice.authorize(authorizeUrl(stage.shop.appId, scope))) };
}

function redeem({ api, shop }: Stage, code: string, change: Record<string, string> = {}) {
  const query = {
    appid: shop.appId,
    secret: shop.appSecret,
    code,
    grant_type: 'authorization_code',
    ...change,
  };
  return api.raw(`/sns/oauth2/access_token?${new URLSearchParams(query)}`);
}

describe('a person who is sent to the login', () => {
  it('comes back with code and state when they agree', async () => {
    const { shop } = await setStage();
    const location = new URL(await shop.person().authorize(authorizeUrl(shop.appId)));
    expect(location.origin + location.pathname).toBe('https://shop.example.com/back');
    expect([...location.searchParams]).toEqual([
      ['page', '1'],
      ['code', expect.stringMatching(/^[\w-]{32}$/)],
      ['state', 'st'],
    ]);
  });

  it('comes back with the state alone when they refuse', async () => {
    const { shop } = await setStage();
    expect(await shop.person().refuse(authorizeUrl(shop.appId))).toBe(`${CALLBACK}&state=st`);
  });

  it('may be sent by the address of the sandbox', async () => {
    const { shop, sandbox } = await setStage();
    const url = authorizeUrl(shop.appId).replace('https://open.weixin.qq.com', sandbox.baseUrls.open);
    expect(codeIn(await shop.person().authorize(url))).not.toBe('');
  });

  it.each<[string, (url: string) => string, RegExp]>([
    ['an unknown appid', (url) => url.replace(/appid=\w+/, 'appid=wx0'), /appid 参数错误/],
    ['no redirect_uri', (url) => url.replace(/redirect_uri=[^&]+&/, ''), /redirect_uri 参数错误/],
    [
      'a path for a redirect_uri',
      (url) => url.replace(/redirect_uri=[^&]+/, 'redirect_uri=/back'),
      /redirect_uri/,
    ],
    [
      'a script for a redirect_uri',
      (url) => url.replace(/redirect_uri=[^&]+/, 'redirect_uri=javascript%3Aalert(1)'),
      /redirect_uri 参数错误/,
    ],
    ['another response type', (url) => url.replace('=code', '=token'), /response_type 参数错误/],
    ['no response type', (url) => url.replace('response_type=code&', ''), /response_type 参数错误/],
    ['the scope of websites', (url) => url.replace('snsapi_userinfo', 'snsapi_login'), /Scope 参数错误/],
    ['no scope', (url) => url.replace('scope=snsapi_userinfo&', ''), /Scope 参数错误/],
    ['a state of 129 bytes', (url) => url.replace('state=st', `state=${'s'.repeat(129)}`), /state 参数错误/],
    [
      'its parameters in another order',
      (url) => url.replace('scope=snsapi_userinfo&state=st', 'state=st&scope=snsapi_userinfo'),
      /参数顺序/,
    ],
    ['no #wechat_redirect', (url) => url.replace('#wechat_redirect', ''), /#wechat_redirect/],
    ['another path', (url) => url.replace('/connect/oauth2/authorize', '/connect'), /no address where/],
    ['the door for websites', (url) => url.replace('/oauth2/authorize', '/qrconnect'), /appid 参数错误/],
  ])('by an address with %s sees an error', async (_, change, text) => {
    const { shop } = await setStage();
    const alice = shop.person();
    for (const act of [alice.authorize.bind(alice), alice.refuse.bind(alice)]) {
      const failure = await act(change(authorizeUrl(shop.appId))).catch((error: unknown) => error);
      expect(failure).toBeInstanceOf(SandboxUseError);
      expect((failure as Error).message).toMatch(text);
    }
  });

  it('of an account that does not know them is nobody there', async () => {
    const { sandbox, shop } = await setStage();
    const other = sandbox.officialAccount({ name: 'Other' });
    await expect(shop.person().authorize(authorizeUrl(other.appId))).rejects.toThrow(/nobody Other knows/);
  });
});

describe('the code', () => {
  it('gives the tokens and ids of the person', async () => {
    const stage = await setStage();
    const { alice, code } = await agree(stage);
    expect(await redeem(stage, code)).toEqual({
      access_token: expect.stringMatching(/^\d\d_[\w-]{80,}$/),
      expires_in: 7200,
      refresh_token: expect.stringMatching(/^\d\d_[\w-]{80,}$/),
      openid: alice.openid,
      scope: 'snsapi_userinfo',
      unionid: 'u-alice',
    });
  });

  it('of a silent login gives no unionid', async () => {
    const stage = await setStage();
    const { code } = await agree(stage, 'snsapi_base');
    const answer = await redeem(stage, code);
    expect(answer).toMatchObject({ scope: 'snsapi_base' });
    expect(answer).not.toHaveProperty('unionid');
  });

  it('can be used once', async () => {
    const stage = await setStage();
    const { code } = await agree(stage);
    expect(await redeem(stage, code)).toHaveProperty('access_token');
    expect(await redeem(stage, code)).toMatchObject({ errcode: 40163 });
  });

  it('lives for five minutes', async () => {
    const stage = await setStage();
    const { code } = await agree(stage);
    stage.sandbox.advance(301);
    expect(await redeem(stage, code)).toMatchObject({ errcode: 40029 });
  });

  it.each<[string, Record<string, string>, number]>([
    ['an unknown appid', { appid: 'wx0' }, 40013],
    ['a wrong secret', { secret: 'nonsense' }, 40125],
    ['a code nobody gave', { code: 'nonsense' }, 40029],
    ['another grant type', { grant_type: 'refresh_token' }, 40002],
  ])('is refused with %s, and stays usable', async (_, change, errcode) => {
    const stage = await setStage();
    const { code } = await agree(stage);
    expect(await redeem(stage, code, change)).toMatchObject({ errcode });
    expect(await redeem(stage, code)).toHaveProperty('openid');
  });

  it('is worth nothing to another account', async () => {
    const stage = await setStage();
    const { code } = await agree(stage);
    const { appId: appid, appSecret: secret } = stage.sandbox.officialAccount();
    expect(await redeem(stage, code, { appid, secret })).toMatchObject({ errcode: 40029 });
    expect(await redeem(stage, code)).toHaveProperty('openid');
  });
});

describe("a person's own token", () => {
  const login = async (scope?: string) => {
    const stage = await setStage();
    const { alice, code } = await agree(stage, scope);
    const tokens = (await redeem(stage, code)) as Record<string, string>;
    const ask = (path: string, token = tokens['access_token'], openid = alice.openid) =>
      stage.api.raw(`${path}?access_token=${token}&openid=${openid}`);
    const renew = (token = tokens['refresh_token'], appid = stage.shop.appId) =>
      stage.api.raw(
        `/sns/oauth2/refresh_token?appid=${appid}&grant_type=refresh_token&refresh_token=${token}`,
      );
    return { ...stage, alice, tokens, ask, renew };
  };

  it('shows who they are', async () => {
    const { ask, alice, sandbox } = await login();
    const info = await ask('/sns/userinfo');
    expect(info).toMatchObject({
      openid: alice.openid,
      nickname: 'Alice',
      unionid: 'u-alice',
      privilege: [],
    });
    const picture = await fetch(String(info['headimgurl']));
    expect(picture.headers.get('content-type')).toBe('image/png');
    expect(String(info['headimgurl'])).toContain(sandbox.url);
  });

  it('of a silent login does not', async () => {
    const { ask } = await login('snsapi_base');
    expect(await ask('/sns/userinfo')).toMatchObject({ errcode: 48001 });
    expect(await ask('/sns/auth')).toMatchObject({ errcode: 0 });
  });

  it.each(['/sns/userinfo', '/sns/auth'])('is looked at by %s', async (path) => {
    const { ask, sandbox } = await login();
    expect((await ask(path)).errcode ?? 0).toBe(0);
    expect(await ask(path, 'nonsense')).toMatchObject({ errcode: 40001 });
    expect(await ask(path, undefined, 'o-somebody')).toMatchObject({ errcode: 40003 });
    sandbox.advance(7201);
    expect(await ask(path)).toMatchObject({ errcode: 42001 });
  });

  it('gets a longer life by the refresh token, and is a new one once it is dead', async () => {
    const { renew, tokens, sandbox, ask, alice } = await login();
    sandbox.advance(7000);
    const same = await renew();
    const { unionid: _, ...kept } = tokens;
    expect(same).toEqual({ ...kept, openid: alice.openid });
    sandbox.advance(7000);
    expect(await ask('/sns/auth')).toMatchObject({ errcode: 0 });
    sandbox.advance(7201);
    const fresh = await renew();
    expect(fresh['access_token']).not.toBe(tokens['access_token']);
    expect(await ask('/sns/auth')).toMatchObject({ errcode: 42001 });
    expect(await ask('/sns/auth', String(fresh['access_token']))).toMatchObject({ errcode: 0 });
  });

  it('cannot be renewed after thirty days, with a foreign token or for another account', async () => {
    const { renew, sandbox } = await login();
    expect(await renew('nonsense')).toMatchObject({ errcode: 40030 });
    expect(await renew(undefined, 'wx0')).toMatchObject({ errcode: 40013 });
    expect(await renew(undefined, sandbox.officialAccount().appId)).toMatchObject({ errcode: 40030 });
    sandbox.advance(30 * 86_400 + 1);
    expect(await renew()).toMatchObject({ errcode: 42002 });
  });

  it('is in no log, nor is the code or the refresh token', async () => {
    const { sandbox, tokens, ask, renew, shop } = await login();
    await ask('/sns/userinfo');
    await renew();
    const log = JSON.stringify(sandbox.requests);
    expect(log).toContain('/sns/oauth2/refresh_token');
    for (const secret of [tokens['access_token'], tokens['refresh_token'], shop.appSecret])
      expect(log).not.toContain(secret);
    const redeemed = sandbox.requests.find(({ path }) => path === '/sns/oauth2/access_token');
    expect(redeemed?.query).toMatchObject({ code: '***', secret: '***', appid: shop.appId });
  });
});
