import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { Controller, Get, Query, Redirect } from '@nestjs/common';
import { InjectWeChat, WeChatAuthorizationError } from 'nestjs-wechat-sdk';
import { WeChatInfo, type WorkSuite, type WorkToldInfos } from 'nestjs-wechat-sdk/work';
import { writeXml } from '../../../../lib/common/index.js';
import { LogCapture } from '../../../src/log.capture.js';
import { ADAPTERS } from '../../../src/start-app.js';
import { startSuites, type StartedSuites } from '../../../src/start-suite.js';
import { seconds, sealedPush, sendRaw } from '../../../src/wechat.sender.js';

let told: string[] = [];

@Controller()
class SaasController {
  constructor(@InjectWeChat('crm') private readonly crm: WorkSuite) {}

  @Get('install')
  @Redirect()
  install(@Query('test') test?: string): Promise<object> {
    const redirectUri = 'http://saas.example/installed?tenant=7';
    return this.crm.authorization.redirect({ redirectUri, state: 'tenant7', authType: test ? 1 : 0 });
  }

  @WeChatInfo('suite_ticket')
  ticket(): void {
    told.push('ticket');
  }

  @WeChatInfo('create_auth')
  created({ AuthCorpId, State = '' }: WorkToldInfos['create_auth']): void {
    told.push(`created ${AuthCorpId} ${State}`);
  }

  @WeChatInfo('change_auth')
  changed({ AuthCorpId }: WorkToldInfos['change_auth']): void {
    told.push(`changed ${AuthCorpId}`);
  }

  @WeChatInfo('reset_permanent_code')
  reset({ AuthCorpId }: WorkToldInfos['reset_permanent_code']): void {
    told.push(`reset ${AuthCorpId}`);
  }

  @WeChatInfo('cancel_auth')
  cancelled({ AuthCorpId }: WorkToldInfos['cancel_auth']): void {
    told.push(`cancelled ${AuthCorpId}`);
  }
}

const codeOf = (address: string): string => new URL(address).searchParams.get('auth_code') as string;

