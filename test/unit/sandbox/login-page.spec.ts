import { describe, expect, it } from '@jest/globals';
import { SandboxUseError } from '../../../lib/sandbox/index.js';
import { setStage } from './stage.js';

const BACK = 'http://localhost:3000/login';

function address(path: string, query: Record<string, string>, extra: Record<string, string> = {}): string {
  return `${path}?${new URLSearchParams({ ...query, ...extra })}`;
}

const asked = (appid: string, scope: string, redirect_uri = BACK): Record<string, string> => ({
  appid,
  redirect_uri,
  response_type: 'code',
  scope,
  state: 'a&b',
});

const OAUTH = '/connect/oauth2/authorize';
const QR = '/connect/qrconnect';

async function stage() {
  const { sandbox, shop, api } = await setStage({ name: 'Tea & <b>Shop</b>' });
  const site = sandbox.websiteApp({ name: 'Site' });
  const get = (url: string) => fetch(sandbox.url + url, { redirect: 'manual' });
  return { sandbox, shop, site, api, get };
}

describe('the login page', () => {
  it('names account and scope and lists the people, with every text escaped', async () => {
    const { shop, get } = await stage();
    const alice = shop.person({ nickname: '"Alice" <i>' });
    const bob = shop.person({ nickname: 'Bob' });
    const response = await get(address(OAUTH, asked(shop.appId, 'snsapi_userinfo')));
    expect(response.status).toBe(200);
    expect(response.headers.get('content-type')).toBe('text/html; charset=utf-8');
    expect(response.headers.get('content-security-policy')).toContain("default-src 'self'");
    const html = await response.text();
    expect(html).toContain('<h1>Tea &amp; &lt;b&gt;Shop&lt;/b&gt;</h1>');
    expect(html).toContain('data-scope="snsapi_userinfo"');
    expect(html).toContain('&quot;Alice&quot; &lt;i&gt;');
    expect(html).not.toMatch(/<i>|<b>|https:\/\/(?!open\.weixin)/);
    for (const { openid } of [alice, bob]) expect(html).toContain(`data-person="${openid}"`);
    for (const action of ['new', 'refuse']) expect(html).toContain(`data-action="${action}"`);
  });

  it('has forms that keep the parameters in their order, so that each button leads back', async () => {
    const { shop, get } = await stage();
    const alice = shop.person();
    const html = await (await get(address(OAUTH, asked(shop.appId, 'snsapi_base')))).text();
    const forms = [...html.matchAll(/<form action="([^"]+)" method="get">([^]*?)<\/form>/g)];
    expect(forms).toHaveLength(3);
    const unescape = (text: string) => text.replaceAll('&amp;', '&').replaceAll('&quot;', '"');
    const targets = await Promise.all(
      forms.map(async ([, action = '', contents = '']) => {
        const hidden = [...contents.matchAll(/type="hidden"\s+name="([^"]*)"\s+value="([^"]*)"/g)];
        const button = /name="as"\s+value="([^"]*)"/.exec(contents)?.[1] ?? '';
        const query = new URLSearchParams(
          hidden.map(([, name = '', value = '']): [string, string] => [name, unescape(value)]),
        );
        query.append('as', button);
        const response = await get(`${action}?${query}`);
        expect(response.status).toBe(302);
        return new URL(response.headers.get('location') ?? '');
      }),
    );
    expect(targets.map(({ searchParams }) => searchParams.get('state'))).toEqual(['a&b', 'a&b', 'a&b']);
    expect(targets.map(({ searchParams }) => searchParams.has('code'))).toEqual([true, true, false]);
    expect(shop.people.map(({ openid }) => openid)).toContain(alice.openid);
    expect(shop.people).toHaveLength(2);
  });

  it('is skipped with as=<openid>, and the code is that person', async () => {
    const { shop, get, api } = await stage();
    const alice = shop.person();
    const response = await get(address(OAUTH, asked(shop.appId, 'snsapi_base'), { as: alice.openid }));
    const location = response.headers.get('location') ?? '';
    expect(location).toMatch(/^http:\/\/localhost:3000\/login\?code=[\w-]+&state=a%26b$/);
    const code = new URL(location).searchParams.get('code');
    expect(
      await api.raw(`/sns/oauth2/access_token?appid=${shop.appId}&secret=${shop.appSecret}&code=${code}`),
    ).toMatchObject({ openid: alice.openid });
  });

  it('refuses with as=deny, and makes somebody new with as=new', async () => {
    const { shop, get } = await stage();
    const query = asked(shop.appId, 'snsapi_base', `${BACK}?x=%20y`);
    expect((await get(address(OAUTH, query, { as: 'deny' }))).headers.get('location')).toBe(
      `${BACK}?x=%20y&state=a%26b`,
    );
    await get(address(OAUTH, query, { nickname: 'Carol', as: 'new' }));
    expect(shop.people.map(({ nickname }) => nickname)).toEqual(['Carol']);
    expect(shop.people[0]?.following).toBe(false);
  });

  it('is reached by GET alone', async () => {
    const { shop, sandbox } = await stage();
    const url = sandbox.url + address(OAUTH, asked(shop.appId, 'snsapi_base'));
    expect((await fetch(url, { method: 'POST' })).status).toBe(405);
  });

  it.each<[string, Record<string, string>, string]>([
    ['appid', { appid: 'wx"><script>' }, 'appid 参数错误'],
    ['redirect_uri', { redirect_uri: 'data:text/html,x' }, 'redirect_uri 参数错误'],
    ['redirect_uri with a password', { redirect_uri: 'https://a:b@example.com/' }, 'redirect_uri 参数错误'],
    ['scope', { scope: 'snsapi_login' }, 'Scope 参数错误'],
    ['response_type', { response_type: 'token' }, 'response_type 参数错误'],
    ['openid to be', { as: 'o<script>' }, 'openid 参数错误'],
  ])('shows an error for a wrong %s, and redirects nowhere', async (_, change, text) => {
    const { shop, get } = await stage();
    const query = { ...asked(shop.appId, 'snsapi_base'), as: 'deny', ...change };
    const response = await get(address(OAUTH, query));
    expect(response.status).toBe(200);
    expect(response.headers.get('location')).toBeNull();
    const html = await response.text();
    expect(html).toContain(text);
    expect(html).not.toContain('<script>');
  });

  it('has a style sheet and nothing else beside it', async () => {
    const { get } = await stage();
    expect((await get('/open/login.css')).headers.get('content-type')).toBe('text/css; charset=utf-8');
    for (const path of ['/open/', '/open/../index.ts', '/open/other.css', '/open/constructor'])
      expect((await get(path)).status).toBe(404);
  });
});

