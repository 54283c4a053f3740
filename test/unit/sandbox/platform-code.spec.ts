import { describe, expect, it } from '@jest/globals';
import { openedBy, setPlatformStage } from './platform.stage.js';

async function codeStage() {
  const stage = await setPlatformStage();
  const { client, platform, mini } = stage;
  const { access } = await client.adopt(mini);
  const get = (path: string) => client.call(path, access);
  const post = (path: string, body: object = {}) => client.call(path, access, body);
  const templates = async () =>
    (await client.call('/wxa/gettemplatelist', client.token))['template_list'] as {
      template_id: number;
      draft_id: number;
    }[];
  const draft_id = platform.addDraft({ version: '1.0', description: 'first', pages: ['index', 'about'] });
  await client.call('/wxa/addtotemplate', client.token, { draft_id });
  const [template] = await templates();
  const commit = (user_version: string, extra: object = {}) =>
    post('/wxa/commit', {
      template_id: String(template?.template_id),
      ext_json: '{"extAppid":"wx"}',
      user_version,
      user_desc: `is ${user_version}`,
      ...extra,
    });
  const submit = async () => Number((await post('/wxa/submit_audit', { item_list: [] }))['auditid']);
  const release = async (version: string) => {
    await commit(version);
    await submit();
    await mini.audit.pass();
    return post('/wxa/release');
  };
  return { ...stage, access, get, post, templates, draft_id, commit, submit, release };
}

describe('the templates of a platform', () => {
  it('are made of drafts, listed, and deleted', async () => {
    const { client, templates, draft_id } = await codeStage();
    expect(await client.call('/wxa/gettemplatedraftlist', client.token)).toMatchObject({
      draft_list: [{ draft_id, user_version: '1.0', user_desc: 'first' }],
    });
    const [one] = await templates();
    expect(one).toMatchObject({ draft_id, template_type: 0, user_version: '1.0' });
    expect(await client.call('/wxa/gettemplatelist?template_type=1', client.token)).toMatchObject({
      template_list: [],
    });
    const remove = { template_id: String(one?.template_id) };
    expect(await client.call('/wxa/deletetemplate', client.token, remove)).toMatchObject({ errcode: 0 });
    expect(await client.call('/wxa/deletetemplate', client.token, remove)).toMatchObject({ errcode: 85064 });
    expect(await client.call('/wxa/addtotemplate', client.token, { draft_id: 1 })).toMatchObject({
      errcode: 85064,
    });
  });
});

describe('the code of a mini program', () => {
  it('is nowhere before it was committed', async () => {
    const { get, post } = await codeStage();
    expect(await get('/wxa/get_page')).toMatchObject({ errcode: 86001 });
    expect(await get('/wxa/get_qrcode')).toMatchObject({ errcode: 86001 });
    expect(await post('/wxa/submit_audit', { item_list: [] })).toMatchObject({ errcode: 86001 });
    expect(await get('/wxa/get_latest_auditstatus')).toMatchObject({ errcode: 85058 });
    expect(await get('/wxa/undocodeaudit')).toMatchObject({ errcode: 85019 });
    expect(await post('/wxa/release')).toMatchObject({ errcode: 85019 });
    expect(await get('/wxa/revertcoderelease')).toMatchObject({ errcode: 87012 });
    expect(await post('/wxa/getversioninfo')).toEqual({ errcode: 0, errmsg: 'ok' });
  });

  it('is committed from a template, and can be tried', async () => {
    const { get, post, commit, client, access } = await codeStage();
    expect(await commit('1.1')).toMatchObject({ errcode: 0 });
    expect(await get('/wxa/get_page')).toMatchObject({ page_list: ['index', 'about'] });
    expect(await post('/wxa/getversioninfo')).toMatchObject({
      exp_info: { exp_version: '1.1', exp_desc: 'is 1.1' },
    });
    const picture = await client.fetch('/wxa/get_qrcode?path=index', access);
    expect(picture.headers.get('content-type')).toBe('image/png');
    expect([...new Uint8Array(await picture.arrayBuffer()).slice(1, 4)]).toEqual([0x50, 0x4e, 0x47]);
    expect(await commit('2', { template_id: '7' })).toMatchObject({ errcode: 85014 });
    expect(await commit('2', { ext_json: '{' })).toMatchObject({ errcode: 85048 });
  });

  it('is released by a call that has a body, be it empty', async () => {
    const { client, access, sandbox } = await codeStage();
    const url = `${sandbox.url}/wxa/release?access_token=${access}`;
    expect(await (await fetch(url, { method: 'POST' })).json()).toMatchObject({ errcode: 44002 });
    expect(await client.call('/wxa/release', access, {})).toMatchObject({ errcode: 85019 });
  });

  it('passes the audit, is released, and WeChat tells so', async () => {
    const { get, post, commit, submit, mini, app, platform } = await codeStage();
    await commit('1.1');
    const auditid = await submit();
    expect(await post('/wxa/submit_audit', { item_list: [] })).toMatchObject({ errcode: 85009 });
    expect(await post('/wxa/get_auditstatus', { auditid })).toEqual({ errcode: 0, errmsg: 'ok', status: 2 });
    expect(await post('/wxa/release')).toMatchObject({ errcode: 85020 });
    await mini.audit.pass();
    expect(app.last.path).toBe(`/wechat/platform/${mini.appId}`);
    expect(openedBy(platform, app.last)).toMatchObject({
      ToUserName: mini.originalId,
      MsgType: 'event',
      Event: 'weapp_audit_success',
      SuccTime: expect.stringMatching(/^\d+$/),
    });
    expect(await get('/wxa/get_latest_auditstatus')).toMatchObject({
      auditid,
      status: 0,
      user_version: '1.1',
    });
    expect(await post('/wxa/release')).toMatchObject({ errcode: 0 });
    expect(await post('/wxa/release')).toMatchObject({ errcode: 85052 });
    expect(await post('/wxa/getversioninfo')).toMatchObject({ release_info: { release_version: '1.1' } });
  });

  it('is refused or delayed with a reason', async () => {
    const { post, commit, submit, mini, app, platform } = await codeStage();
    await expect(mini.audit.pass()).rejects.toThrow('waits for an audit');
    await commit('1.1');
    const auditid = await submit();
    await mini.audit.delay('busy');
    expect(await post('/wxa/get_auditstatus', { auditid })).toMatchObject({ status: 4, reason: 'busy' });
    await mini.audit.refuse('no pictures');
    expect(openedBy(platform, app.last)).toMatchObject({ Event: 'weapp_audit_fail', Reason: 'no pictures' });
    expect(await post('/wxa/get_auditstatus', { auditid })).toMatchObject({
      status: 1,
      reason: 'no pictures',
    });
    expect(await post('/wxa/release')).toMatchObject({ errcode: 85020 });
    expect(await post('/wxa/get_auditstatus', { auditid: 1 })).toMatchObject({ errcode: 85012 });
  });

  it('is taken back from the audit, five times a day', async () => {
    const { get, commit, submit } = await codeStage();
    await commit('1.1');
    for (let round = 0; round < 5; round += 1) {
      await submit();
      expect(await get('/wxa/undocodeaudit')).toMatchObject({ errcode: 0 });
    }
    await submit();
    expect(await get('/wxa/undocodeaudit')).toMatchObject({ errcode: 87013 });
    expect(await get('/wxa/get_latest_auditstatus')).toMatchObject({ status: 2 });
  });

  it('goes back to the release before, once', async () => {
    const { get, post, release } = await codeStage();
    for (const version of ['1', '2', '3']) expect(await release(version)).toMatchObject({ errcode: 0 });
    const { version_list } = await get('/wxa/revertcoderelease?action=get_history_version');
    expect(version_list).toMatchObject([{ user_version: '1' }, { user_version: '2' }]);
    const [first] = version_list as { app_version: number }[];
    expect(await get(`/wxa/revertcoderelease?app_version=${first?.app_version}`)).toMatchObject({
      errcode: 0,
    });
    expect(await post('/wxa/getversioninfo')).toMatchObject({ release_info: { release_version: '1' } });
    expect(await get('/wxa/revertcoderelease')).toMatchObject({ errcode: 87012 });
    await release('4');
    expect(await get('/wxa/revertcoderelease')).toMatchObject({ errcode: 0 });
  });
});

