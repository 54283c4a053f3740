import fastifyCookie from '@fastify/cookie';
import fastifySession from '@fastify/session';
import { afterEach, beforeEach, describe, expect, it, jest } from '@jest/globals';
import type { INestApplication } from '@nestjs/common';
import expressSession from 'express-session';
import type { FastifyInstance } from 'fastify';
import { WeChatClients } from 'nestjs-wechat-sdk';
import type { SandboxCorpMember } from 'nestjs-wechat-sdk/sandbox';
import { type WorkAgent, workAgent, WorkLoginService } from 'nestjs-wechat-sdk/work';
import { LogCapture } from '../../src/log.capture.js';
import { type AdapterName, ADAPTERS } from '../../src/start-app.js';
import { SECRET } from '../../src/start-login.js';
import { startWorkLogin, type WorkLoginStage } from '../../src/start-work-login.js';
import { type Visit, Visitor } from '../../src/visitor.js';

const IPHONE = 'Mozilla/5.0 (iPhone; CPU iPhone OS 17_0 like Mac OS X) AppleWebKit/605.1.15 Mobile/15E148';
const WECHAT = { 'user-agent': `${IPHONE} MicroMessenger/8.0.44(0x18002c2f) NetType/WIFI Language/zh_CN` };
const WECOM = {
  'user-agent': `${IPHONE} wxwork/4.1.22 MicroMessenger/7.0.1 Language/zh ColorScheme/Light`,
};
const WECOM_DESKTOP = {
  'user-agent':
    'Mozilla/5.0 (Windows NT 6.2; WOW64) AppleWebKit/537.36 Chrome/108.0.0.0 Safari/537.36 wxwork/4.1.6 (MicroMessenger/6.2) WindowsWechat',
};
const CHROME = {
  'user-agent':
    'Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/126.0.0.0 Safari/537.36',
};
const GET_USER_INFO = 'GET /cgi-bin/auth/getuserinfo';

interface Person {
  authorize(url: string): Promise<string>;
}

