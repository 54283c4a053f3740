import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { type Authorizer, type OpenPlatform, WeChatApiError } from 'nestjs-wechat-sdk';
import { readFacts } from 'nestjs-wechat-sdk/catalog';
import { ADAPTERS } from '../../src/start-app.js';
import { type StartedPlatform, startPlatform } from '../../src/start-platform.js';

type Row<Client> = readonly [route: string, act: (client: Client) => Promise<unknown>];

const PICTURE = { content: Buffer.from('p'), filename: 'p.png', contentType: 'image/png' };
const NOTES = { content: Buffer.from('t'), filename: 't.txt', contentType: 'text/plain' };
const RULE = { prefix: 'https://a.com/q', path: 'pages/a', permit_sub_rule: 1, open_version: 3 };
const DOMAINS = { requestdomain: ['https://a.com'] };
const PROOF = { first: 8, second: 39, certicates: [{ key: 'k', value: 'm' }] };
const LEGAL = { code: '1', code_type: 1, legal_persona_name: 'l', legal_persona_wechat: 'w' };
const TRIAL = { ...LEGAL, enterprise_name: 'e', legal_persona_idcard: 'i', component_phone: '1' };

const all = async (items: AsyncIterable<unknown>): Promise<unknown[]> => {
  const found = [];
  for await (const item of items) found.push(item);
  return found;
};