describe.each(ADAPTERS)('Corporations of a suite, on %s', (adapter) => {
  let started: StartedSuites;
  const log = new LogCapture();
  beforeEach(async () => {
    started = await startSuites(adapter, { controllers: [SaasController], nest: { logger: log } });
    told = [];
  });
  afterEach(() => started.close());

  const exchanges = (): number =>
    started.sandbox.requests.filter(({ path }) => path.endsWith('/get_permanent_code')).length;
  const installPage = async (query = ''): Promise<string> => {
    const response = await fetch(`${started.url}/install${query}`, { redirect: 'manual' });
    expect(response.status).toBe(302);
    return response.headers.get('location') as string;
  };
  const namesOf = async (suite: WorkSuite, corpId: string): Promise<string[]> =>
    (
      await suite.corp(corpId).request('GET /cgi-bin/user/simplelist', { query: { department_id: 1 } })
    ).userlist.map(({ name }) => name);

  it('come by push, and the handler hears which one it was', async () => {
    const { crm, crmConsole, acme } = started;
    await crmConsole.install(acme, { state: 'ad42' });
    expect(told).toEqual([`created ${acme.corpId} ad42`]);
    expect(await namesOf(crm, acme.corpId)).toEqual(['张三']);
    expect(exchanges()).toBe(1);
  });

  it('come with the browser of their administrator, who is known then', async () => {
    const { crm, crmConsole, acme } = started;
    const page = await installPage();
    expect(new URL(page).pathname).toBe('/3rdapp/install');
    const back = crmConsole.installAt(page, acme, { userid: 'zhangsan' });
    expect(back).toMatch(/^http:\/\/saas\.example\/installed\?tenant=7&auth_code=.*&state=tenant7$/);
    const installation = await crm.authorization.accept(codeOf(back));
    expect(installation).toEqual({
      auth_corp_info: { corpid: acme.corpId, corp_name: 'Acme' },
      auth_user_info: { userid: 'zhangsan', name: '张三', open_userid: expect.stringMatching(/^wo/) },
    });
    expect(await namesOf(crm, acme.corpId)).toEqual(['张三']);
    expect(told).toEqual([]);
  });

  it('install test versions, where the page is asked for one', async () => {
    const { sandbox, crm, crmConsole, acme } = started;
    const back = crmConsole.installAt(await installPage('?test=1'), acme);
    const [asked] = sandbox.requests.filter(({ path }) => path.endsWith('/set_session_info'));
    expect(asked?.body).toMatchObject({ session_info: { auth_type: 1 } });
    expect((await crm.authorization.accept(codeOf(back))).auth_corp_info.corpid).toBe(acme.corpId);
  });

  it.each(['the push', 'the browser'])('come once when %s is first', async (first) => {
    const { crm, crmConsole, acme } = started;
    const code = codeOf(crmConsole.installAt(await installPage(), acme));
    const push = (): Promise<void> => crmConsole.pushInfo({ InfoType: 'create_auth', AuthCode: code });
    if (first === 'the push') await push();
    const { auth_corp_info } = await crm.authorization.accept(code);
    if (first === 'the browser') await push();
    expect(auth_corp_info.corpid).toBe(acme.corpId);
    expect(told).toEqual([`created ${acme.corpId} `]);
    expect(exchanges()).toBe(1);
  });

  it('are taken in once, however many come with the code at the same time', async () => {
    const { crm, crmConsole, acme } = started;
    const code = codeOf(crmConsole.installAt(await installPage(), acme));
    const push = crmConsole.pushInfo({ InfoType: 'create_auth', AuthCode: code });
    const accepted = await Promise.all(Array.from({ length: 20 }, () => crm.authorization.accept(code)));
    await push;
    expect(accepted.every(({ auth_corp_info }) => auth_corp_info.corpid === acme.corpId)).toBe(true);
    expect(exchanges()).toBe(1);
    expect(told).toEqual([`created ${acme.corpId} `]);
  });

  it('do not come with codes that are stale, made up or missing', async () => {
    const { crm, crmConsole, acme, sandbox } = started;
    const code = codeOf(crmConsole.installAt(await installPage(), acme));
    sandbox.advance(601);
    await expect(crm.authorization.accept(code)).rejects.toMatchObject({
      errcode: 40078,
      hint: expect.stringContaining('auth_code'),
    });
    await crmConsole.pushInfo({ InfoType: 'create_auth', AuthCode: 'made-up' });
    expect(told).toEqual([]);
    expect(log.lines.join('\n')).toMatch(/create_auth of ww\w+ came with a code WeCom no longer takes/);
    await expect(crm.authorization.accept('')).rejects.toThrow(TypeError);
    await expect(crm.authorization.redirect({ redirectUri: '/installed' })).rejects.toThrow(TypeError);
  });

  it('leave, and nothing of them stays', async () => {
    const { crm, crmConsole, acme } = started;
    await crmConsole.install(acme);
    await namesOf(crm, acme.corpId);
    await crmConsole.uninstall(acme);
    expect(told.at(-1)).toBe(`cancelled ${acme.corpId}`);
    const failure = await namesOf(crm, acme.corpId).catch((error: unknown) => error);
    expect(failure).toBeInstanceOf(WeChatAuthorizationError);
    expect((failure as Error).message).toMatch(
      new RegExp(`"crm": ${acme.corpId} has not authorized the suite.*install the suite once more`),
    );
    await expect(crm.authorization.getInfo(acme.corpId)).rejects.toThrow(WeChatAuthorizationError);
  });

  it('stay when news that they left comes after they came back', async () => {
    const { crm, crmConsole, acme, url } = started;
    await crmConsole.install(acme);
    told = [];
    const { suiteId, token, encodingAESKey } = crmConsole.options;
    const late = writeXml({
      SuiteId: suiteId,
      InfoType: 'cancel_auth',
      TimeStamp: Number(seconds()) - 100,
      AuthCorpId: acme.corpId,
    });
    const answer = await sendRaw(
      `${url}/wechat/crm`,
      sealedPush(late, { token, encodingAESKey, appId: suiteId }),
    );
    expect(answer).toMatchObject({ status: 200, text: 'success' });
    expect(told).toEqual([]);
    expect(await namesOf(crm, acme.corpId)).toEqual(['张三']);
  });

  it('come back after they left, with another permanent code', async () => {
    const { crm, crmConsole, acme } = started;
    await crmConsole.install(acme);
    const before = crmConsole.permanentCodeOf(acme);
    const agentId = crmConsole.agentIn(acme).agentId;
    expect(await crm.corp(acme.corpId).requireAgentId()).toBe(agentId);
    await crmConsole.uninstall(acme);
    await crmConsole.install(acme);
    expect(crmConsole.permanentCodeOf(acme)).not.toBe(before);
    expect(await namesOf(crm, acme.corpId)).toEqual(['张三']);
    expect(await crm.corp(acme.corpId).requireAgentId()).toBe(crmConsole.agentIn(acme).agentId);
    expect(told).toHaveLength(3);
  });

  it('may change what the suite may do, of which handlers hear', async () => {
    const { crmConsole, acme } = started;
    await crmConsole.install(acme);
    await crmConsole.change(acme);
    expect(told.at(-1)).toBe(`changed ${acme.corpId}`);
  });

  it('have their new permanent code used at once when the provider has it reset', async () => {
    const { custom, customConsole, acme } = started;
    await customConsole.install(acme);
    expect(await namesOf(custom, acme.corpId)).toEqual(['张三']);
    await customConsole.resetPermanentCode(acme);
    expect(told.at(-1)).toBe(`reset ${acme.corpId}`);
    expect(await namesOf(custom, acme.corpId)).toEqual(['张三']);
    expect(customConsole.tokenFetches.corps).toBe(1);
  });

  it('of a template are called with the permanent code as their secret', async () => {
    const { custom, customConsole, acme, sandbox } = started;
    await customConsole.install(acme);
    await namesOf(custom, acme.corpId);
    expect(sandbox.requests.some(({ path }) => path.endsWith('/gettoken'))).toBe(true);
    expect(sandbox.requests.some(({ path }) => path.endsWith('/get_corp_token'))).toBe(false);
  });

  it('tell what they have authorized, and who may manage the application', async () => {
    const { crm, crmConsole, acme } = started;
    await crmConsole.install(acme, { userid: 'zhangsan' });
    const { auth_info, auth_corp_info } = await crm.authorization.getInfo(acme.corpId);
    const { agentId } = crmConsole.agentIn(acme);
    expect(auth_corp_info.corp_name).toBe('Acme');
    expect(auth_info?.agent[0]).toMatchObject({ agentid: agentId, is_customized_app: false });
    const admins = [{ userid: 'zhangsan', open_userid: expect.any(String), auth_type: 1 }];
    expect(await crm.authorization.listAdmins(acme.corpId)).toEqual(admins);
    expect(await crm.authorization.listAdmins(acme.corpId, agentId)).toEqual(admins);
    expect(crm.corp(acme.corpId).agentId).toBe(String(agentId));
  });

  it('are taken over from elsewhere with the permanent code, once WeCom has said that it is good', async () => {
    const { crm, crmConsole, acme } = started;
    crmConsole.callbackUrl = undefined;
    await crmConsole.install(acme);
    await expect(crm.authorization.restore(acme.corpId, 'wrong')).rejects.toMatchObject({ errcode: 40084 });
    await expect(namesOf(crm, acme.corpId)).rejects.toThrow(WeChatAuthorizationError);
    await crm.authorization.restore(acme.corpId, crmConsole.permanentCodeOf(acme));
    expect(await namesOf(crm, acme.corpId)).toEqual(['张三']);
    await expect(crm.authorization.restore('../etc', 'code')).rejects.toThrow(TypeError);
    await expect(crm.authorization.restore(acme.corpId, '')).rejects.toThrow(TypeError);
  });

  it('need a ticket, and say so', async () => {
    await started.close();
    started = await startSuites(adapter, { hasTicket: false });
    await expect(started.crm.authorization.createPreAuthCode()).rejects.toThrow(
      /"crm": no suite_ticket has come yet.*\/<path>\/crm/,
    );
  });

  it('are not mixed up between two suites', async () => {
    const { crm, hr, crmConsole, hrConsole, acme, globex } = started;
    await crmConsole.install(acme);
    await hrConsole.install(acme);
    await hrConsole.install(globex);
    expect(await namesOf(crm, acme.corpId)).toEqual(['张三']);
    await expect(namesOf(crm, globex.corpId)).rejects.toThrow(WeChatAuthorizationError);
    const department = await hr.contacts(globex.corpId).departments.create({ name: '研发', parentid: 1 });
    expect(department).toBeGreaterThan(1);
    await hrConsole.uninstall(acme);
    expect(await namesOf(crm, acme.corpId)).toEqual(['张三']);
    await expect(hr.contacts(acme.corpId).departments.list()).rejects.toThrow(WeChatAuthorizationError);
  });

  it('have one token each, fetched once however many ask', async () => {
    const { crm, crmConsole, acme, globex } = started;
    await crmConsole.install(acme);
    await crmConsole.install(globex);
    const ids = [acme.corpId, globex.corpId];
    const asked = await Promise.all(Array.from({ length: 20 }, (_, i) => namesOf(crm, ids[i % 2] as string)));
    expect(asked.slice(0, 2)).toEqual([['张三'], ['李四']]);
    expect(crmConsole.tokenFetches).toEqual({ suite: 1, corps: 2 });
  });

  it.each(['revoked', 'expired'])('are called again when the token of the suite was %s', async (how) => {
    const { crm, crmConsole, acme } = started;
    await crmConsole.install(acme);
    if (how === 'revoked') crmConsole.revokeTokens();
    else crmConsole.expireTokens();
    expect(await namesOf(crm, acme.corpId)).toEqual(['张三']);
    expect(crmConsole.tokenFetches.suite).toBe(2);
  });
});
