import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import type { SandboxCorpMember, SandboxCustomer } from 'nestjs-wechat-sdk/sandbox';
import type { WorkCustomer } from 'nestjs-wechat-sdk/work';
import { lastRequest } from '../../src/sandbox.reader.js';
import { type StartedWork, startWork } from '../../src/start-work.js';

let work: StartedWork;
let api: WorkCustomer;
let zhangsan: SandboxCorpMember;
let lisi: SandboxCorpMember;
let wang: SandboxCustomer;
beforeAll(async () => {
  work = await startWork();
  api = work.customer.customer;
  zhangsan = work.console.member({ userid: 'zhangsan' });
  lisi = work.console.member({ userid: 'lisi' });
  wang = work.console.customer({ name: '王' });
  await wang.addMember(zhangsan, { state: 'fair' });
});
beforeEach(() => work.sandbox.reset());
afterAll(() => work.close());

async function collect<Item>(items: AsyncIterable<Item>): Promise<Item[]> {
  const found: Item[] = [];
  for await (const item of items) found.push(item);
  return found;
}

const lastBody = (): unknown => lastRequest(work.sandbox).body;
const nobodyWasAsked = (): void => expect(work.sandbox.requests).toEqual([]);
const today = (): number => Math.floor(Date.now() / 1000);
const ids = (count: number): string[] => Array.from({ length: count }, (_, index) => `id${index}`);

describe('Customers', () => {
  it('are found by the members who look after them', async () => {
    expect(await api.customers.listFollowUsers()).toEqual(['zhangsan', 'lisi']);
    expect(await api.customers.list('zhangsan')).toEqual([wang.externalUserId]);
    expect(lastRequest(work.sandbox)).toMatchObject({ query: { userid: 'zhangsan' } });
    await expect(api.customers.list('lisi')).rejects.toMatchObject({ errcode: 84061 });
    expect(await collect(api.customers.listByUser(['zhangsan', 'lisi']))).toMatchObject([
      {
        external_contact: { external_userid: wang.externalUserId, name: '王' },
        follow_info: { userid: 'zhangsan', state: 'fair' },
      },
    ]);
    expect(await collect(api.customers.listServed())).toMatchObject([
      { external_userid: wang.externalUserId, follow_userid: 'zhangsan' },
    ]);
  });

  it('are known by an application that may call the interface, too', async () => {
    const { customers } = work.assistant.customer;
    expect(await customers.get(wang.externalUserId)).toMatchObject({ external_contact: { name: '王' } });
  });

  it('are remarked on by each member', async () => {
    const remark = { remark: '老王', remark_company: '腾讯', remark_mobiles: ['13800000001'] };
    await api.customers.remark('zhangsan', wang.externalUserId, remark);
    expect(lastBody()).toEqual({
      ...remark,
      userid: 'zhangsan',
      external_userid: wang.externalUserId,
    });
    const { external_contact, follow_user } = await api.customers.get(wang.externalUserId);
    expect(external_contact.name).toBe('王');
    expect(follow_user).toMatchObject([{ userid: 'zhangsan', remark: '老王', remark_corp_name: '腾讯' }]);
    await expect(api.customers.remark('lisi', wang.externalUserId, { remark: '王总' })).rejects.toMatchObject(
      { errcode: 84061 },
    );
    await expect(api.customers.get('nobody')).rejects.toMatchObject({ errcode: 40096 });
  });

  it('are known elsewhere by other ids', async () => {
    const { customers } = api;
    expect(await customers.unionidToExternalUserId(wang.unionid)).toBe(wang.externalUserId);
    expect(await customers.convertToOpenid(wang.externalUserId)).toBe(wang.openid);
    expect(await customers.toServiceExternalUserId(wang.externalUserId)).toEqual(expect.any(String));
    expect(lastBody()).toEqual({ external_userid: wang.externalUserId });
    expect(await customers.fromServiceExternalUserId('wo1', 1000002)).toEqual(expect.any(String));
    expect(lastBody()).toEqual({ external_userid: 'wo1', source_agentid: 1000002 });
    expect(await customers.getNewExternalUserIds(['wm1'])).toMatchObject([
      { new_external_userid: expect.any(String) },
    ]);
    expect(lastBody()).toEqual({ external_userid_list: ['wm1'] });
  });

  it('are counted day by day', async () => {
    const start = new Date('2026-12-01T00:00:00+08:00');
    const end = new Date('2026-12-07T00:00:00+08:00');
    const days = await api.customers.getUserBehaviorData(
      { userIds: ['zhangsan'], partyIds: [] },
      { start, end },
    );
    expect(days).toMatchObject([{ new_contact_cnt: expect.any(Number) }]);
    expect(lastBody()).toEqual({
      start_time: start.getTime() / 1000,
      end_time: end.getTime() / 1000,
      userid: ['zhangsan'],
    });
  });

  it('are not counted for nobody, too many members or too long a span', async () => {
    const { customers } = api;
    const span = { start: 1_764_547_200, end: 1_765_152_000 };
    const longer = { ...span, end: span.start + 31 * 86_400 };
    await expect(customers.getUserBehaviorData({ userIds: [] }, span)).rejects.toThrow(
      new RangeError('There is nobody: give userIds or partyIds'),
    );
    await expect(customers.getUserBehaviorData({ userIds: ids(101) }, span)).rejects.toThrow(
      new RangeError('userIds takes 1 to 100 at once, not 101'),
    );
    await expect(customers.getUserBehaviorData({ partyIds: [1] }, longer)).rejects.toThrow(RangeError);
    expect(await customers.getNewExternalUserIds([])).toEqual([]);
    await expect(customers.getNewExternalUserIds(ids(1001))).rejects.toThrow(RangeError);
    nobodyWasAsked();
  });
});

