import { describe, expect, it } from '@jest/globals';
import { PlatformClient, setPlatformStage } from './platform.stage.js';

const TWELVE_HOURS = 43_200;

describe('the token of a platform', () => {
  it('is given for appid, secret and a ticket', async () => {
    const { platform, client } = await setPlatformStage();
    const ticket = await platform.pushTicket();
    expect(ticket).toMatch(/^ticket@@@/);
    const answer = await client.componentToken(ticket);
    expect(Object.keys(answer).toSorted()).toEqual(['component_access_token', 'expires_in']);
    expect(answer['expires_in']).toBe(7200);
    expect(platform.tokenFetches).toEqual({ component: 2, authorizer: 0 });
  });

  it.each([
    ['an unknown appid', { component_appid: 'wx0' }, 40013],
    ['a wrong secret', { component_appsecret: 'x' }, 40125],
    ['a ticket nobody pushed', { component_verify_ticket: 'ticket@@@x' }, 61006],
  ])('is refused for %s', async (_, extra, errcode) => {
    const { platform, client } = await setPlatformStage();
    expect(await client.componentToken(await platform.pushTicket(), extra)).toMatchObject({ errcode });
  });

  it('is refused for a ticket of more than twelve hours, and given for any younger one', async () => {
    const { platform, client, sandbox } = await setPlatformStage();
    const old = await platform.pushTicket();
    sandbox.advance(TWELVE_HOURS - 1);
    const young = await platform.pushTicket();
    expect(await client.componentToken(old)).toHaveProperty('component_access_token');
    sandbox.advance(1);
    expect(await client.componentToken(old)).toMatchObject({ errcode: 61005 });
    expect(await client.componentToken(young)).toHaveProperty('component_access_token');
  });

  it('opens the routes of platforms under either name, and those alone', async () => {
    const { client, platform, shop } = await setPlatformStage();
    const path = '/cgi-bin/component/api_create_preauthcode';
    const body = { component_appid: platform.appId };
    expect(await client.component(path)).toMatchObject({ expires_in: 1800 });
    expect(
      await client.call(`${path}?component_access_token=${client.token}`, undefined, body),
    ).toHaveProperty('pre_auth_code');
    expect(await client.call('/cgi-bin/user/get', client.token)).toMatchObject({ errcode: 61015 });
    const { access } = await client.adopt(shop);
    expect(await client.call(path, access, body)).toMatchObject({ errcode: 61014 });
    expect(await client.component(path, { component_appid: 'wx0' })).toMatchObject({ errcode: 61011 });
  });

  it('dies when it is told to, and can be had again', async () => {
    const { client, platform } = await setPlatformStage();
    const ask = () => client.component('/cgi-bin/component/api_create_preauthcode');
    platform.revokeTokens();
    expect(await ask()).toMatchObject({ errcode: 40001 });
    await client.login();
    platform.expireTokens();
    expect(await ask()).toMatchObject({ errcode: 42001 });
    await client.login();
    expect(await ask()).toHaveProperty('pre_auth_code');
  });

  it('counts the calls of the platform, and clears them', async () => {
    const { client, platform } = await setPlatformStage();
    const cgi_path = '/cgi-bin/component/api_create_preauthcode';
    await client.component(cgi_path);
    const used = async () => {
      const { quota } = await client.call('/cgi-bin/openapi/quota/get', client.token, { cgi_path });
      return (quota as { used: number }).used;
    };
    expect(await used()).toBe(1);
    const { appId: component_appid, appSecret: appsecret } = platform;
    const path = '/cgi-bin/component/clear_quota/v2';
    expect(await client.call(path, undefined, { component_appid, appsecret })).toMatchObject({ errcode: 0 });
    expect(await used()).toBe(0);
    expect(await client.call(path, undefined, { component_appid, appsecret, appid: 'wx0' })).toMatchObject({
      errcode: 61003,
    });
  });

  it('never stands in the log, nor does what it is got for', async () => {
    const { client, sandbox, platform, shop } = await setPlatformStage();
    const ticket = await platform.pushTicket();
    await client.componentToken(ticket);
    const { access, refresh } = await client.adopt(shop);
    const renewed = await client.renew(shop, refresh);
    const log = JSON.stringify(sandbox.requests);
    for (const secret of [platform.appSecret, ticket, client.token, access, refresh]) {
      expect(log).not.toContain(secret);
    }
    expect(log).not.toContain(String(renewed['authorizer_refresh_token']));
    expect(log).not.toContain('queryauthcode@@@');
  });
});

