import { afterEach, beforeEach, describe, expect, it, jest } from '@jest/globals';
import { inspect } from 'node:util';
import { WeChatClients, WeChatOAuth } from 'nestjs-wechat-sdk';
import type { SandboxPerson } from 'nestjs-wechat-sdk/sandbox';
import { ADAPTERS } from '../../src/start-app.js';
import { LogCapture } from '../../src/log.capture.js';
import { type LoginStage, SECRET, startLogin } from '../../src/start-login.js';
import { Visitor } from '../../src/visitor.js';

/** Lets JSON pass over what it has shown before. */
function circular(): (key: string, value: unknown) => unknown {
  const seen = new Set<unknown>();
  return (_, value) => {
    if (typeof value === 'object' && value !== null && seen.has(value)) return undefined;
    seen.add(value);
    return value;
  };
}

describe.each(ADAPTERS)('web login on %s', (adapter) => {
  let stage: LoginStage;
  let alice: SandboxPerson;
  let visitor: Visitor;
  const log = new LogCapture();

  beforeEach(async () => {
    stage = await startLogin(adapter, { login: { keepUserTokens: true }, logger: log });
    alice = stage.account.person({ nickname: '爱丽丝', unionid: 'u-alice' });
    visitor = new Visitor(stage.url);
  });
  afterEach(async () => {
    jest.useRealTimers();
    await stage.close();
  });

  /** Opens a page and goes the way through WeChat as that person. */
  const logIn = async (path: string, person = alice, browser = visitor) => {
    const first = await browser.open(path);
    expect(first.status).toBe(302);
    const back = await browser.open(await person.authorize(first.location));
    expect(back.status).toBe(302);
    return browser.open(back.location);
  };

  it('sends a visitor to WeChat with the page as the way back, and a state of letters and digits', async () => {
    const { status, location, headers } = await visitor.open('/orders?b=2&a=%E5%95%86');
    expect(status).toBe(302);
    const url = new URL(location);
    expect(url.origin + url.pathname).toBe(`${stage.sandbox.url}/connect/oauth2/authorize`);
    expect(Object.fromEntries(url.searchParams)).toEqual({
      appid: stage.account.appId,
      redirect_uri: `${stage.url}/orders?b=2&a=%E5%95%86`,
      response_type: 'code',
      scope: 'snsapi_base',
      state: expect.stringMatching(/^[0-9a-f]{64}$/),
    });
    expect(url.hash).toBe('#wechat_redirect');
    expect(headers.get('cache-control')).toBe('no-store');
    expect(headers.getSetCookie()).toEqual([
      expect.stringMatching(
        /^wechat_state_[0-9a-f]{8}=[0-9a-f]{32}; Max-Age=600; Path=\/; HttpOnly; SameSite=Lax$/,
      ),
    ]);
  });

  it('gives the handler the user, at the address the visitor asked for, without code and state', async () => {
    const first = await visitor.open('/orders?b=2&a=1&b=3');
    const returned = await alice.authorize(first.location);
    expect(new URL(returned).searchParams.get('code')).toBeTruthy();
    const back = await visitor.open(returned);
    expect([back.status, back.location]).toEqual([302, `${stage.url}/orders?b=2&a=1&b=3`]);
    const page = await visitor.open(back.location);
    expect(page.status).toBe(200);
    expect(JSON.parse(page.body)).toEqual({
      user: { openid: alice.openid, scope: 'snsapi_base' },
      query: { b: ['2', '3'], a: '1' },
    });
  });

  it('knows the visitor at the next page, in scripts and in POSTs', async () => {
    await logIn('/orders');
    expect(JSON.parse((await visitor.open('/orders/7')).body)).toEqual({ openid: alice.openid, id: '7' });
    expect(JSON.parse((await visitor.call('/orders/8')).body)).toEqual({ openid: alice.openid, id: '8' });
    const posted = await visitor.open('/orders', { method: 'POST' });
    expect([posted.status, JSON.parse(posted.body)]).toEqual([201, { openid: alice.openid }]);
    expect(JSON.parse((await visitor.open('/guarded')).body)).toEqual({ openid: alice.openid });
  });

  it('keeps nothing of WeChat in the cookie but who it is: no token, no code', async () => {
    await logIn('/profile');
    const cookie = [...visitor.cookies].find(([name]) => name.startsWith('wechat_login_shop'))?.[1] ?? '';
    const [payload = ''] = cookie.split('.');
    expect(JSON.parse(Buffer.from(payload, 'base64url').toString())).toEqual({
      user: expect.objectContaining({ openid: alice.openid, nickname: '爱丽丝' }),
      expiresAt: expect.any(Number),
    });
    const token = JSON.parse((await visitor.open('/token')).body).token as string;
    expect(token).toMatch(/\S{20}/);
    expect(Buffer.from(payload, 'base64url').toString()).not.toContain(token);
  });

  it('asks for consent where a page wants name and picture, and upgrades a silent login', async () => {
    await logIn('/orders');
    const upgrade = await visitor.open('/profile');
    expect(new URL(upgrade.location).searchParams.get('scope')).toBe('snsapi_userinfo');
    const back = await visitor.open(await alice.authorize(upgrade.location));
    const page = await visitor.open(back.location);
    expect(JSON.parse(page.body)).toMatchObject({
      openid: alice.openid,
      unionid: 'u-alice',
      scope: 'snsapi_userinfo',
      nickname: '爱丽丝',
      headimgurl: expect.any(String),
    });
    expect((await visitor.open('/orders')).status).toBe(200);
  });

  it('answers scripts and API clients with 401 in place of a redirect', async () => {
    const scripts: Array<Record<string, string>> = [
      { accept: 'application/json' },
      { accept: '*/*', 'sec-fetch-mode': 'cors' },
      { 'x-requested-with': 'XMLHttpRequest' },
      { accept: 'text/html, */*', 'sec-fetch-dest': 'empty' },
    ];
    for (const headers of scripts) {
      const answer = await visitor.open('/orders', { headers });
      expect([answer.status, JSON.parse(answer.body)]).toEqual([
        401,
        { statusCode: 401, message: expect.any(String), reason: 'login_required', client: 'shop' },
      ]);
    }
    expect((await visitor.open('/orders', { method: 'POST' })).status).toBe(401);
    const android = await visitor.open('/orders', { headers: { 'x-requested-with': 'com.tencent.mm' } });
    expect(android.status).toBe(302);
  });

  it('lets a person who refuses go no further, and says so', async () => {
    const first = await visitor.open('/profile');
    const refused = await visitor.open(await alice.refuse(first.location));
    expect([refused.status, JSON.parse(refused.body).reason]).toEqual([403, 'denied']);
    expect((await visitor.open('/profile')).status).toBe(302);
  });

  it('keeps two clients apart in one browser', async () => {
    const carol = stage.club.person();
    await logIn('/orders');
    await logIn('/club', carol);
    expect(JSON.parse((await visitor.open('/club')).body)).toEqual({ openid: carol.openid });
    expect(JSON.parse((await visitor.open('/orders/1')).body).openid).toBe(alice.openid);
  });

  it('lets two tabs log in at the same time', async () => {
    const [one, two] = [await visitor.open('/orders/1'), await visitor.open('/orders/2')];
    const second = await visitor.open(await alice.authorize(two.location));
    const first = await visitor.open(await alice.authorize(one.location));
    expect([first.location, second.location]).toEqual([`${stage.url}/orders/1`, `${stage.url}/orders/2`]);
  });

  it('lets one browser begin two logins at the same moment, its first', async () => {
    const [one, two] = await Promise.all([visitor.open('/orders/1'), visitor.open('/orders/2')]);
    const first = await visitor.open(await alice.authorize(one.location));
    const second = await visitor.open(await alice.authorize(two.location));
    expect([first.location, second.location]).toEqual([`${stage.url}/orders/1`, `${stage.url}/orders/2`]);
    expect([...visitor.cookies.keys()]).toEqual(['wechat_login_shop']);
  });

  it('lets somebody who met a WeChat that was away come again with the same return', async () => {
    const first = await visitor.open('/orders');
    const returned = await alice.authorize(first.location);
    stage.sandbox.fail('GET /sns/oauth2/access_token', { status: 502, times: 1 });
    expect((await visitor.open(returned)).status).toBe(502);
    expect((await visitor.open(returned)).location).toBe(`${stage.url}/orders`);
  });

  it('keeps the fuller of a person’s tokens when they log in silently elsewhere', async () => {
    await logIn('/profile');
    const read = async (browser: Visitor) => JSON.parse((await browser.open('/token')).body).token as string;
    const full = await read(visitor);
    const other = new Visitor(stage.url);
    await logIn('/orders', alice, other);
    expect(await read(other)).toBe(full);
  });

  it('shows no secret to whoever inspects what is injected', () => {
    const shown = [WeChatOAuth, WeChatClients].map((token) =>
      inspect(stage.app.get(token), { depth: 12, showHidden: true }),
    );
    expect(shown.join()).not.toContain(SECRET);
    expect(JSON.stringify(stage.app.get(WeChatOAuth, { strict: false }), circular())).not.toContain(SECRET);
  });

  it('gives both of two simultaneous returns what the one code stood for', async () => {
    const first = await visitor.open('/orders');
    const returned = await alice.authorize(first.location);
    stage.sandbox.delay('GET /sns/oauth2/access_token', 150);
    const both = await Promise.all([visitor.open(returned), visitor.open(returned)]);
    expect(both.map(({ status }) => status)).toEqual([302, 302]);
    for (const { headers } of both) expect(headers.getSetCookie().join()).toContain('wechat_login_shop=');
  });

  it('brings somebody who goes back to the return address to the clean page', async () => {
    const first = await visitor.open('/orders?a=1');
    const returned = await alice.authorize(first.location);
    await visitor.open(returned);
    const again = await visitor.open(returned);
    expect([again.status, again.location]).toEqual([302, `${stage.url}/orders?a=1`]);
  });

  it('sends people on to where they were, when the page only logs in', async () => {
    const page = await logIn('/login?return_to=%2Forders%2F9%3Fx%3D1');
    expect(JSON.parse(page.body)).toEqual({ openid: alice.openid, id: '9' });
    const again = await visitor.open('/login?return_to=/orders/3');
    expect([again.status, again.location]).toEqual([302, `${stage.url}/orders/3`]);
    expect((await visitor.open('/login')).body).toBe('logged in');
  });

  it('shows visitors of a website a QR code, and knows them by it', async () => {
    const bob = stage.site.person({ nickname: 'Bob' });
    const first = await visitor.open('/desk');
    const url = new URL(first.location);
    expect([url.pathname, url.searchParams.get('scope')]).toEqual(['/connect/qrconnect', 'snsapi_login']);
    const back = await visitor.open(await bob.authorize(first.location));
    const page = await visitor.open(back.location);
    expect(JSON.parse(page.body)).toMatchObject({
      openid: bob.openid,
      nickname: 'Bob',
      scope: 'snsapi_login',
    });
  });

  it('tells pages that everybody may see who looks at them, and ends a login', async () => {
    const openid = async () => JSON.parse((await visitor.open('/open')).body).openid as string | null;
    expect(await openid()).toBeNull();
    await logIn('/orders');
    expect(await openid()).toBe(alice.openid);
    expect((await visitor.open('/logout')).body).toBe('bye');
    expect(await openid()).toBeNull();
    expect((await visitor.open('/orders')).status).toBe(302);
  });

  it('asks again when the login is over', async () => {
    await logIn('/orders');
    jest.useFakeTimers({
      doNotFake: ['setTimeout', 'setImmediate', 'nextTick', 'setInterval', 'queueMicrotask', 'performance'],
    });
    jest.setSystemTime(Date.now() + 86_401_000);
    expect((await visitor.open('/orders')).status).toBe(302);
    expect((await visitor.call('/orders')).status).toBe(401);
  });

  it('renews the visitor’s own token when its two hours are over, and gives none when the month is', async () => {
    await logIn('/orders');
    const read = async () => JSON.parse((await visitor.open('/token')).body).token as string | null;
    const token = await read();
    expect(await read()).toBe(token);
    jest.useFakeTimers({
      doNotFake: ['setTimeout', 'setImmediate', 'nextTick', 'setInterval', 'queueMicrotask', 'performance'],
    });
    jest.setSystemTime(Date.now() + 7_201_000);
    stage.sandbox.advance(7201);
    const renewed = await read();
    expect(renewed).toMatch(/\S{20}/);
    jest.setSystemTime(Date.now() + 7_201_000);
    stage.sandbox.fail('GET /sns/oauth2/refresh_token', { errcode: 42002, errmsg: 'refresh_token expired' });
    expect(await read()).toBeNull();
  });

  it('says 502 when WeChat cannot be asked, and tells the log without a secret', async () => {
    const first = await visitor.open('/orders');
    stage.sandbox.fail('GET /sns/oauth2/access_token', { errcode: 40125, errmsg: 'invalid appsecret' });
    const returned = await alice.authorize(first.location);
    const failed = await visitor.open(returned);
    expect([failed.status, JSON.parse(failed.body).reason]).toEqual([502, 'login_failed']);
    const told = log.lines.join('\n');
    expect(told).toContain('A login with "shop" failed');
    expect(told).toContain('40125');
    for (const secret of [
      SECRET,
      stage.account.appSecret,
      new URL(returned).searchParams.get('code') as string,
    ]) {
      expect(told + failed.body).not.toContain(secret);
    }
  });
});