describe('Ways to add a member', () => {
  it('are made, scanned, changed and deleted', async () => {
    const { contactWays } = api;
    const way = { type: 1, scene: 2, user: ['lisi'], state: 'door', remark: '前台' };
    const { config_id, qr_code } = await contactWays.add(way);
    expect(lastBody()).toEqual(way);
    expect(qr_code).toMatch(/^https:/);
    const li = work.console.customer({ name: '李' });
    await li.scan(qr_code ?? '');
    expect((await api.customers.get(li.externalUserId)).follow_user).toMatchObject([
      { userid: 'lisi', state: 'door' },
    ]);
    await contactWays.update({ config_id, remark: '后台' });
    expect(await contactWays.get(config_id)).toMatchObject({ ...way, config_id, remark: '后台' });
    expect(await collect(contactWays.list())).toEqual([config_id]);
    const hour = { start: today() - 7200, end: today() - 3600 };
    expect(await collect(contactWays.list(hour))).toEqual([]);
    expect(lastBody()).toEqual({ limit: 1000, start_time: hour.start, end_time: hour.end });
    await contactWays.delete(config_id);
    await expect(contactWays.get(config_id)).rejects.toMatchObject({ errcode: 41044 });
  });

  it('may begin a chat that is ended', async () => {
    await api.contactWays.closeTempChat('zhangsan', wang.externalUserId);
    expect(lastRequest(work.sandbox)).toMatchObject({
      route: 'POST /cgi-bin/externalcontact/close_temp_chat',
      body: { userid: 'zhangsan', external_userid: wang.externalUserId },
    });
    const closing = api.contactWays.closeTempChat('lisi', wang.externalUserId);
    await expect(closing).rejects.toMatchObject({ errcode: 84061 });
  });

  it('are not listed over a span that ends before it begins', async () => {
    await expect(collect(api.contactWays.list({ start: 2, end: 1 }))).rejects.toThrow(RangeError);
    nobodyWasAsked();
  });
});