/** Calls with the token of the account, of whose answers the sandbox checks nothing but the form. */
const OF_ACCOUNT: ReadonlyArray<Row<Authorizer>> = [
  ['GET /cgi-bin/wxopen/getallcategories', ({ category }) => category.getAll()],
  ['POST /cgi-bin/wxopen/getcategoriesbytype', ({ category }) => category.getByType('company')],
  ['GET /cgi-bin/wxopen/getcategory', ({ category }) => category.getSet()],
  ['POST /cgi-bin/wxopen/addcategory', ({ category }) => category.add([PROOF])],
  ['POST /cgi-bin/wxopen/deletecategory', ({ category }) => category.delete(8, 39)],
  ['POST /cgi-bin/wxopen/modifycategory', ({ category }) => category.modify(PROOF)],
  ['GET /wxa/get_category', ({ category }) => category.getNames()],
  ['POST /wxa/speedupaudit', ({ code }) => code.speedUpAudit(1)],
  ['GET /wxa/queryquota', ({ code }) => code.getQuota()],
  ['POST /wxa/uploadmedia', ({ code }) => code.uploadAuditMedia(PICTURE)],
  ['POST /wxa/grayrelease', ({ code }) => code.grayRelease(1, { testersFirst: true })],
  ['GET /wxa/getgrayreleaseplan', ({ code }) => code.getGrayReleasePlan()],
  ['GET /wxa/revertgrayrelease', ({ code }) => code.revertGrayRelease()],
  ['POST /wxa/change_visitstatus', ({ code }) => code.setVisitStatus('open')],
  ['POST /wxa/getvisitstatus', ({ code }) => code.getVisitStatus()],
  ['POST /cgi-bin/wxopen/getweappsupportversion', ({ code }) => code.getSupportVersion()],
  ['POST /cgi-bin/wxopen/setweappsupportversion', ({ code }) => code.setSupportVersion('1.0.0')],
  ['POST /wxa/modify_domain', ({ domain }) => domain.get()],
  ['POST /wxa/modify_domain', ({ domain }) => domain.modify('add', DOMAINS)],
  ['POST /wxa/modify_domain_directly', ({ domain }) => domain.getDirect()],
  ['POST /wxa/modify_domain_directly', ({ domain }) => domain.modifyDirectly('add', DOMAINS)],
  ['POST /wxa/setwebviewdomain', ({ domain }) => domain.getWebview()],
  ['POST /wxa/setwebviewdomain', ({ domain }) => domain.setWebview('set', ['https://a.com'])],
  ['POST /wxa/setwebviewdomain_directly', ({ domain }) => domain.getWebviewDirect()],
  ['POST /wxa/setwebviewdomain_directly', ({ domain }) => domain.setWebviewDirectly('set', [])],
  ['POST /wxa/get_webviewdomain_confirmfile', ({ domain }) => domain.getWebviewConfirmFile()],
  ['POST /wxa/get_effective_domain', ({ domain }) => domain.getEffective()],
  ['POST /wxa/get_effective_webviewdomain', ({ domain }) => domain.getEffectiveWebview()],
  ['GET /wxa/get_prefetchdnsdomain', ({ domain }) => domain.getPrefetchDns()],
  ['POST /wxa/set_prefetchdnsdomain', ({ domain }) => domain.setPrefetchDns(['a.com'])],
  ['POST /cgi-bin/wxopen/wxamplink', ({ link }) => link.add('wx2', { showProfile: true })],
  ['POST /cgi-bin/wxopen/wxamplinkget', ({ link }) => link.list()],
  ['POST /cgi-bin/wxopen/wxampunlink', ({ link }) => link.delete('wx2')],
  ['POST /wxa/bind_tester', ({ member }) => member.bind('liu')],
  ['POST /wxa/unbind_tester', ({ member }) => member.unbind({ wechatid: 'liu' })],
  ['POST /wxa/memberauth', ({ member }) => member.list()],
  ['GET /cgi-bin/open/sameentity', ({ openAccount }) => openAccount.isSameEntity()],
  ['POST /cgi-bin/component/getprivacysetting', ({ privacy }) => privacy.getSetting()],
  [
    'POST /cgi-bin/component/setprivacysetting',
    ({ privacy }) => privacy.setSetting({ owner_setting: { notice_method: 'page' } }),
  ],
  ['POST /cgi-bin/component/uploadprivacyextfile', ({ privacy }) => privacy.uploadFile(NOTES)],
  [
    'POST /wxa/security/apply_privacy_interface',
    ({ privacy }) => privacy.applyInterface({ api_name: 'wx.choosePoi', content: 'why' }),
  ],
  ['GET /wxa/security/get_privacy_interface', ({ privacy }) => privacy.getInterfaces()],
  ['GET /wxa/security/get_code_privacy_info', ({ privacy }) => privacy.getCodePrivacyInfo()],
  ['GET /cgi-bin/account/getaccountbasicinfo', ({ profile }) => profile.getBasicInfo()],
  ['POST /wxa/setnickname', ({ profile }) => profile.setNickname({ nick_name: 'n' })],
  ['POST /wxa/api_wxa_querynickname', ({ profile }) => profile.getNicknameAudit(1)],
  ['POST /cgi-bin/wxverify/checkwxverifynickname', ({ profile }) => profile.checkNickname('n')],
  ['POST /cgi-bin/account/modifyheadimage', ({ profile }) => profile.setAvatar('m')],
  ['POST /cgi-bin/account/modifysignature', ({ profile }) => profile.setSignature('shoes')],
  ['GET /wxa/getwxasearchstatus', ({ profile }) => profile.isSearchable()],
  ['POST /wxa/changewxasearchstatus', ({ profile }) => profile.setSearchable(true)],
  ['POST /cgi-bin/account/componentrebindadmin', ({ profile }) => profile.rebindAdmin('t')],
  ['POST /wxa/security/getorderpathinfo', ({ profile }) => profile.getOrderPath()],
  ['GET /wxa/getshowwxaitem', ({ profile }) => profile.getShownAccount()],
  ['POST /wxa/updateshowwxaitem', ({ profile }) => profile.setShownAccount('wx2')],
  ['GET /wxa/getwxamplinkforshow', ({ profile }) => all(profile.listShowableAccounts())],
  ['POST /cgi-bin/wxopen/qrcodejumpadd', ({ qrCodeJump }) => qrCodeJump.add(RULE)],
  ['POST /cgi-bin/wxopen/qrcodejumpadd', ({ qrCodeJump }) => qrCodeJump.update(RULE)],
  ['POST /cgi-bin/wxopen/qrcodejumpdelete', ({ qrCodeJump }) => qrCodeJump.delete(RULE.prefix)],
  ['POST /cgi-bin/wxopen/qrcodejumppublish', ({ qrCodeJump }) => qrCodeJump.publish(RULE.prefix)],
  ['POST /cgi-bin/wxopen/qrcodejumpget', ({ qrCodeJump }) => qrCodeJump.get([RULE.prefix])],
  ['POST /cgi-bin/wxopen/qrcodejumpget', ({ qrCodeJump }) => all(qrCodeJump.list())],
  ['POST /cgi-bin/wxopen/qrcodejumpdownload', ({ qrCodeJump }) => qrCodeJump.getConfirmFile()],
  ['POST /cgi-bin/account/fastregister', ({ registration }) => registration.create('t')],
  ['POST /wxa/verifybetaweapp', ({ registration }) => registration.verifyBeta(TRIAL)],
  ['POST /wxa/setbetaweappnickname', ({ registration }) => registration.setBetaNickname('n')],
];

/** The same with the token of the platform. */
const OF_PLATFORM: ReadonlyArray<Row<OpenPlatform>> = [
  ['POST /cgi-bin/component/modify_wxa_server_domain', ({ domain }) => domain.getServer()],
  ['POST /cgi-bin/component/modify_wxa_server_domain', ({ domain }) => domain.modifyServer('set', ['a.com'])],
  ['POST /cgi-bin/component/modify_wxa_jump_domain', ({ domain }) => domain.getJump()],
  ['POST /cgi-bin/component/modify_wxa_jump_domain', ({ domain }) => domain.modifyJump('add', ['a.com'])],
  ['POST /cgi-bin/component/get_domain_confirmfile', ({ domain }) => domain.getConfirmFile()],
  [
    'POST /wxa/security/applysetorderpathinfo',
    ({ orderPath }) => orderPath.apply({ path: 'pages/a', appid_list: ['wx1'] }),
  ],
  [
    'POST /cgi-bin/component/fastregisterweapp?action=create',
    ({ registration }) => registration.create({ ...LEGAL, name: 'n' }),
  ],
  [
    'POST /cgi-bin/component/fastregisterweapp?action=search',
    ({ registration }) =>
      registration.search({ name: 'n', legal_persona_name: 'l', legal_persona_wechat: 'w' }),
  ],
  [
    'POST /wxa/component/fastregisterpersonalweapp?action=create',
    ({ registration }) => registration.createPersonal({ idname: 'i', wxuser: 'w' }),
  ],
  [
    'POST /wxa/component/fastregisterpersonalweapp?action=query',
    ({ registration }) => registration.queryPersonal('t'),
  ],
  ['POST /wxa/component/fastregisterbetaweapp', ({ registration }) => registration.createBeta('name', 'o1')],
  ['POST /cgi-bin/openapi/quota/get', ({ openApi }) => openApi.getQuota('/cgi-bin/component/api_query_auth')],
  [
    'POST /cgi-bin/openapi/quota/clear',
    ({ openApi }) => openApi.clearApiQuota('/cgi-bin/component/api_query_auth'),
  ],
  ['POST /cgi-bin/clear_quota', ({ openApi }) => openApi.clearQuota()],
];