describe.each(ADAPTERS)('Logging in with WeCom, on %s', (adapter) => {
  let stage: WorkLoginStage;
  let zhang: SandboxCorpMember;
  let visitor: Visitor;
  let log: LogCapture;

  beforeEach(async () => {
    log = new LogCapture();
    stage = await startWorkLogin(adapter, { logger: log });
    zhang = stage.corp.member({
      userid: 'zhangsan',
      name: '张三',
      mobile: '13800000001',
      email: 'zhang@example.com',
      gender: '1',
    });
    visitor = new Visitor(stage.url);
  });
  afterEach(async () => {
    jest.useRealTimers();
    jest.restoreAllMocks();
    await stage.close();
  });

  const readJson = <Body = Record<string, unknown>>({ body }: Visit): Body => JSON.parse(body) as Body;
  /** Goes to WeCom as that person, and comes back. */
  const goAndReturn = async (path: string, person: Person = zhang, browser = visitor): Promise<Visit> => {
    const first = await browser.open(path, { headers: WECOM });
    expect(first.status).toBe(302);
    return browser.open(await person.authorize(first.location), { headers: WECOM });
  };
  const logIn = async (path: string, person: Person = zhang, browser = visitor): Promise<Visit> => {
    const back = await goAndReturn(path, person, browser);
    expect([back.status, back.location.startsWith(stage.url)]).toEqual([302, true]);
    return browser.open(back.location, { headers: WECOM });
  };
  const refused = (visit: Visit) => [visit.status, readJson(visit).reason, readJson(visit).client];
  const makeCustomer = async () => {
    const customer = stage.corp.customer();
    await customer.addMember(zhang);
    return customer;
  };

  it.each([
    ['WeCom', WECOM],
    ['WeCom on a desk', WECOM_DESKTOP],
    ['WeChat', WECHAT],
  ])('sends a browser inside %s to the page there, on behalf of the application', async (_, headers) => {
    const { status, location, headers: answered } = await visitor.open('/desk?b=2&a=%E4%BC%81', { headers });
    expect(status).toBe(302);
    const url = new URL(location);
    expect(url.origin + url.pathname).toBe(`${stage.sandbox.url}/connect/oauth2/authorize`);
    expect(Object.fromEntries(url.searchParams)).toEqual({
      appid: stage.corp.corpId,
      redirect_uri: `${stage.url}/desk?b=2&a=%E4%BC%81`,
      response_type: 'code',
      scope: 'snsapi_base',
      state: expect.stringMatching(/^[0-9a-f]{64}$/),
      agentid: '1000002',
    });
    expect(url.hash).toBe('#wechat_redirect');
    expect(answered.get('cache-control')).toBe('no-store');
  });

  it.each([
    ['the login component', '/desk', '/wwlogin/sso/login', { login_type: 'CorpApp', agentid: '1000002' }],
    ['the QR page where that is wished', '/night', '/wwopen/sso/qrConnect', { agentid: '1000003' }],
  ])('shows any other browser %s, and lets the member who scans in', async (_, path, page, query) => {
    const first = await visitor.open(path, { headers: CHROME });
    const url = new URL(first.location);
    expect(url.origin + url.pathname).toBe(stage.sandbox.url + page);
    expect(Object.fromEntries(url.searchParams)).toEqual({
      appid: stage.corp.corpId,
      redirect_uri: stage.url + path,
      state: expect.stringMatching(/^[0-9a-f]{64}$/),
      ...query,
    });
    const back = await visitor.open(await zhang.authorize(first.location), { headers: CHROME });
    expect([back.status, back.location]).toEqual([302, stage.url + path]);
    const { status, body } = await visitor.open(back.location, { headers: CHROME });
    expect([status, body]).toEqual([200, expect.stringContaining('"userid":"zhangsan"')]);
  });

  it('takes the appid that the QR page may add from the address, too', async () => {
    const first = await visitor.open('/night?x=1', { headers: CHROME });
    const returned = `${await zhang.authorize(first.location)}&appid=${stage.corp.corpId}`;
    expect((await visitor.open(returned)).location).toBe(`${stage.url}/night?x=1`);
  });

  it('gives the handler the member, at the address that was asked for, without code and state', async () => {
    const back = await goAndReturn('/desk?b=2&a=1&b=3');
    expect([back.status, back.location]).toEqual([302, `${stage.url}/desk?b=2&a=1&b=3`]);
    expect(readJson(await visitor.open(back.location))).toEqual({
      user: { scope: 'snsapi_base', userid: 'zhangsan' },
      query: { b: ['2', '3'], a: '1' },
    });
  });

  it('keeps the login in a cookie without a slash in its name, and nothing in it but who it is', async () => {
    await logIn('/desk');
    expect([...visitor.cookies.keys()]).toEqual(['wechat_login_corp.assistant']);
    const [payload = ''] = (visitor.cookies.get('wechat_login_corp.assistant') ?? '').split('.');
    expect(JSON.parse(Buffer.from(payload, 'base64url').toString())).toEqual({
      user: { scope: 'snsapi_base', userid: 'zhangsan' },
      expiresAt: expect.any(Number),
    });
  });

  it('knows the member at the next page, in scripts and in POSTs, and whatever the browser is', async () => {
    await logIn('/desk');
    expect(readJson(await visitor.open('/lobby', { headers: CHROME }))).toMatchObject({ userid: 'zhangsan' });
    expect((await visitor.call('/desk')).status).toBe(200);
    const posted = await visitor.open('/desk', { method: 'POST' });
    expect([posted.status, readJson(posted)]).toEqual([201, { userid: 'zhangsan' }]);
    expect(stage.sandbox.requests.filter(({ path }) => path === '/cgi-bin/auth/getuserinfo')).toHaveLength(1);
  });

  it('answers scripts and POSTs with 401 in place of a redirect, inside WeCom too', async () => {
    const scripts: Array<Record<string, string>> = [
      { accept: 'application/json' },
      { accept: '*/*', 'sec-fetch-mode': 'cors', ...WECOM },
      { 'x-requested-with': 'XMLHttpRequest', ...CHROME },
    ];
    for (const headers of scripts)
      expect(refused(await visitor.open('/desk', { headers }))).toEqual([
        401,
        'login_required',
        'corp/assistant',
      ]);
    expect((await visitor.open('/desk', { method: 'POST' })).status).toBe(401);
    const android = { ...WECOM, 'x-requested-with': 'com.tencent.wework' };
    expect((await visitor.open('/desk', { headers: android })).status).toBe(302);
  });

  it('sends people on to where they were, when the page only logs in', async () => {
    const page = await logIn('/login?return_to=%2Fdesk%3Fx%3D1');
    expect(readJson(page)).toMatchObject({ user: { userid: 'zhangsan' }, query: { x: '1' } });
    const elsewhere = await visitor.open('/login?return_to=https://evil.example/');
    expect(refused(elsewhere)).toEqual([400, 'target_refused', 'corp/assistant']);
  });

  it("asks for consent to a member's own data, which reach the handler; the ticket reaches nobody", async () => {
    const tickets = jest.spyOn(WorkLoginService.prototype, 'getUserDetail');
    await logIn('/desk');
    const first = await visitor.open('/profile', { headers: WECOM });
    expect(new URL(first.location).searchParams.get('scope')).toBe('snsapi_privateinfo');
    const back = await visitor.open(await zhang.authorize(first.location));
    const page = await visitor.open(back.location);
    expect([page.status, readJson(page)]).toEqual([
      200,
      {
        scope: 'snsapi_privateinfo',
        userid: 'zhangsan',
        gender: '1',
        mobile: '13800000001',
        email: 'zhang@example.com',
      },
    ]);
    expect((await visitor.open('/desk')).status).toBe(200);
    const ticket = tickets.mock.calls[0]?.[0] ?? '';
    expect(ticket).toMatch(/\S{20}/);
    const kept = [...visitor.cookies.values()].map((value) => Buffer.from(value, 'base64url').toString());
    const shown = [...visitor.cookies.values(), ...kept, ...log.lines, back.location, back.body, page.body];
    expect(kept.join()).toContain('13800000001');
    expect(shown.join('\n')).not.toContain(ticket);
  });

  it('hands on no more than the member lets it know', async () => {
    const { location } = await visitor.open('/profile', { headers: WECOM });
    const back = await visitor.open(await zhang.authorize(location, ['mobile']));
    expect(readJson(await visitor.open(back.location))).toEqual({
      scope: 'snsapi_privateinfo',
      userid: 'zhangsan',
      mobile: '13800000001',
    });
  });

  it('lets a member go no further who declines, or who gives less than was asked for', async () => {
    const first = await visitor.open('/profile', { headers: WECOM });
    expect(refused(await visitor.open(await zhang.refuse(first.location)))).toEqual([
      403,
      'denied',
      'corp/assistant',
    ]);
    const second = await visitor.open('/profile', { headers: WECOM });
    const weaker = second.location.replace('snsapi_privateinfo', 'snsapi_base');
    expect(refused(await visitor.open(await zhang.authorize(weaker)))[1]).toBe('denied');
    expect((await visitor.open('/profile')).status).toBe(302);
  });

  describe('is for members', () => {
    it.each(['/desk', '/profile'])('alone at %s, unless the page says otherwise', async (path) => {
      for (const person of [await makeCustomer(), stage.corp.customer()]) {
        const browser = new Visitor(stage.url);
        const back = await goAndReturn(path, person, browser);
        expect(refused(back)).toEqual([403, 'members_only', 'corp/assistant']);
        expect(back.body).not.toContain(person.openid);
        expect([...browser.cookies.keys()].filter((name) => name.includes('login'))).toEqual([]);
      }
    });

    it('and for visitors where the page says so: customers by external_userid, strangers by openid', async () => {
      const [customer, stranger] = [await makeCustomer(), stage.corp.customer()];
      expect(readJson(await logIn('/lobby', customer))).toEqual({
        scope: 'snsapi_base',
        openid: customer.openid,
        external_userid: customer.externalUserId,
      });
      expect(readJson(await logIn('/lobby', stranger, new Visitor(stage.url)))).toEqual({
        scope: 'snsapi_base',
        openid: stranger.openid,
      });
      expect(readJson(await logIn('/lobby', zhang, new Visitor(stage.url)))).toMatchObject({
        userid: 'zhangsan',
      });
    });

    it('at their own pages even when a visitor is logged in, who stays so', async () => {
      const stranger = stage.corp.customer();
      await logIn('/lobby', stranger);
      expect(refused(await goAndReturn('/desk', stranger))).toEqual([403, 'members_only', 'corp/assistant']);
      // a script that was told 401 would log in, and be told 401 again
      expect(refused(await visitor.call('/desk'))).toEqual([403, 'members_only', 'corp/assistant']);
      const posted = await visitor.open('/desk', { method: 'POST' });
      expect(refused(posted)).toEqual([403, 'members_only', 'corp/assistant']);
      expect(readJson(await visitor.open('/lobby'))).toMatchObject({ openid: stranger.openid });
      await logIn('/desk', zhang);
      expect(readJson(await visitor.open('/lobby'))).toMatchObject({ userid: 'zhangsan' });
    });

    it('where data are asked for that members alone have, and lets visitors in without if they may', async () => {
      const stranger = stage.corp.customer();
      expect(readJson(await logIn('/form', stranger))).toEqual({
        scope: 'snsapi_base',
        openid: stranger.openid,
      });
      expect((await visitor.open('/form')).status).toBe(200);
      expect(refused(await visitor.call('/profile'))[1]).toBe('members_only');
      const other = new Visitor(stage.url);
      expect(readJson(await logIn('/form', zhang, other))).toMatchObject({ mobile: '13800000001' });
    });
  });

  it('keeps two agents of one corporation, another corporation and an official account apart', async () => {
    await logIn('/desk');
    expect((await visitor.call('/night')).status).toBe(401);
    const li = stage.corp.member({ userid: 'lisi' });
    const other = stage.branch.member({ userid: 'zhangsan' });
    const alice = stage.shop.person();
    expect(readJson(await logIn('/night', li))).toEqual({ userid: 'lisi' });
    expect((await visitor.call('/branch')).status).toBe(401);
    expect(readJson(await logIn('/branch', other))).toEqual({ userid: 'zhangsan' });
    expect(readJson(await logIn('/orders', alice))).toEqual({ openid: alice.openid });
    expect(readJson(await visitor.open('/open'))).toEqual({ name: 'zhangsan' });
    expect(readJson(await visitor.open('/night'))).toEqual({ userid: 'lisi' });
    expect([...visitor.cookies.keys()].toSorted()).toEqual([
      'wechat_login_branch.assistant',
      'wechat_login_corp.assistant',
      'wechat_login_corp.night',
      'wechat_login_shop',
    ]);
  });

  it("takes no client's cookie under the name of another", async () => {
    await logIn('/desk');
    const value = visitor.cookies.get('wechat_login_corp.assistant') ?? '';
    for (const [name, path] of [
      ['corp.night', '/night'],
      ['branch.assistant', '/branch'],
      ['shop', '/orders'],
    ] as const) {
      visitor.cookies.set(`wechat_login_${name}`, value);
      expect(refused(await visitor.call(path))[1]).toBe('login_required');
    }
  });

  it('tells pages that everybody may see who looks at them, and ends the login of that agent alone', async () => {
    const name = async () => readJson(await visitor.open('/open')).name;
    expect(await name()).toBeNull();
    const stranger = stage.corp.customer();
    await logIn('/lobby', stranger);
    expect(await name()).toBe(stranger.openid);
    await logIn('/desk');
    await logIn('/night');
    expect(await name()).toBe('zhangsan');
    expect((await visitor.open('/logout')).body).toBe('bye');
    expect(await name()).toBeNull();
    expect((await visitor.call('/desk')).status).toBe(401);
    expect((await visitor.call('/night')).status).toBe(200);
  });

  it('asks again when the login is over', async () => {
    await logIn('/desk');
    jest.useFakeTimers({ toFake: ['Date'] } as never);
    jest.setSystemTime(Date.now() + 86_401_000);
    expect((await visitor.open('/desk')).status).toBe(302);
    expect((await visitor.call('/desk')).status).toBe(401);
  });

  it('gives both of two simultaneous returns whoever the one code stood for', async () => {
    const first = await visitor.open('/desk', { headers: WECOM });
    const returned = await zhang.authorize(first.location);
    stage.sandbox.delay(GET_USER_INFO, 150);
    const both = await Promise.all([visitor.open(returned), visitor.open(returned)]);
    expect(both.map(({ status }) => status)).toEqual([302, 302]);
    const again = await visitor.open(returned);
    expect([again.status, again.location]).toEqual([302, `${stage.url}/desk`]);
  });

  it('gets itself a new token when WeCom takes the old one no longer, unseen by the visitor', async () => {
    await logIn('/desk');
    stage.corp.revokeTokens();
    expect((await logIn('/desk', zhang, new Visitor(stage.url))).status).toBe(200);
  });

  it('serves an agent that is added while the application runs', async () => {
    const clients = stage.app.get(WeChatClients);
    clients.remove('corp/night');
    expect((await visitor.open('/night')).status).toBe(500);
    const { agentId, secret } = stage.corp.options.agents.night as { agentId: number; secret: string };
    clients.add('corp/night', workAgent({ agentId, secret }));
    const { location } = await visitor.open('/night', { headers: CHROME });
    expect(new URL(location).pathname).toBe('/wwlogin/sso/login');
    expect(readJson(await logIn('/night'))).toEqual({ userid: 'zhangsan' });
  });

  it('is there to be done by hand as well', async () => {
    const { login } = stage.app.get(WeChatClients).get<WorkAgent>('corp/assistant');
    const url = login.authorizeUrl({ redirectUri: `${stage.url}/hand`, state: 'abc' });
    const code = new URL(await zhang.authorize(url)).searchParams.get('code') ?? '';
    expect(await login.getUserInfo(code)).toMatchObject({ userid: 'zhangsan' });
    await expect(login.getUserInfo(code)).rejects.toMatchObject({ errcode: 40029 });
  });

  describe('refuses', () => {
    let returned: URL;
    beforeEach(async () => {
      const { location } = await visitor.open('/desk', { headers: WECOM });
      returned = new URL(await zhang.authorize(location));
    });

    /** Comes back with changes to the address. */
    const back = (changes: Record<string, string> = {}, path?: string): Promise<Visit> => {
      const url = new URL(returned);
      if (path !== undefined) url.pathname = path;
      for (const [name, value] of Object.entries(changes)) url.searchParams.set(name, value);
      return visitor.open(url.href);
    };
    const codeFor = async (path: string, person: Person): Promise<string> => {
      const { location } = await new Visitor(stage.url).open(path, { headers: WECOM });
      return new URL(await person.authorize(location)).searchParams.get('code') ?? '';
    };

    it('a code that was used, or is made up', async () => {
      expect((await back()).status).toBe(302);
      visitor.cookies.clear();
      const { location } = await visitor.open('/desk', { headers: WECOM });
      const state = new URL(location).searchParams.get('state') ?? '';
      expect(refused(await back({ state }))).toEqual([400, 'code_refused', 'corp/assistant']);
      expect(refused(await back({ state, code: 'made-up' }))).toEqual([
        400,
        'code_refused',
        'corp/assistant',
      ]);
    });

    it('a code of another corporation, of another agent, and of an official account', async () => {
      const codes = [
        await codeFor('/branch', stage.branch.member()),
        await codeFor('/night', zhang),
        await codeFor('/orders', stage.shop.person()),
      ];
      for (const code of codes)
        expect(refused(await back({ code }))).toEqual([400, 'code_refused', 'corp/assistant']);
      expect((await back()).status).toBe(302);
    });

    it('a code that is older than five minutes', async () => {
      stage.sandbox.advance(301);
      expect(refused(await back())[1]).toBe('code_refused');
    });

    it('a forged state, and one of another agent, corporation or browser', async () => {
      const state = returned.searchParams.get('state') ?? '';
      for (const forged of ['f'.repeat(64), '', 'STATE', `${state}0`, state.toUpperCase()])
        expect(refused(await back({ state: forged }))).toEqual([400, 'state_invalid', 'corp/assistant']);
      for (const [path, client] of [
        ['/night', 'corp/night'],
        ['/branch', 'branch/assistant'],
        ['/orders', 'shop'],
      ] as const)
        expect(refused(await back({}, path))).toEqual([400, 'state_invalid', client]);
      const elsewhere = await new Visitor(stage.url).open(returned.href);
      expect(refused(elsewhere)).toEqual([400, 'state_invalid', 'corp/assistant']);
    });

    it('a state that is eleven minutes old', async () => {
      jest.useFakeTimers({ toFake: ['Date'] } as never);
      jest.setSystemTime(Date.now() + 661_000);
      expect(refused(await back())).toEqual([400, 'state_expired', 'corp/assistant']);
    });

    it('with 502 while WeCom is away, and lets the visitor come again with the same return', async () => {
      stage.sandbox.fail(GET_USER_INFO, { status: 502, times: 1 });
      expect(refused(await back())).toEqual([502, 'login_failed', 'corp/assistant']);
      expect((await back()).location).toBe(`${stage.url}/desk`);
    });

    it('with 502 when WeCom does not take the secret, and tells the log without it, and without the code', async () => {
      const { secret } = stage.corp.options.agents.assistant as { secret: string };
      stage.sandbox.fail('GET /cgi-bin/gettoken', { errcode: 40001, errmsg: 'invalid credential' });
      const failed = await back();
      expect(refused(failed)).toEqual([502, 'login_failed', 'corp/assistant']);
      const told = log.lines.join('\n') + failed.body;
      expect(told).toContain('A login with "corp/assistant" failed');
      for (const hidden of [SECRET, secret, returned.searchParams.get('code') ?? ''])
        expect(told).not.toContain(hidden);
    });

    it('with 502 when the data of a member cannot be fetched, the ticket in no log', async () => {
      const tickets = jest.spyOn(WorkLoginService.prototype, 'getUserDetail');
      const { location } = await visitor.open('/profile', { headers: WECOM });
      stage.sandbox.fail('POST /cgi-bin/auth/getuserdetail', { errcode: 48002, errmsg: 'api forbidden' });
      const failed = await visitor.open(await zhang.authorize(location));
      expect(refused(failed)).toEqual([502, 'login_failed', 'corp/assistant']);
      expect(log.lines.join('\n')).toContain('48002');
      expect(log.lines.join('\n') + failed.body).not.toContain(tickets.mock.calls[0]?.[0]);
    });
  });
});