describe.each(ADAPTERS)('web login behind a proxy, on %s', (adapter) => {
  it('uses the origin that is set, marks cookies secure, and ties them to the host', async () => {
    const stage = await startLogin(adapter, { login: { origin: 'https://shop.example.com/' } });
    try {
      const visitor = new Visitor(stage.url);
      const first = await visitor.open('/orders', { headers: { 'x-forwarded-host': 'evil.example' } });
      const redirect = new URL(first.location).searchParams.get('redirect_uri');
      expect(redirect).toBe('https://shop.example.com/orders');
      expect(first.headers.getSetCookie()[0]).toMatch(
        /^__Host-wechat_state_\S+; Max-Age=600; Path=\/; HttpOnly; Secure; SameSite=Lax$/,
      );
      const returned = new URL(await stage.account.person().authorize(first.location));
      const back = await visitor.open(returned.pathname + returned.search);
      expect(back.location).toBe('https://shop.example.com/orders');
      expect(back.headers.getSetCookie()[1]).toMatch(/^__Host-wechat_login_shop=.+; Secure; SameSite=Lax$/);
    } finally {
      await stage.close();
    }
  });

  it('warns once when a proxy ends TLS and no origin is set', async () => {
    const log = new LogCapture();
    const stage = await startLogin(adapter, { logger: log });
    try {
      for (const path of ['/orders', '/profile']) {
        await new Visitor(stage.url).open(path, { headers: { 'x-forwarded-proto': 'https' } });
      }
      expect(log.of('warn').filter((line) => line.includes('login.origin'))).toHaveLength(1);
    } finally {
      await stage.close();
    }
  });

  it('does not believe what anybody can say of the host', async () => {
    const stage = await startLogin(adapter);
    try {
      const { location } = await new Visitor(stage.url).open('/orders', {
        headers: {
          'x-forwarded-host': 'evil.example',
          'x-forwarded-proto': 'https',
          forwarded: 'host=evil.example',
        },
      });
      expect(new URL(location).searchParams.get('redirect_uri')).toBe(`${stage.url}/orders`);
    } finally {
      await stage.close();
    }
  });
});