describe.each(ADAPTERS)('The services of a third-party platform, on %s', (adapter) => {
  const facts = readFacts();
  let started: StartedPlatform;
  let account: Authorizer;
  beforeAll(async () => {
    started = await startPlatform(adapter);
    await started.console.authorize(started.mini);
    account = started.platform.authorizer(started.mini.appId);
  });
  afterAll(() => started.close());
  beforeEach(() => started.sandbox.reset());

  /** The call WeChat saw last, as a route, and whose token it carried. */
  const last = () => {
    const { method, path, query, appId } = started.sandbox.requests.at(-1) ?? {};
    const action = query?.['action'];
    const route = `${method} ${path}`;
    return { route: facts.has(route) ? route : `${route}?action=${String(action)}`, appId };
  };

  it.each(OF_ACCOUNT)('%s goes out with the token of the account', async (route, act) => {
    await act(account);
    expect(last()).toEqual({ route, appId: started.mini.appId });
  });

  it.each(OF_PLATFORM)('%s goes out with the token of the platform', async (route, act) => {
    await act(started.platform);
    expect(last()).toEqual({ route, appId: started.console.appId });
  });

  it('resets quotas with the secret, without any token', async () => {
    await started.platform.openApi.clearQuotaByAppSecret(started.mini.appId);
    expect(started.sandbox.requests.at(-1)).toMatchObject({
      path: '/cgi-bin/component/clear_quota/v2',
      query: {},
    });
  });

  it('binds an account to an open-platform account and unbinds it', async () => {
    const { openAccount } = account;
    expect(await openAccount.isBound()).toBe(false);
    await expect(openAccount.get()).rejects.toMatchObject({ errcode: 89002 });
    const openAppId = await openAccount.create();
    expect(await openAccount.get()).toBe(openAppId);
    await expect(openAccount.create()).rejects.toMatchObject({ errcode: 89000 });
    await openAccount.unbind(openAppId);
    expect(await openAccount.isBound()).toBe(false);
    await openAccount.bind(openAppId);
    expect(await openAccount.isBound()).toBe(true);
    await openAccount.unbind(openAppId);
  });

  it('takes code from a draft to the air, and back', async () => {
    const { console, mini, platform } = started;
    const { code } = account;
    const draftId = console.addDraft({ version: '0.1', description: 'd', pages: ['pages/index'] });
    expect(await platform.template.listDrafts()).toMatchObject([{ draft_id: draftId }]);
    await platform.template.add(draftId);
    const [template] = await platform.template.list('ordinary');
    const templateId = template?.template_id ?? '';
    const ship = async (version: string): Promise<void> => {
      await code.commit({ templateId, version, description: 'd', ext: { ext: { shop: 7 } } });
      const auditId = await code.submitAudit({ item_list: [] });
      expect(await code.getAuditStatus(auditId)).toMatchObject({ status: 2 });
      await mini.audit.pass();
      expect(await code.getLatestAuditStatus()).toMatchObject({ auditid: auditId, user_version: version });
      await code.release();
    };
    await expect(code.commit({ templateId: 999, version: '1', description: '' })).rejects.toBeInstanceOf(
      WeChatApiError,
    );
    await ship('1.0');
    expect(await code.getPages()).toEqual(['pages/index']);
    expect((await code.getQrCode('pages/index?a=1')).subarray(1, 4).toString()).toBe('PNG');
    await ship('1.1');
    const [previous] = await code.getHistory();
    expect(previous).toMatchObject({ user_version: '1.0' });
    await code.rollback(previous?.app_version);
    expect(await code.getVersionInfo()).toMatchObject({ release_info: { release_version: '1.0' } });
    await code.commit({ templateId, version: '1.2', description: 'd' });
    await code.submitAudit({ item_list: [] });
    await code.undoAudit();
    await expect(code.release()).rejects.toMatchObject({ errcode: 85020 });
    await platform.template.delete(templateId);
    expect(await platform.template.list()).toEqual([]);
  });
});