describe.each(ADAPTERS)('Logging in with WeCom on %s, as the application is set up:', (adapter) => {
  let stage: WorkLoginStage;
  afterEach(() => stage.close());

  it('behind a proxy with the address visitors see, in cookies of that host alone', async () => {
    stage = await startWorkLogin(adapter, { login: { origin: 'https://crm.example.com' } });
    const visitor = new Visitor(stage.url);
    const first = await visitor.open('/desk', { headers: { ...WECOM, 'x-forwarded-host': 'evil.example' } });
    const redirectUri = new URL(first.location).searchParams.get('redirect_uri');
    expect(redirectUri).toBe('https://crm.example.com/desk');
    const returned = new URL(await stage.corp.member().authorize(first.location));
    const back = await visitor.open(returned.pathname + returned.search);
    expect(back.location).toBe('https://crm.example.com/desk');
    expect([...visitor.cookies.keys()]).toEqual(['__Host-wechat_login_corp.assistant']);
  });

  it("in the application's own session, two agents side by side", async () => {
    stage = await startWorkLogin(adapter, {
      login: { session: 'application' },
      main: (app) => addSession(app, adapter),
    });
    const [zhang, li] = [stage.corp.member({ userid: 'zhangsan' }), stage.corp.member({ userid: 'lisi' })];
    const visitor = new Visitor(stage.url);
    for (const [path, member] of [
      ['/desk', zhang],
      ['/night', li],
    ] as const) {
      const { location } = await visitor.open(path, { headers: WECOM });
      expect((await visitor.open(await member.authorize(location))).location).toBe(stage.url + path);
    }
    expect(JSON.parse((await visitor.call('/desk')).body)).toMatchObject({ user: { userid: 'zhangsan' } });
    expect(JSON.parse((await visitor.call('/night')).body)).toEqual({ userid: 'lisi' });
    expect([...visitor.cookies.keys()]).toEqual(['sid']);
    await visitor.open('/logout');
    expect((await visitor.call('/desk')).status).toBe(401);
    expect((await visitor.call('/night')).status).toBe(200);
  });
});

async function addSession(app: INestApplication, adapter: AdapterName): Promise<void> {
  if (adapter === 'express') {
    app.use(expressSession({ secret: SECRET, resave: false, saveUninitialized: false, name: 'sid' }));
    return;
  }
  const fastify = app.getHttpAdapter().getInstance() as FastifyInstance;
  await fastify.register(fastifyCookie);
  await fastify.register(fastifySession, { secret: SECRET, cookieName: 'sid', cookie: { secure: false } });
}