describe('the open-platform account of an account', () => {
  it('is made, bound to others, and left', async () => {
    const { client, shop, get, post, mini } = await codeStage();
    const { access } = await client.adopt(shop);
    const asShop = (path: string, body: object) => client.call(path, access, { appid: shop.appId, ...body });
    expect(await asShop('/cgi-bin/open/get', {})).toMatchObject({ errcode: 89002 });
    const { open_appid } = await asShop('/cgi-bin/open/create', {});
    expect(open_appid).toMatch(/^wx[0-9a-f]{16}$/);
    expect(await asShop('/cgi-bin/open/create', {})).toMatchObject({ errcode: 89000 });
    expect(await asShop('/cgi-bin/open/get', { appid: mini.appId })).toMatchObject({ errcode: 40013 });
    const { appId: appid } = mini;
    expect(await post('/cgi-bin/open/unbind', { appid, open_appid })).toMatchObject({ errcode: 89002 });
    expect(await post('/cgi-bin/open/bind', { appid, open_appid: 'wx0' })).toMatchObject({ errcode: 40013 });
    expect(await post('/cgi-bin/open/bind', { appid, open_appid })).toMatchObject({ errcode: 0 });
    expect(await post('/cgi-bin/open/get', { appid })).toMatchObject({ open_appid });
    expect(await get('/cgi-bin/open/have')).toMatchObject({ have_open: true });
    expect(await post('/cgi-bin/open/unbind', { appid, open_appid: 'wx0' })).toMatchObject({
      errcode: 40013,
    });
    expect(await post('/cgi-bin/open/unbind', { appid, open_appid })).toMatchObject({ errcode: 0 });
    expect(await get('/cgi-bin/open/have')).toMatchObject({ have_open: false });
  });
});

describe('the options of an authorizer', () => {
  it('are what the platform has set last', async () => {
    const { post, mini } = await codeStage();
    const read = (option_name: string) => post('/cgi-bin/component/get_authorizer_option', { option_name });
    const set = (option_name: string, option_value: string) =>
      post('/cgi-bin/component/set_authorizer_option', { option_name, option_value });
    expect(await read('location_report')).toMatchObject({ authorizer_appid: mini.appId, option_value: '0' });
    expect(await set('location_report', '2')).toMatchObject({ errcode: 0 });
    expect(await read('location_report')).toMatchObject({ option_value: '2' });
    expect(await set('location_report', '3')).toMatchObject({ errcode: 61013 });
    expect(await set('constructor', '1')).toMatchObject({ errcode: 61012 });
    expect(await read('x')).toMatchObject({ errcode: 61012 });
  });
});
