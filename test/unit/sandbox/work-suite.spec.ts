import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import {
  type SandboxCorp,
  SandboxUseError,
  type SandboxWorkProvider,
  type SandboxWorkSuite,
  WeChatSandbox,
} from '../../../lib/sandbox/index.js';

type Answer = Record<string, unknown> & { errcode: number };

let sandbox: WeChatSandbox;
let provider: SandboxWorkProvider;
let suite: SandboxWorkSuite;
let template: SandboxWorkSuite;
let acme: SandboxCorp;
beforeEach(async () => {
  sandbox = await WeChatSandbox.start();
  provider = sandbox.workProvider();
  suite = provider.suite({ name: 'CRM' });
  template = provider.suite({ suiteId: 'dk1' });
  acme = sandbox.corp({ name: 'Acme' });
  acme.member({ userid: 'zhangsan', name: '张三' });
});
afterEach(() => sandbox.close());

async function call(route: string, query: Record<string, string> = {}, body?: object): Promise<Answer> {
  const [method = '', path = ''] = route.split(' ');
  const url = `${sandbox.baseUrls.work}${path}?${new URLSearchParams(query)}`;
  const headers = { 'Content-Type': 'application/json' };
  const response = await fetch(url, { method, headers, ...(body && { body: JSON.stringify(body) }) });
  return (await response.json()) as Answer;
}

/** A ticket that was pushed nowhere: the exchange has it. */
async function ticketOf(one: SandboxWorkSuite): Promise<string> {
  one.callbackUrl = `${sandbox.url}/nowhere`;
  await one.pushTicket().catch(() => undefined);
  one.callbackUrl = undefined;
  const opened = sandbox.exchanges.at(-1)?.request.opened ?? '';
  return /SuiteTicket><!\[CDATA\[(.*?)\]\]>/.exec(opened)?.[1] ?? '';
}

async function suiteToken(one = suite): Promise<string> {
  const { suiteId: suite_id, suiteSecret: suite_secret } = one.options;
  const suite_ticket = await ticketOf(one);
  const body = { suite_id, suite_secret, suite_ticket };
  return (await call('POST /cgi-bin/service/get_suite_token', {}, body))['suite_access_token'] as string;
}

