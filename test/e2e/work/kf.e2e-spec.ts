import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import type { SandboxCustomer, SandboxKfAccount } from 'nestjs-wechat-sdk/sandbox';
import { WorkKfSessionState, type WorkKf, type WorkKfMessage } from 'nestjs-wechat-sdk/work';
import { lastRequest } from '../../src/sandbox.reader.js';
import { type StartedWork, startWork } from '../../src/start-work.js';

let work: StartedWork;
let kf: WorkKf;
let account: SandboxKfAccount;
let customer: SandboxCustomer;
beforeAll(async () => {
  work = await startWork();
  ({ kf } = work.kf);
  work.console.member({ userid: 'zhangsan' });
});
beforeEach(() => {
  account = work.console.kfAccount();
  customer = work.console.customer({ name: '李四' });
  work.sandbox.reset();
});
afterAll(() => work.close());

async function collect<Item>(items: AsyncIterable<Item>): Promise<Item[]> {
  const found: Item[] = [];
  for await (const item of items) found.push(item);
  return found;
}
const lastBody = (): unknown => lastRequest(work.sandbox).body;
const wordsOf = (messages: WorkKfMessage[]): string[] =>
  messages.map((message) => (message.msgtype === 'text' ? message.text.content : message.msgtype));
const picture = (): Promise<string> =>
  work.kf.media.upload('image', { content: Buffer.from('not looked into'), filename: 'face.png' });

describe('Accounts', () => {
  it('are made, changed, listed and deleted', async () => {
    const openKfId = await kf.accounts.add('售后', await picture());
    await kf.accounts.update(openKfId, { name: '售后服务' });
    expect(lastBody()).toEqual({ open_kfid: openKfId, name: '售后服务' });
    const accounts = await collect(kf.accounts.list());
    expect(accounts.find(({ open_kfid }) => open_kfid === openKfId)).toMatchObject({ name: '售后服务' });
    await kf.accounts.delete(openKfId);
    await expect(kf.accounts.delete(openKfId)).rejects.toMatchObject({ errcode: 95004 });
  });

  it('are listed page after page, without a page too many', async () => {
    for (let count = 0; count < 120; count += 1) work.console.kfAccount();
    const accounts = await collect(kf.accounts.list());
    expect(accounts.length).toBeGreaterThanOrEqual(120);
    expect(work.sandbox.requests.map(({ body }) => body)).toEqual([
      { offset: 0, limit: 100 },
      { offset: 100, limit: 100 },
    ]);
  });

  it('have addresses, for each scene its own', async () => {
    const plain = await kf.accounts.addContactWay(account.openKfId);
    expect(lastBody()).toEqual({ open_kfid: account.openKfId });
    expect(await kf.accounts.addContactWay(account.openKfId, 'poster')).not.toBe(plain);
    expect(lastBody()).toEqual({ open_kfid: account.openKfId, scene: 'poster' });
  });
});

describe('Those who serve', () => {
  it('are added and taken away, each with a result of its own', async () => {
    const { openKfId } = account;
    expect(
      await kf.servicers.add(openKfId, { userIds: ['zhangsan', 'nobody'], departmentIds: [1] }),
    ).toMatchObject([
      { userid: 'zhangsan', errcode: 0 },
      { userid: 'nobody', errcode: 60111 },
      { department_id: 1, errcode: 0 },
    ]);
    expect(await kf.servicers.list(openKfId)).toMatchObject([{ userid: 'zhangsan' }, { department_id: 1 }]);
    await kf.servicers.delete(openKfId, { departmentIds: [1] });
    expect(lastBody()).toEqual({ open_kfid: openKfId, department_id_list: [1] });
    expect(await kf.servicers.list(openKfId)).toMatchObject([{ userid: 'zhangsan' }]);
  });
});

describe('Conversations', () => {
  it('are handed to a member, and ended with a last word', async () => {
    const { openKfId } = account;
    const { externalUserId } = customer;
    await customer.sayToKf(account, '在吗');
    expect(await kf.sessions.getState(openKfId, externalUserId)).toMatchObject({ service_state: 0 });
    await kf.servicers.add(openKfId, { userIds: ['zhangsan'] });
    await kf.sessions.transfer(openKfId, externalUserId, WorkKfSessionState.SERVICER, 'zhangsan');
    expect(await kf.sessions.getState(openKfId, externalUserId)).toMatchObject({
      service_state: WorkKfSessionState.SERVICER,
      servicer_userid: 'zhangsan',
    });
    await expect(kf.messages.send(openKfId, externalUserId, '您好')).rejects.toMatchObject({
      errcode: 95018,
    });
    const code = await kf.sessions.transfer(openKfId, externalUserId, WorkKfSessionState.ENDED);
    await kf.messages.sendOnEvent(code!, '再见');
    expect(customer.messages).toMatchObject([{ text: '再见' }]);
    await expect(kf.messages.sendOnEvent(code!, '再见')).rejects.toMatchObject({ errcode: 95007 });
  });

  it('are not handed to somebody who does not serve', async () => {
    await customer.sayToKf(account, '在吗');
    const handed = kf.sessions.transfer(account.openKfId, customer.externalUserId, 3, 'zhangsan');
    await expect(handed).rejects.toMatchObject({ errcode: 95014 });
  });
});

