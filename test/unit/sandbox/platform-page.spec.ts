import { describe, expect, it } from '@jest/globals';
import { openedBy, setPlatformStage } from './platform.stage.js';

const BACK = 'https://saas.example/back?tenant=7';
const PC = '/cgi-bin/componentloginpage';
const MOBILE = '/wxaopen/safe/bindcomponent';

async function pageStage() {
  const stage = await setPlatformStage({ name: 'Build & <Co>' });
  const { client, platform, sandbox } = stage;
  const { pre_auth_code } = await client.component('/cgi-bin/component/api_create_preauthcode');
  const address = (extra: Record<string, string> = {}, path = PC): string =>
    `${path}?${new URLSearchParams({
      component_appid: platform.appId,
      pre_auth_code: String(pre_auth_code),
      redirect_uri: BACK,
      ...extra,
    })}`;
  const get = (url: string) => fetch(sandbox.url + url, { redirect: 'manual' });
  const offered = async (url: string): Promise<string[]> =>
    [...(await (await get(url)).text()).matchAll(/data-account="(\w+)"/g)].map(([, appId = '']) => appId);
  return { ...stage, address, get, offered };
}

describe('the authorization page', () => {
  it('names the platform and offers the accounts, with every text escaped', async () => {
    const { get, address, platform, shop, mini, offered } = await pageStage();
    const response = await get(address());
    expect(response.status).toBe(200);
    expect(response.headers.get('content-security-policy')).toContain("default-src 'self'");
    const html = await response.text();
    expect(html).toContain('<h1>Build &amp; &lt;Co&gt;</h1>');
    expect(html).toContain(platform.appId);
    expect(await offered(address())).toEqual([shop.appId, mini.appId]);
  });

  it('offers what auth_type says, and one account alone when it is named', async () => {
    const { offered, address, shop, mini } = await pageStage();
    expect(await offered(address({ auth_type: '1' }))).toEqual([shop.appId]);
    expect(await offered(address({ auth_type: '2' }))).toEqual([mini.appId]);
    expect(await offered(address({ auth_type: '3' }))).toEqual([shop.appId, mini.appId]);
    expect(await offered(address({ auth_type: '1', biz_appid: mini.appId }))).toEqual([mini.appId]);
    expect(await offered(address({ auth_type: '2' }, MOBILE))).toEqual([mini.appId]);
  });

  it('tells the platform, then sends the owner back with a code that can be exchanged', async () => {
    const { get, address, app, platform, shop, client } = await pageStage();
    const response = await get(address({ as: shop.appId }));
    expect(response.status).toBe(302);
    const back = new URL(response.headers.get('location') ?? '');
    expect(back.href.startsWith(`${BACK}&auth_code=`)).toBe(true);
    expect(back.searchParams.get('expires_in')).toBe('600');
    const authCode = back.searchParams.get('auth_code') ?? '';
    expect(openedBy(platform, app.last)).toMatchObject({
      InfoType: 'authorized',
      AuthorizationCode: authCode,
    });
    expect(await client.queryAuth(authCode)).toMatchObject({
      authorization_info: { authorizer_appid: shop.appId },
    });
  });

  it('sends the owner back even when the platform did not take the news', async () => {
    const { get, address, app, shop } = await pageStage();
    app.respond = () => ({ status: 500 });
    expect((await get(address({ as: shop.appId }))).status).toBe(302);
  });

  it.each<[string, Record<string, string>, string]>([
    ['an unknown platform', { component_appid: 'wx0' }, 'component_appid 参数错误'],
    ['a code nobody gave', { pre_auth_code: 'preauthcode@@@x' }, 'pre_auth_code 已过期'],
    ['a script for an address', { redirect_uri: 'javascript:alert(1)' }, 'redirect_uri 参数错误'],
    ['an unknown kind', { auth_type: '9' }, 'auth_type 参数错误'],
    ['an unknown account', { biz_appid: 'wx0' }, 'biz_appid 参数错误'],
    ['a choice that was not offered', { as: 'wx0' }, 'appid 参数错误'],
  ])('shows an error for %s', async (_, extra, text) => {
    const { get, address } = await pageStage();
    const response = await get(address(extra));
    expect(response.status).toBe(200);
    expect(await response.text()).toContain(`<h1 data-refusal>${text}</h1>`);
  });

  it('takes a code once, and for half an hour', async () => {
    const { get, address, shop, sandbox } = await pageStage();
    sandbox.advance(1799);
    expect((await get(address({ as: shop.appId }))).status).toBe(302);
    expect(await (await get(address({ as: shop.appId }))).text()).toContain('pre_auth_code 已过期');
    const late = await pageStage();
    late.sandbox.advance(1800);
    expect(await (await late.get(late.address())).text()).toContain('pre_auth_code 已过期');
  });

  it('is only read', async () => {
    const { sandbox, address } = await pageStage();
    expect((await fetch(sandbox.url + address(), { method: 'POST' })).status).toBe(405);
  });

  it('shows a hundred of ten thousand accounts', async () => {
    const { platform, offered, address } = await pageStage();
    platform.addAuthorizers(10_000);
    expect(await offered(address())).toHaveLength(100);
  });
});

describe('an owner who follows the address', () => {
  it('comes back as from the page, from either form of it', async () => {
    const { platform, shop, mini, address, client } = await pageStage();
    const back = await platform.authorizeAt(`https://mp.weixin.qq.com${address()}`, shop);
    expect(new URL(back).searchParams.get('auth_code')).toMatch(/^queryauthcode@@@/);
    expect(back.startsWith(`${BACK}&auth_code=`)).toBe(true);
    const { pre_auth_code } = await client.component('/cgi-bin/component/api_create_preauthcode');
    const mobile = address({ pre_auth_code: String(pre_auth_code) }, MOBILE);
    await expect(platform.authorizeAt(mobile, mini)).rejects.toThrow('#wechat_redirect');
    expect(await platform.authorizeAt(`${mobile}#wechat_redirect`, mini)).toContain('auth_code=');
    expect(platform.authorizers).toEqual([shop.appId, mini.appId]);
  });

  it('is stopped where WeChat would stop them', async () => {
    const { platform, shop, mini, address, sandbox } = await pageStage();
    await expect(platform.authorizeAt('/elsewhere', shop)).rejects.toThrow('no address where');
    await expect(platform.authorizeAt(address({ auth_type: '2' }), shop)).rejects.toThrow('does not offer');
    await expect(platform.authorizeAt(address({ pre_auth_code: 'x' }), mini)).rejects.toThrow('已过期');
    await expect(sandbox.openPlatform().authorizeAt(address(), mini)).rejects.toThrow('The page is that of');
  });
});