describe('a code of an authorization', () => {
  it('is exchanged once for the tokens of the account', async () => {
    const { client, platform, shop } = await setPlatformStage();
    const { authCode, expiresIn } = await platform.authorize(shop);
    expect(expiresIn).toBe(600);
    expect(await client.queryAuth(authCode)).toMatchObject({
      authorization_info: {
        authorizer_appid: shop.appId,
        authorizer_access_token: expect.stringMatching(/^[\w-]{64,}$/),
        authorizer_refresh_token: expect.stringMatching(/^refreshtoken@@@/),
        expires_in: 7200,
        func_info: expect.arrayContaining([
          { funcscope_category: expect.objectContaining({ id: 1, name: '消息管理权限' }) },
        ]),
      },
    });
    expect(await client.queryAuth(authCode)).toMatchObject({ errcode: 61010 });
  });

  it('is refused after ten minutes, after a change of mind, and to another platform', async () => {
    const { client, platform, sandbox, shop } = await setPlatformStage();
    const old = await platform.authorize(shop);
    sandbox.advance(600);
    expect(await client.queryAuth(old.authCode)).toMatchObject({ errcode: 61010 });
    const regretted = await platform.authorize(shop);
    await platform.unauthorize(shop);
    await platform.authorize(shop);
    expect(await client.queryAuth(regretted.authCode)).toMatchObject({ errcode: 61010 });
    const other = sandbox.openPlatform({ callbackUrl: platform.callbackUrl! });
    const foreign = await other.authorize(shop);
    expect(await client.queryAuth(foreign.authCode)).toMatchObject({ errcode: 61010 });
    expect(
      await (await new PlatformClient(sandbox, other).login()).queryAuth(foreign.authCode),
    ).toHaveProperty('authorization_info');
  });
});

describe('the tokens of an authorizer', () => {
  it('open every route of the account, and those only platforms may call', async () => {
    const { client, shop } = await setPlatformStage();
    const { access } = await client.adopt(shop);
    expect(await client.call('/cgi-bin/user/get', access)).toHaveProperty('total');
    expect(await client.call('/cgi-bin/open/have', access)).toMatchObject({ have_open: false });
    const own = await client.call(
      `/cgi-bin/token?grant_type=client_credential&appid=${shop.appId}&secret=${shop.appSecret}`,
    );
    expect(await client.call('/cgi-bin/open/have', String(own['access_token']))).toMatchObject({
      errcode: 48001,
    });
  });

  it('are renewed with a refresh token that is dead at once', async () => {
    const { client, platform, shop } = await setPlatformStage();
    const { access, refresh } = await client.adopt(shop);
    const first = await client.renew(shop, refresh);
    expect(first).toMatchObject({ expires_in: 7200 });
    expect(first['authorizer_refresh_token']).not.toBe(refresh);
    expect(await client.renew(shop, refresh)).toMatchObject({ errcode: 61023 });
    expect(await client.renew(shop, String(first['authorizer_refresh_token']))).toHaveProperty(
      'authorizer_access_token',
    );
    expect(platform.tokenFetches).toMatchObject({ authorizer: 3 });
    // the one before lives on for five minutes
    expect(await client.call('/cgi-bin/user/get', access)).toHaveProperty('total');
  });

  it('are refused for an account that has authorized nobody, and die when one leaves', async () => {
    const { client, platform, shop, mini } = await setPlatformStage();
    const { access, refresh } = await client.adopt(shop);
    expect(await client.renew(mini, refresh)).toMatchObject({ errcode: 61003 });
    await platform.unauthorize(shop);
    expect(await client.call('/cgi-bin/user/get', access)).toMatchObject({ errcode: 40001 });
    expect(await client.renew(shop, refresh)).toMatchObject({ errcode: 61003 });
    await expect(platform.unauthorize(shop)).rejects.toThrow('has not authorized');
  });

  it('live as long as the platform says, and die with those of the account', async () => {
    const { client, shop, sandbox } = await setPlatformStage({ tokenLife: 60 });
    const { access } = await client.adopt(shop);
    sandbox.advance(60);
    expect(await client.call('/cgi-bin/user/get', access)).toMatchObject({ errcode: 42001 });
    await client.login();
    const next = await client.adopt(shop);
    shop.revokeTokens();
    expect(await client.call('/cgi-bin/user/get', next.access)).toMatchObject({ errcode: 40001 });
  });
});

