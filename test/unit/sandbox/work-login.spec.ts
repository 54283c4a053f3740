import { describe, expect, it } from '@jest/globals';
import { SandboxUseError } from '../../../lib/sandbox/index.js';
import { setWorkStage, type WorkStage } from './work.stage.js';

const BACK = 'http://127.0.0.1:1/page?keep=1';

/** The addresses an application sends people to. */
function addressesOf({ sandbox, corp }: WorkStage) {
  const agentid = String(corp.agent('assistant').agentId);
  const common = { appid: corp.corpId, redirect_uri: BACK, state: 'abc', agentid };
  const url = (path: string, more: object = {}): string =>
    `${sandbox.url}${path}?${new URLSearchParams({ ...common, ...more })}`;
  return {
    app: (scope = 'snsapi_base', more: object = {}) =>
      `${url('/connect/oauth2/authorize', { response_type: 'code', scope, ...more })}#wechat_redirect`,
    web: (more: object = {}) => url('/wwlogin/sso/login', { login_type: 'CorpApp', ...more }),
    qr: (more: object = {}) => url('/wwopen/sso/qrConnect', more),
  };
}

const codeIn = (address: string): string => new URL(address).searchParams.get('code') ?? '';

describe('Logging in with WeCom', () => {
  it('tells members from visitors, and visitors from contacts', async () => {
    const stage = await setWorkStage();
    const { corp, as } = stage;
    const [zhang, customer, stranger] = [
      corp.member({ userid: 'zhangsan' }),
      corp.customer(),
      corp.customer(),
    ];
    await customer.addMember(zhang);
    const { app } = addressesOf(stage);
    const client = await as('assistant');
    const who = async (address: string) => client.get('auth/getuserinfo', { code: codeIn(address) });
    const back = await zhang.authorize(app());
    expect(back).toMatch(/\?keep=1&code=[\w-]+&state=abc$/);
    expect(await who(back)).toMatchObject({ errcode: 0, userid: 'zhangsan' });
    expect(await who(back)).toMatchObject({ errcode: 40029 });
    expect(await who(await customer.authorize(app()))).toMatchObject({
      openid: customer.openid,
      external_userid: customer.externalUserId,
    });
    const visitor = await who(await stranger.authorize(app()));
    expect(visitor).toMatchObject({ openid: stranger.openid });
    expect(visitor).not.toHaveProperty('external_userid');
  });

  it('tells what the member shared, for half an hour', async () => {
    const stage = await setWorkStage();
    const { corp, sandbox, as } = stage;
    const zhang = corp.member({ userid: 'zhangsan', mobile: '13800000001', email: 'z@example.com' });
    const client = await as('assistant');
    const { app } = addressesOf(stage);
    const code = codeIn(await zhang.authorize(app('snsapi_privateinfo'), ['mobile']));
    const { user_ticket: ticket } = await client.get('auth/getuserinfo', { code });
    const detail = await client.post('auth/getuserdetail', { user_ticket: ticket });
    expect(detail).toMatchObject({ userid: 'zhangsan', mobile: '13800000001' });
    expect(detail).not.toHaveProperty('email');
    const night = await as('night');
    expect(await night.post('auth/getuserdetail', { user_ticket: ticket })).toMatchObject({ errcode: 84015 });
    sandbox.advance(1801);
    expect(await client.post('auth/getuserdetail', { user_ticket: ticket })).toMatchObject({
      errcode: 84014,
    });
    expect(JSON.stringify(sandbox.requests)).not.toContain(ticket);
    expect(JSON.stringify(sandbox.requests)).not.toContain(code);
  });

  it('gives codes for the application that asked, which live for five minutes', async () => {
    const stage = await setWorkStage();
    const { corp, sandbox, as } = stage;
    const zhang = corp.member();
    const { web, qr } = addressesOf(stage);
    const night = await as('night');
    const code = codeIn(await zhang.authorize(web()));
    expect(await night.get('auth/getuserinfo', { code })).toMatchObject({ errcode: 40029 });
    const client = await as('assistant');
    expect(await client.get('auth/getuserinfo', { code })).toMatchObject({ userid: zhang.userid });
    const second = codeIn(await zhang.authorize(qr()));
    sandbox.advance(301);
    expect(await client.get('auth/getuserinfo', { code: second })).toMatchObject({ errcode: 40029 });
    expect(new URL(await zhang.refuse(qr())).search).toBe('?keep=1&state=abc');
  });

  it('shows an error for what WeCom does not take', async () => {
    const stage = await setWorkStage();
    const { corp } = stage;
    const [zhang, customer] = [corp.member(), corp.customer()];
    const { app, web, qr } = addressesOf(stage);
    const wrong: [string, RegExp][] = [
      [app('snsapi_userinfo'), /scope/],
      [app('snsapi_base', { appid: 'ww0' }), /appid/],
      [app('snsapi_privateinfo', { agentid: '' }), /agentid/],
      [app('snsapi_base', { response_type: 'token' }), /response_type/],
      [app('snsapi_base', { state: 'a b' }), /state/],
      [app('snsapi_base', { redirect_uri: '/page' }), /redirect_uri/],
      [app().replace('#wechat_redirect', ''), /#wechat_redirect/],
      [web({ login_type: 'ServiceApp' }), /login_type/],
      [qr({ agentid: '7' }), /agentid/],
    ];
    for (const [url, reason] of wrong) {
      await expect(zhang.authorize(url)).rejects.toThrow(SandboxUseError);
      await expect(zhang.authorize(url)).rejects.toThrow(reason);
    }
    await expect(customer.authorize(qr())).rejects.toThrow(/Only members/);
  });

  it('asks on a page who it is', async () => {
    const stage = await setWorkStage();
    const { corp, as } = stage;
    const zhang = corp.member({ userid: 'zhangsan', name: '<张三>' });
    const { app, web } = addressesOf(stage);
    const bare = app().replace(/#.*/, '');
    const html = await (await fetch(bare)).text();
    expect(html).toContain('&lt;张三&gt;');
    expect(html).toContain('value="member:zhangsan"');
    const answered = async (url: string, more: string) => {
      const response = await fetch(`${url}&${more}`, { redirect: 'manual' });
      return response.headers.get('location') ?? (await response.text());
    };
    const client = await as('assistant');
    const member = codeIn(await answered(web(), 'as=member:zhangsan'));
    expect(await client.get('auth/getuserinfo', { code: member })).toMatchObject({ userid: zhang.userid });
    const visitor = codeIn(await answered(bare, 'as=new&nickname=王五'));
    expect(await client.get('auth/getuserinfo', { code: visitor })).toMatchObject({
      openid: expect.any(String),
    });
    expect(await answered(bare, 'as=deny')).toMatch(/\?keep=1&state=abc$/);
    expect(await answered(web(), 'as=new')).toContain('data-refusal');
    expect(await answered(bare, 'as=member:nobody')).toContain('data-refusal');
  });

  it('opens mini programs, and pages signed with the right ticket', async () => {
    const { corp, as } = await setWorkStage();
    const zhang = corp.member({ userid: 'zhangsan' });
    const client = await as('assistant');
    const code = zhang.loginToMiniProgram();
    expect(await client.get('miniprogram/jscode2session', { js_code: code })).toMatchObject({
      corpid: corp.corpId,
      userid: 'zhangsan',
    });
    expect(await client.get('miniprogram/jscode2session', { js_code: code })).toMatchObject({
      errcode: 40029,
    });
    const own = await client.get('ticket/get', { type: 'agent_config' });
    const shared = await client.get('get_jsapi_ticket');
    const night = await as('night');
    expect(await night.get('get_jsapi_ticket')).toMatchObject({ ticket: shared['ticket'] });
    expect((await night.get('ticket/get', { type: 'agent_config' }))['ticket']).not.toBe(own['ticket']);
    expect(corp.ticketFetches).toBe(2);
  });
});
