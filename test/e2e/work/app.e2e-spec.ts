import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { WeChatConfigError } from 'nestjs-wechat-sdk';
import type { WorkWorkbenchContent } from 'nestjs-wechat-sdk/work';
import { lastRequest } from '../../src/sandbox.reader.js';
import { type StartedWork, startWork } from '../../src/start-work.js';

let work: StartedWork;
beforeAll(async () => {
  work = await startWork();
  for (const userid of ['zhangsan', 'lisi']) work.console.member({ userid });
});
beforeEach(() => work.sandbox.reset());
afterAll(() => work.close());

const AGENT_ID = 1000002;

describe('An application', () => {
  it('is told of itself, and changed', async () => {
    const { app } = work.assistant;
    await app.set({ name: '小助手', description: '什么都知道', isreportenter: 1 });
    expect(lastRequest(work.sandbox).body).toMatchObject({ agentid: AGENT_ID, name: '小助手' });
    expect(await app.get()).toMatchObject({ agentid: AGENT_ID, name: '小助手', description: '什么都知道' });
    expect(lastRequest(work.sandbox).query).toEqual({ agentid: String(AGENT_ID) });
    expect(await app.list()).toMatchObject([{ agentid: AGENT_ID, name: '小助手' }]);
  });

  it('has a menu of two floors', async () => {
    const { menu } = work.assistant;
    const buttons = [
      { type: 'click', name: '今日歌曲', key: 'song' },
      { name: '更多', sub_button: [{ type: 'view', name: '首页', url: 'https://shop.example.com' }] },
    ];
    await menu.create(buttons);
    expect(lastRequest(work.sandbox)).toMatchObject({
      query: { agentid: String(AGENT_ID) },
      body: { button: buttons },
    });
    expect(await menu.get()).toMatchObject(buttons);
    await menu.delete();
    await expect(menu.get()).rejects.toMatchObject({ errcode: 46003 });
  });

  it('shows figures, lists, pictures and pages on the workbench', async () => {
    const { workbench } = work.assistant;
    const figures: WorkWorkbenchContent = {
      type: 'keydata',
      keydata: { items: [{ key: '待审批', data: '2', jump_url: 'https://shop.example.com' }] },
    };
    await workbench.setTemplate(figures, { replaceUserData: true });
    expect(lastRequest(work.sandbox).body).toEqual({
      ...figures,
      agentid: AGENT_ID,
      replace_user_data: true,
    });
    await workbench.setTemplate({ type: 'normal' });
    expect(lastRequest(work.sandbox).body).toEqual({
      type: 'normal',
      agentid: AGENT_ID,
      replace_user_data: false,
    });
    expect(await workbench.getTemplate()).toMatchObject({ type: expect.any(String) });
    await workbench.setData('zhangsan', { type: 'list', list: { items: [{ title: '公告' }] } });
    expect(lastRequest(work.sandbox)).toMatchObject({
      route: 'POST /cgi-bin/agent/set_workbench_data',
      body: { agentid: AGENT_ID, userid: 'zhangsan', type: 'list', list: { items: [{ title: '公告' }] } },
    });
    await workbench.batchSetData(['zhangsan', 'lisi'], figures);
    expect(lastRequest(work.sandbox)).toMatchObject({
      route: 'POST /cgi-bin/agent/batch_set_workbench_data',
      body: { agentid: AGENT_ID, userid_list: ['zhangsan', 'lisi'], data: figures },
    });
    await expect(workbench.batchSetData([], figures)).rejects.toThrow(RangeError);
    const many = Array.from({ length: 1001 }, String);
    await expect(workbench.batchSetData(many, figures)).rejects.toThrow(RangeError);
  });

  it('is what these calls need: a secret that belongs to none asks nobody', async () => {
    const { app, menu, workbench, messages, jsSdk } = work.customer;
    const picture = { type: 'image', image: {} } as const;
    const calls = [
      app.get(),
      app.set({}),
      menu.create([]),
      menu.get(),
      menu.delete(),
      workbench.getTemplate(),
      workbench.setTemplate(picture),
      workbench.setData('zhangsan', picture),
      workbench.batchSetData(['zhangsan'], picture),
      messages.send({ userIds: ['zhangsan'] }, { msgtype: 'text', text: { content: '' } }),
      messages.updateTemplateCard('code', { button: { replace_name: '' } }, { toAll: true }),
      jsSdk.agentConfig('https://shop.example.com', { jsApiList: [] }),
      jsSdk.explainAgent('https://shop.example.com'),
    ];
    for (const call of calls) await expect(call).rejects.toThrow(WeChatConfigError);
    expect(work.sandbox.requests).toEqual([]);
  });
});

describe('Mini programs in WeCom', () => {
  it('learn who logged in with a token in place of the secret', async () => {
    const code = work.console.memberOf('zhangsan').loginToMiniProgram();
    const session = await work.assistant.miniProgram.code2Session(code);
    expect(session).toMatchObject({ userid: 'zhangsan', session_key: expect.any(String) });
    const { route, query } = lastRequest(work.sandbox);
    expect(route).toBe('GET /cgi-bin/miniprogram/jscode2session');
    expect(Object.keys(query).toSorted()).toEqual(['grant_type', 'js_code']);
  });
});

describe('Ids', () => {
  it.each([
    [
      'userid_to_openuserid',
      () => work.assistant.idConvert.userIdToOpenUserId(['zhangsan']),
      { userid_list: ['zhangsan'] },
    ],
    [
      'openuserid_to_userid',
      () => work.assistant.idConvert.openUserIdToUserId(['woA'], AGENT_ID),
      { open_userid_list: ['woA'], source_agentid: AGENT_ID },
    ],
    [
      'unionid_to_external_userid',
      () => work.assistant.idConvert.unionidToExternalUserId({ unionid: 'u', openid: 'o', subject_type: 1 }),
      { unionid: 'u', openid: 'o', subject_type: 1 },
    ],
    [
      'external_userid_to_pending_id',
      () => work.assistant.idConvert.externalUserIdToPendingId(['wmA'], 'wrA'),
      { external_userid: ['wmA'], chat_id: 'wrA' },
    ],
    [
      'external_tagid',
      () => work.assistant.idConvert.externalTagIdToOpen(['etA']),
      { external_tagid_list: ['etA'] },
    ],
    ['open_kfid', () => work.assistant.idConvert.openKfIdToNew(['wkA']), { open_kfid_list: ['wkA'] }],
    ['chatid', () => work.assistant.idConvert.chatIdToNew(['wrA']), { chat_id_list: ['wrA'] }],
    [
      'convert_tmp_external_userid',
      () =>
        work.assistant.idConvert.convertTmpExternalUserId({
          business_type: 1,
          user_type: 1,
          tmp_external_userid_list: ['t'],
        }),
      { business_type: 1, user_type: 1, tmp_external_userid_list: ['t'] },
    ],
  ])('are converted: %s', async (path, convert, body) => {
    expect(await convert()).toEqual(expect.any(Object));
    const { route, body: sent } = lastRequest(work.sandbox);
    expect(route.endsWith(`/${path}`)).toBe(true);
    expect(sent).toEqual(body);
  });
});