describe('Group chats', () => {
  it('are listed by their owners, and looked at with their members', async () => {
    const { groupChats } = api;
    const { chatId } = work.console.customerChat({ owner: zhangsan, name: '福利群', customers: [wang] });
    const other = work.console.customerChat({ owner: lisi, name: '售后群' });
    const found = async (list: AsyncIterable<{ chat_id: string }>): Promise<string[]> =>
      (await collect(list)).map(({ chat_id }) => chat_id);
    expect(await found(groupChats.list())).toEqual([chatId, other.chatId]);
    expect(lastBody()).toEqual({ limit: 1000 });
    expect(await found(groupChats.list({ owners: ['zhangsan'] }))).toEqual([chatId]);
    expect(await found(groupChats.list({ owners: ['zhangsan'], status: 1 }))).toEqual([]);
    const named = await groupChats.get(chatId, { needName: true });
    expect(named).toMatchObject({ name: '福利群', owner: 'zhangsan' });
    expect(named.member_list.map(({ userid, name }) => [userid, name])).toEqual([
      ['zhangsan', zhangsan.name],
      [wang.externalUserId, '王'],
    ]);
    expect((await groupChats.get(chatId)).member_list[1]?.name).toBeUndefined();
    expect(lastBody()).toEqual({ chat_id: chatId, need_name: 0 });
    await expect(groupChats.get('nowhere')).rejects.toMatchObject({ errcode: 49008 });
  });

  it('are counted by owner and by day', async () => {
    const { groupChats } = api;
    const start = new Date(Date.now() - 86_400_000);
    const span = { start, end: new Date() };
    const byOwner = await collect(groupChats.statistic(['zhangsan', 'lisi'], span, { orderBy: 2 }));
    expect(byOwner).toMatchObject([
      { owner: 'zhangsan', data: { chat_total: 1 } },
      { owner: 'lisi', data: { chat_total: 1 } },
    ]);
    expect(lastBody()).toMatchObject({
      day_begin_time: Math.floor(start.getTime() / 1000),
      owner_filter: { userid_list: ['zhangsan', 'lisi'] },
      order_by: 2,
      offset: 0,
      limit: 1000,
    });
    expect(await groupChats.statisticByDay(['zhangsan', 'lisi'], span)).toMatchObject([
      { data: { chat_total: 2 } },
      { data: { chat_total: 2 } },
    ]);
  });

  it('are not counted for nobody, too many owners or too long a span', async () => {
    const { groupChats } = api;
    const span = { start: 1_764_547_200, end: 1_765_152_000 };
    const longer = { ...span, end: span.start + 31 * 86_400 };
    expect(await collect(groupChats.statistic([], span))).toEqual([]);
    expect(await groupChats.statisticByDay([], span)).toEqual([]);
    await expect(collect(groupChats.statistic(ids(101), span))).rejects.toThrow(RangeError);
    await expect(groupChats.statisticByDay(['zhangsan'], longer)).rejects.toThrow(RangeError);
    expect(await groupChats.getNewExternalUserIds('chat', [])).toEqual([]);
    await expect(groupChats.getNewExternalUserIds('chat', ids(1001))).rejects.toThrow(RangeError);
    nobodyWasAsked();
  });

  it('and those in them are known elsewhere by other ids', async () => {
    expect(await api.groupChats.openGidToChatId('gid')).toEqual(expect.any(String));
    expect(lastBody()).toEqual({ opengid: 'gid' });
    expect(await api.groupChats.getNewExternalUserIds('chat', ['wm1'])).toMatchObject([
      { new_external_userid: expect.any(String) },
    ]);
    expect(lastBody()).toEqual({ chat_id: 'chat', external_userid_list: ['wm1'] });
  });

  it('are joined by ways that are made, changed and deleted', async () => {
    const { joinWays } = api;
    const { chatId } = work.console.customerChat({ owner: zhangsan, name: '新人群' });
    const way = { scene: 2, chat_id_list: [chatId], state: 'fair', remark: '展会' };
    const config_id = await joinWays.add(way);
    expect(await joinWays.get(config_id)).toMatchObject({ ...way, config_id });
    await joinWays.update({ config_id, scene: 2, chat_id_list: [chatId], remark: '门店' });
    expect(await joinWays.get(config_id)).toMatchObject({ remark: '门店' });
    await joinWays.delete(config_id);
    await expect(joinWays.get(config_id)).rejects.toMatchObject({ errcode: 41044 });
  });

  it('greet whoever joins', async () => {
    const { groupWelcomes } = api;
    const template_id = await groupWelcomes.add({ text: { content: '欢迎%NICKNAME%' }, notify: 0 });
    expect(lastBody()).toEqual({ text: { content: '欢迎%NICKNAME%' }, notify: 0 });
    expect(await groupWelcomes.get(template_id)).toMatchObject({ text: { content: '欢迎%NICKNAME%' } });
    await groupWelcomes.edit({ template_id, text: { content: '您好' } });
    expect(await groupWelcomes.get(template_id)).toMatchObject({ text: { content: '您好' } });
    await groupWelcomes.delete(template_id, 1000002);
    expect(lastBody()).toEqual({ template_id, agentid: 1000002 });
    await expect(groupWelcomes.get(template_id)).rejects.toMatchObject({ errcode: expect.any(Number) });
  });
});