describe('Messages', () => {
  it('are sent as texts and as contents of other kinds', async () => {
    await customer.sayToKf(account, '在吗');
    const { openKfId } = account;
    const { externalUserId } = customer;
    expect(await kf.messages.send(openKfId, externalUserId, '您好', 'my-id')).toBe('my-id');
    expect(lastBody()).toEqual({
      open_kfid: openKfId,
      touser: externalUserId,
      msgid: 'my-id',
      msgtype: 'text',
      text: { content: '您好' },
    });
    const image = { msgtype: 'image', image: { media_id: await picture() } } as const;
    await kf.messages.send(openKfId, externalUserId, image);
    const list = [{ type: 'click' as const, click: { id: '1', content: '退款' } }];
    await kf.messages.send(openKfId, externalUserId, {
      msgtype: 'msgmenu',
      msgmenu: { head_content: '请选', list },
    });
    expect(customer.messages.map(({ msgtype }) => msgtype)).toEqual(['text', 'image', 'msgmenu']);
  });

  it('are not sent when they are too long', async () => {
    const send = kf.messages.send(account.openKfId, customer.externalUserId, '字'.repeat(683));
    await expect(send).rejects.toThrow(RangeError);
    await expect(kf.messages.sendOnEvent('code', '字'.repeat(683))).rejects.toThrow(
      'The text has 2049 bytes, and WeCom takes 2048',
    );
    expect(work.sandbox.requests).toEqual([]);
  });

  it.each<[string, { content?: string; msgid?: string }, number]>([
    ['too long', { content: '字'.repeat(683) }, 45002],
    ['named with what is no msgid', { msgid: '不行 !' }, 40058],
    ['named too long', { msgid: 'm'.repeat(33) }, 40058],
    ['named as one before', { msgid: 'same' }, 40058],
  ])('are refused when they are %s', async (_, { content = '您好', msgid }, errcode) => {
    await customer.sayToKf(account, '在吗');
    const { openKfId } = account;
    const { externalUserId } = customer;
    await kf.messages.send(openKfId, externalUserId, '您好', msgid === 'same' ? msgid : undefined);
    const text = { content };
    const sent = work.kf.request('POST /cgi-bin/kf/send_msg', {
      body: { open_kfid: openKfId, touser: externalUserId, msgtype: 'text', text, ...(msgid && { msgid }) },
    });
    await expect(sent).rejects.toMatchObject({ errcode });
    expect(customer.messages).toHaveLength(1);
  });

  it('are read on from where they were read before, and from the beginning', async () => {
    const { openKfId } = account;
    await customer.sayToKf(account, '一');
    await customer.sayToKf(account, '二');
    expect(wordsOf(await collect(kf.messages.sync(openKfId)))).toEqual(['一', '二']);
    expect(lastBody()).toEqual({ open_kfid: openKfId, limit: 1000, voice_format: 0 });
    await customer.sayToKf(account, '三');
    expect(wordsOf(await collect(kf.messages.sync(openKfId, { voiceFormat: 'silk' })))).toEqual(['三']);
    expect(lastBody()).toMatchObject({ voice_format: 1, cursor: expect.any(String) });
    expect(wordsOf(await collect(kf.messages.sync(openKfId, { from: 'start' })))).toEqual(['一', '二', '三']);
    for await (const message of kf.messages.sync(openKfId, { from: 'start' }))
      if (wordsOf([message])[0] === '一') break;
    expect(await collect(kf.messages.sync(openKfId))).toEqual([]);
    await kf.messages.reset(openKfId);
    expect(await collect(kf.messages.sync(openKfId))).toHaveLength(3);
  });

  it('come again to whoever left in the middle of a page', async () => {
    await customer.sayToKf(account, '一');
    await customer.sayToKf(account, '二');
    for await (const message of kf.messages.sync(account.openKfId)) {
      expect(wordsOf([message])).toEqual(['一']);
      break;
    }
    expect(wordsOf(await collect(kf.messages.sync(account.openKfId)))).toEqual(['一', '二']);
  });

  it('are read over many pages', async () => {
    for (let count = 0; count < 1003; count += 1) await customer.sayToKf(account, String(count));
    const words = wordsOf(await collect(kf.messages.sync(account.openKfId)));
    expect(words).toEqual(Array.from({ length: 1003 }, (_, count) => String(count)));
    expect(work.sandbox.requests).toHaveLength(2);
  });

  it('are read in spite of a token that is dead', async () => {
    await customer.sayToKf(account, '一');
    const messages = await collect(kf.messages.sync(account.openKfId, { token: 'long-ago' }));
    expect(wordsOf(messages)).toEqual(['一']);
    expect(work.sandbox.requests.map(({ errcode }) => errcode)).toEqual([95007, 0]);
  });
});