describe('Suites of the sandbox', () => {
  it.each<[string, (right: Record<string, string>) => object, number]>([
    ['an unknown suite', (right) => ({ ...right, suite_id: 'ww0' }), 40083],
    ['a wrong secret', (right) => ({ ...right, suite_secret: 'x' }), 40080],
    ['a wrong ticket', (right) => ({ ...right, suite_ticket: 'x' }), 40085],
    ['what is right', (right) => right, 0],
  ])('give tokens for what is right alone: %s', async (_what, change, errcode) => {
    const { suiteId: suite_id, suiteSecret: suite_secret } = suite.options;
    const right = { suite_id, suite_secret, suite_ticket: await ticketOf(suite) };
    expect(await call('POST /cgi-bin/service/get_suite_token', {}, change(right))).toMatchObject({ errcode });
  });

  it('take a ticket for half an hour', async () => {
    const { suiteId: suite_id, suiteSecret: suite_secret } = suite.options;
    const body = { suite_id, suite_secret, suite_ticket: await ticketOf(suite) };
    sandbox.advance(1799);
    expect((await call('POST /cgi-bin/service/get_suite_token', {}, body)).errcode).toBe(0);
    sandbox.advance(2);
    expect((await call('POST /cgi-bin/service/get_suite_token', {}, body)).errcode).toBe(40085);
  });

  it('are installed on a page that opens once', async () => {
    const suite_access_token = await suiteToken();
    const { pre_auth_code } = await call('GET /cgi-bin/service/get_pre_auth_code', { suite_access_token });
    const session = { pre_auth_code, session_info: { auth_type: 1 } };
    const set = (): Promise<Answer> =>
      call('POST /cgi-bin/service/set_session_info', { suite_access_token }, session);
    expect((await set()).errcode).toBe(0);
    const query = new URLSearchParams({
      suite_id: suite.suiteId,
      pre_auth_code: String(pre_auth_code),
      redirect_uri: 'https://saas.example/back?a=1',
      state: 's',
    });
    const page = `https://open.work.weixin.qq.com/3rdapp/install?${query}`;
    expect(() => template.installAt(page, acme)).toThrow(SandboxUseError);
    expect(() => suite.installAt('https://open.work.weixin.qq.com/other', acme)).toThrow(SandboxUseError);
    const back = new URL(suite.installAt(page, acme));
    expect([...back.searchParams.keys()]).toEqual(['a', 'auth_code', 'expires_in', 'state']);
    expect(() => suite.installAt(page, acme)).toThrow(/used/);
    expect((await set()).errcode).toBe(40077);
  });

  it('have a permanent code for each corporation, told once for each code', async () => {
    const suite_access_token = await suiteToken();
    const auth_code = await suite.install(acme, { userid: 'zhangsan', state: 's7' });
    const exchange = (): Promise<Answer> =>
      call('POST /cgi-bin/service/v2/get_permanent_code', { suite_access_token }, { auth_code });
    expect(await exchange()).toMatchObject({
      permanent_code: suite.permanentCodeOf(acme),
      auth_corp_info: { corpid: acme.corpId, corp_name: 'Acme' },
      auth_user_info: { userid: 'zhangsan' },
      state: 's7',
    });
    expect((await exchange()).errcode).toBe(40078);
    const again = await suite.install(acme);
    await suite.uninstall(acme);
    const old = await call(
      'POST /cgi-bin/service/v2/get_permanent_code',
      { suite_access_token },
      { auth_code: again },
    );
    expect(old.errcode).toBe(40078);
    await expect(suite.uninstall(acme)).rejects.toThrow(SandboxUseError);
    expect(() => suite.permanentCodeOf(acme)).toThrow(/has not installed/);
  });

  it('give tokens of a corporation to whoever has its permanent code, and see its address book', async () => {
    const suite_access_token = await suiteToken();
    await suite.install(acme);
    const token = (permanent_code: string): Promise<Answer> =>
      call(
        'POST /cgi-bin/service/get_corp_token',
        { suite_access_token },
        { auth_corpid: acme.corpId, permanent_code },
      );
    expect((await token('wrong')).errcode).toBe(40084);
    const { access_token } = (await token(suite.permanentCodeOf(acme))) as { access_token?: string };
    const query = { access_token: String(access_token), userid: 'zhangsan' };
    expect(await call('GET /cgi-bin/user/get', query)).toMatchObject({ errcode: 0, name: '张三' });
    await suite.uninstall(acme);
    expect((await call('GET /cgi-bin/user/get', query)).errcode).toBe(40014);
  });

  it('and templates tell secrets instead, which die when they are reset', async () => {
    const suite_access_token = await suiteToken(template);
    const auth_code = await template.install(acme);
    const answer = await call(
      'POST /cgi-bin/service/get_permanent_code',
      { suite_access_token },
      { auth_code },
    );
    expect(answer).toMatchObject({ auth_info: { agent: [{ is_customized_app: true }] } });
    expect(answer['access_token']).toBeUndefined();
    const secret = template.permanentCodeOf(acme);
    const of = { auth_corpid: acme.corpId, permanent_code: secret };
    const asked = await call('POST /cgi-bin/service/get_corp_token', { suite_access_token }, of);
    expect(asked.errcode).toBe(48002);
    const get = (corpsecret: string): Promise<Answer> =>
      call('GET /cgi-bin/gettoken', { corpid: acme.corpId, corpsecret });
    expect((await get(secret)).errcode).toBe(0);
    const { agentId } = template.agentIn(acme);
    await template.resetPermanentCode(acme);
    expect((await get(secret)).errcode).toBe(40001);
    expect((await get(template.permanentCodeOf(acme))).errcode).toBe(0);
    expect(template.agentIn(acme).agentId).toBe(agentId);
  });

  it('whose permanent codes open nothing by themselves, unlike those of templates', async () => {
    await suite.install(acme);
    const query = { corpid: acme.corpId, corpsecret: suite.permanentCodeOf(acme) };
    expect((await call('GET /cgi-bin/gettoken', query)).errcode).toBe(40001);
  });

  it('and no two share an id', () => {
    expect(() => provider.suite({ suiteId: 'dk1' })).toThrow(/dk1 already/);
    expect(() => sandbox.workProvider({ corpId: provider.corpId })).toThrow(/already/);
  });

  it('hide codes in the log', async () => {
    const suite_access_token = await suiteToken();
    const auth_code = await suite.install(acme);
    await call('POST /cgi-bin/service/v2/get_permanent_code', { suite_access_token }, { auth_code });
    expect(JSON.stringify(sandbox.requests)).not.toContain(auth_code);
    expect(JSON.stringify(sandbox.requests)).not.toContain(suite.options.suiteSecret);
  });
});