describe('the list of authorizers', () => {
  const list = (client: PlatformClient, offset: number, count?: number) =>
    client.component('/cgi-bin/component/api_get_authorizer_list', { offset, ...(count && { count }) });

  it('has the present refresh token of whoever has one', async () => {
    const { client, platform, shop, mini } = await setPlatformStage();
    const { refresh } = await client.adopt(shop);
    await platform.authorize(mini);
    expect(await list(client, 0, 10)).toEqual({
      total_count: 2,
      list: [
        { authorizer_appid: shop.appId, refresh_token: refresh, auth_time: expect.any(Number) },
        { authorizer_appid: mini.appId, auth_time: expect.any(Number) },
      ],
    });
    expect(platform.authorizers).toEqual([shop.appId, mini.appId]);
  });

  it('is read in pages of 500 at most, however many there are', async () => {
    const { client, platform } = await setPlatformStage();
    const appIds = platform.addAuthorizers(1200);
    const pages = [await list(client, 0, 500), await list(client, 500), await list(client, 1000, 500)];
    const read = pages.flatMap(
      (page) => page['list'] as { authorizer_appid: string; refresh_token: string }[],
    );
    expect(read.map((one) => one.authorizer_appid)).toEqual(appIds);
    expect(new Set(read.map((one) => one.refresh_token)).size).toBe(1200);
    expect(await list(client, 0, 501)).toMatchObject({ errcode: 40035 });
  });

  it('takes ten thousand without a push each, in little time', async () => {
    const { app, platform, client } = await setPlatformStage();
    const started = performance.now();
    const appIds = platform.addAuthorizers(10_000);
    expect(performance.now() - started).toBeLessThan(5000);
    expect(new Set(appIds).size).toBe(10_000);
    expect(app.seen).toHaveLength(0);
    const { list: last } = await list(client, 9999, 1);
    const [one] = last as { authorizer_appid: string; refresh_token: string }[];
    expect(
      await client.component('/cgi-bin/component/api_authorizer_token', {
        authorizer_appid: one?.authorizer_appid,
        authorizer_refresh_token: one?.refresh_token,
      }),
    ).toHaveProperty('authorizer_access_token');
  });
});

describe('what a platform learns of an authorizer', () => {
  const ask = (client: PlatformClient, authorizer_appid: string) =>
    client.component('/cgi-bin/component/api_get_authorizer_info', { authorizer_appid });

  it('says what kind of account it is, and its original id', async () => {
    const { client, shop, mini } = await setPlatformStage();
    const { refresh } = await client.adopt(shop);
    await client.adopt(mini);
    const official = await ask(client, shop.appId);
    expect(official).toMatchObject({
      authorizer_info: { user_name: shop.originalId, nick_name: shop.name, service_type_info: { id: 2 } },
      authorization_info: { authorizer_appid: shop.appId, authorizer_refresh_token: refresh },
    });
    expect(official['authorizer_info']).not.toHaveProperty('MiniProgramInfo');
    expect(await ask(client, mini.appId)).toMatchObject({
      authorizer_info: { user_name: mini.originalId, MiniProgramInfo: { visit_status: 0 } },
    });
    expect(await ask(client, 'wx0')).toMatchObject({ errcode: 61003 });
  });
});
