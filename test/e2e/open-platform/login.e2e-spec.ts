import { Controller, Get, Redirect, Req } from '@nestjs/common';
import { Keyv } from 'keyv';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import {
  type LoginUser,
  officialAccount,
  WeChatConfigError,
  WeChatLogin,
  WeChatOAuth,
  WeChatUser,
} from 'nestjs-wechat-sdk';
import { ADAPTERS } from '../../src/start-app.js';
import { startPlatform, type StartedPlatform } from '../../src/start-platform.js';
import { Visitor } from '../../src/visitor.js';

const login = { secret: 'canary-login-secret-canary-login-secret', keepUserTokens: true };

@Controller()
class PagesController {
  constructor(private readonly oauth: WeChatOAuth) {}

  @Get('shops/:appid')
  @WeChatLogin('platform', { account: (request) => request.params['appid'], scope: 'snsapi_userinfo' })
  shop(@WeChatUser() user: LoginUser): LoginUser {
    return user;
  }

  @Get('named')
  @WeChatLogin('named')
  async named(@WeChatUser('openid') openid: string, @Req() request: object): Promise<object> {
    const token = await this.oauth.userToken(openid, 'named');
    return { openid, hasToken: token !== undefined, again: this.oauth.userOf(request, 'named')?.openid };
  }

  @Get('away')
  @Redirect()
  away(): object {
    return { url: '/named' };
  }
}

describe.each(ADAPTERS)('login on behalf of an account (代公众号发起网页授权) on %s', (adapter) => {
  let started: StartedPlatform;
  const store = new Keyv();
  beforeEach(async () => {
    started = await startPlatform(adapter, {
      controllers: [PagesController],
      clients: ({ other }) => ({ named: officialAccount({ appId: other.appId, component: 'platform' }) }),
      module: { login, credentials: store },
    });
  });
  afterEach(() => started.close());

  it('logs visitors in with whichever account the page belongs to', async () => {
    const { console, shop, sandbox, url } = started;
    await console.authorize(shop);
    const [visitor, person] = [new Visitor(url), shop.person({ nickname: '小红' })];
    const sent = await visitor.open(`/shops/${shop.appId}`);
    expect(sent.status).toBe(302);
    const asked = new URL(sent.location);
    expect(Object.fromEntries(asked.searchParams)).toMatchObject({
      appid: shop.appId,
      component_appid: console.appId,
      redirect_uri: `${url}/shops/${shop.appId}`,
    });
    const clean = await visitor.open(await person.authorize(sent.location));
    expect(clean.status).toBe(302);
    const page = await visitor.open(clean.location);
    expect(JSON.parse(page.body)).toMatchObject({ openid: person.openid, nickname: '小红' });
    const calls = sandbox.requests.map(({ path }) => path);
    expect(calls).toContain('/sns/oauth2/component/access_token');
    expect(calls).not.toContain('/sns/oauth2/access_token');
  });

  it('keeps the sessions of two accounts apart', async () => {
    const { console, shop, other, url } = started;
    await console.authorize(shop);
    await console.authorize(other);
    const visitor = new Visitor(url);
    const { location } = await visitor.open(`/shops/${shop.appId}`);
    await visitor.open(await shop.person().authorize(location));
    expect((await visitor.open(`/shops/${shop.appId}`)).status).toBe(200);
    expect((await visitor.open(`/shops/${other.appId}`)).status).toBe(302);
  });

  it('answers 404 for accounts that have not authorized the platform, asking WeChat once a minute at most', async () => {
    const { shop, sandbox, url } = started;
    const before = sandbox.requests.length;
    for (const appId of [shop.appId, 'wx0000000000000000', '%00', 'platform']) {
      const { status, body } = await new Visitor(url).open(`/shops/${appId}`);
      expect([status, JSON.parse(body).reason]).toEqual([404, 'account_unknown']);
    }
    const asked = sandbox.requests.slice(before).map(({ path }) => path);
    expect(asked.filter((path) => path === '/cgi-bin/component/api_get_authorizer_list')).toHaveLength(1);
    expect(asked.length).toBeLessThanOrEqual(2);
  });

  it('finds an account whose authorization was lost from the store', async () => {
    const { console, shop, url } = started;
    const { callbackUrl } = console;
    await console.authorize(shop);
    console.callbackUrl = undefined;
    started.platform.officialAccount(shop.appId);
    await store.delete(`wechat:credentials:${console.appId}:${shop.appId}:authorization`);
    console.callbackUrl = callbackUrl;
    expect((await new Visitor(url).open(`/shops/${shop.appId}`)).status).toBe(302);
  });

  it('no longer logs in with an account that has left', async () => {
    const { console, shop, url } = started;
    await console.authorize(shop);
    expect((await new Visitor(url).open(`/shops/${shop.appId}`)).status).toBe(302);
    await console.unauthorize(shop);
    expect((await new Visitor(url).open(`/shops/${shop.appId}`)).status).toBe(404);
  });

  it('works for a named account, tokens of its visitors included', async () => {
    const { console, other, sandbox, url } = started;
    await console.authorize(other);
    const [visitor, person] = [new Visitor(url), other.person()];
    const { location } = await visitor.open('/named');
    await visitor.open(await person.authorize(location));
    const read = async () => JSON.parse((await visitor.open('/named')).body) as object;
    expect(await read()).toEqual({ openid: person.openid, hasToken: true, again: person.openid });
    sandbox.advance(7201);
    expect(await read()).toMatchObject({ hasToken: true });
  });

  it('refuses codes that are stale, used, or were given to another account', async () => {
    const { console, shop, other, sandbox, url } = started;
    await console.authorize(shop);
    await console.authorize(other);
    const visitor = new Visitor(url);
    const { location } = await visitor.open(`/shops/${shop.appId}`);
    const back = await shop.person().authorize(location);
    sandbox.advance(301);
    expect(JSON.parse((await visitor.open(back)).body)).toMatchObject({ reason: 'code_refused' });
    const foreign = await new Visitor(url).open(`/shops/${other.appId}`);
    const stolen = new URL(await other.person().authorize(foreign.location));
    const again = new URL((await visitor.open(`/shops/${shop.appId}`)).location);
    const mixed = `/shops/${shop.appId}?code=${stolen.searchParams.get('code')}&state=${again.searchParams.get('state')}`;
    expect(JSON.parse((await visitor.open(mixed)).body)).toMatchObject({
      statusCode: 400,
      reason: 'code_refused',
    });
  });
});

describe('@WeChatLogin with an account', () => {
  it('is refused at start-up for a client that is no platform', async () => {
    @Controller()
    class WrongController {
      @Get('wrong')
      @WeChatLogin('named', { account: () => 'wx' })
      wrong(): string {
        return 'never';
      }
    }
    const start = startPlatform('express', {
      controllers: [WrongController],
      clients: ({ other }) => ({ named: officialAccount({ appId: other.appId, component: 'platform' }) }),
      module: { login },
    });
    await expect(start).rejects.toThrow(WeChatConfigError);
    await expect(start).rejects.toThrow(/WrongController#wrong.*no third-party platform/);
  });
});