describe('a website', () => {
  it('has its own door, with a picture of a code', async () => {
    const { site, get } = await stage();
    const dora = site.person({ nickname: 'Dora' });
    const html = await (await get(address(QR, asked(site.appId, 'snsapi_login')))).text();
    expect(html).toContain('src="data:image/png;base64,iVBOR');
    expect(html).toContain(`data-person="${dora.openid}"`);
  });

  it('learns who scanned the code', async () => {
    const { site, api } = await stage();
    const dora = site.person({ nickname: 'Dora', unionid: 'u-dora' });
    const location = await dora.authorize(
      `https://open.weixin.qq.com${address(QR, asked(site.appId, 'snsapi_login'))}#wechat_redirect`,
    );
    const code = new URL(location).searchParams.get('code');
    const { appId, appSecret } = site.credentials;
    const tokens = await api.raw(`/sns/oauth2/access_token?appid=${appId}&secret=${appSecret}&code=${code}`);
    expect(tokens).toMatchObject({ openid: dora.openid, unionid: 'u-dora', scope: 'snsapi_login' });
    expect(
      await api.raw(`/sns/userinfo?access_token=${String(tokens['access_token'])}&openid=${dora.openid}`),
    ).toMatchObject({ nickname: 'Dora' });
  });

  it('learns nothing of a visitor who refuses', async () => {
    const { site } = await stage();
    expect(await site.person().refuse(address(QR, asked(site.appId, 'snsapi_login')))).toBe(
      `${BACK}?state=a%26b`,
    );
  });

  it('has no tokens of its own, and none of the scopes of accounts', async () => {
    const { site, api, get, shop } = await stage();
    expect(await api.classicToken(site.appSecret, site.appId)).toMatchObject({ errcode: 40013 });
    for (const [path, appid, scope] of [
      [QR, site.appId, 'snsapi_base'],
      [QR, shop.appId, 'snsapi_login'],
      [OAUTH, site.appId, 'snsapi_base'],
    ] as const)
      expect(await (await get(address(path, asked(appid, scope)))).text()).toContain('参数错误');
  });

  it('cannot take the appid of another', async () => {
    const { sandbox, shop, site } = await stage();
    expect(() => sandbox.websiteApp({ appId: shop.appId })).toThrow(SandboxUseError);
    expect(() => sandbox.officialAccount({ appId: site.appId })).toThrow(SandboxUseError);
    expect(() => sandbox.miniProgram({ appId: site.appId })).toThrow(SandboxUseError);
  });
});