describe('Customers', () => {
  it('are asked for by their ids', async () => {
    await customer.enterKf(account, { scene: 'poster' });
    const { customer_list, invalid_external_userid } = await kf.customers.batchGet(
      [customer.externalUserId, 'wmNobody'],
      true,
    );
    expect(customer_list).toMatchObject([{ nickname: '李四', enter_session_context: { scene: 'poster' } }]);
    expect(invalid_external_userid).toEqual(['wmNobody']);
    for (const count of [0, 101])
      await expect(kf.customers.batchGet(Array.from({ length: count }, String))).rejects.toThrow(RangeError);
  });

  it('are offered a member or a group', async () => {
    const who = { open_kfid: account.openKfId, external_userid: customer.externalUserId };
    const { open_kfid, external_userid } = who;
    await kf.customers.upgrade(open_kfid, external_userid, { userId: 'zhangsan', wording: '专员' });
    expect(lastBody()).toEqual({ ...who, type: 1, member: { userid: 'zhangsan', wording: '专员' } });
    await kf.customers.upgrade(open_kfid, external_userid, { chatId: 'wr1' });
    expect(lastBody()).toEqual({ ...who, type: 2, groupchat: { chat_id: 'wr1' } });
    await kf.customers.cancelUpgrade(open_kfid, external_userid);
    expect(lastRequest(work.sandbox)).toMatchObject({
      route: 'POST /cgi-bin/kf/customer/cancel_upgrade_service',
      body: who,
    });
    await kf.customers.getUpgradeConfig();
    expect(lastRequest(work.sandbox).route).toBe('GET /cgi-bin/kf/customer/get_upgrade_service_config');
    expect(await kf.customers.hasChannels()).toEqual(expect.any(Boolean));
  });
});

describe('Figures', () => {
  it('are asked for within a month', async () => {
    const start = new Date('2026-11-01T00:00:00+08:00');
    const from = start.getTime() / 1000;
    const span = { start, end: from + 86_400 };
    expect(await kf.statistics.corp(span, account.openKfId)).toEqual(expect.any(Array));
    expect(lastBody()).toEqual({ start_time: from, end_time: from + 86_400, open_kfid: account.openKfId });
    await kf.statistics.servicers(span, { userId: 'zhangsan' });
    expect(lastBody()).toEqual({ start_time: from, end_time: from + 86_400, servicer_userid: 'zhangsan' });
    await expect(kf.statistics.corp({ start, end: from + 32 * 86_400 })).rejects.toThrow(RangeError);
  });
});

describe('Knowledge', () => {
  const question = { text: { content: '几点开门？' } };
  const answers = [{ text: { content: '九点' }, attachments: [] }];

  it('is kept in groups', async () => {
    const group = await kf.knowledge.addGroup('门店');
    await kf.knowledge.updateGroup(group, '门店信息');
    const groups = await collect(kf.knowledge.listGroups());
    expect(groups.find(({ group_id }) => group_id === group)).toMatchObject({ name: '门店信息' });
    await kf.knowledge.deleteGroup(group);
    expect((await collect(kf.knowledge.listGroups())).map(({ group_id }) => group_id)).not.toContain(group);
  });

  it('is questions and answers', async () => {
    const group_id = await kf.knowledge.addGroup('营业时间');
    const intent_id = await kf.knowledge.addIntent({ group_id, question, answers });
    await kf.knowledge.updateIntent({ intent_id, question: { text: { content: '何时开门？' } } });
    expect(await collect(kf.knowledge.listIntents(group_id))).toMatchObject([
      { intent_id, question: { text: { content: '何时开门？' } }, answers },
    ]);
    await kf.knowledge.deleteIntent(intent_id);
    expect(await collect(kf.knowledge.listIntents(group_id))).toEqual([]);
  });
});
