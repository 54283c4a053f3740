import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import type { SandboxCorpMember, SandboxCustomer } from 'nestjs-wechat-sdk/sandbox';
import type { WorkAcquisitionService, WorkTransferService } from 'nestjs-wechat-sdk/work';
import { lastRequest } from '../../src/sandbox.reader.js';
import { type StartedWork, startWork } from '../../src/start-work.js';

const DAY = 86_400;

let work: StartedWork;
beforeAll(async () => {
  work = await startWork();
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
const ids = (count: number): string[] => Array.from({ length: count }, (_, index) => `id${index}`);

async function newCustomerOf(member: SandboxCorpMember): Promise<SandboxCustomer> {
  const customer = work.console.customer();
  await customer.addMember(member);
  return customer;
}

describe('Customers handed over', () => {
  let transfers: WorkTransferService;
  let lisi: SandboxCorpMember;
  beforeAll(() => {
    ({ transfers } = work.customer.customer);
    lisi = work.console.member({ userid: 'lisi' });
  });
  const followersOf = async ({ externalUserId }: SandboxCustomer): Promise<string[]> => {
    const { follow_user } = await work.customer.customer.customers.get(externalUserId);
    return follow_user.map(({ userid }) => userid);
  };

  it('are with the other member after a day', async () => {
    const zhangsan = work.console.member({ userid: 'zhangsan' });
    const customer = await newCustomerOf(zhangsan);
    const { externalUserId } = customer;
    const begun = await transfers.transferCustomers(
      'zhangsan',
      'lisi',
      [externalUserId, 'wmStranger'],
      '由李四为您服务',
    );
    expect(lastBody()).toEqual({
      handover_userid: 'zhangsan',
      takeover_userid: 'lisi',
      external_userid: [externalUserId, 'wmStranger'],
      transfer_success_msg: '由李四为您服务',
    });
    expect(begun).toEqual([
      { external_userid: externalUserId, errcode: 0 },
      { external_userid: 'wmStranger', errcode: 40096 },
    ]);
    expect(await collect(transfers.listResults('zhangsan', 'lisi'))).toMatchObject([{ status: 2 }]);
    work.sandbox.advance(DAY + 1);
    expect(await collect(transfers.listResults('zhangsan', 'lisi'))).toMatchObject([
      { external_userid: externalUserId, status: 1 },
    ]);
    expect(await followersOf(customer)).toEqual(['lisi']);
  });

  it('may have been those of somebody who left', async () => {
    const wangwu = work.console.member({ userid: 'wangwu' });
    const customer = await newCustomerOf(wangwu);
    const { externalUserId } = customer;
    await expect(
      transfers.transferResignedCustomers('wangwu', 'lisi', [externalUserId]),
    ).rejects.toMatchObject({ errcode: 40097 });
    await wangwu.leave();
    expect(await collect(transfers.listUnassigned())).toMatchObject([
      { handover_userid: 'wangwu', external_userid: externalUserId },
    ]);
    expect(await transfers.transferResignedCustomers('wangwu', 'lisi', [externalUserId])).toEqual([
      { external_userid: externalUserId, errcode: 0 },
    ]);
    expect(lastRequest(work.sandbox)).toMatchObject({
      route: 'POST /cgi-bin/externalcontact/resigned/transfer_customer',
      body: { handover_userid: 'wangwu', takeover_userid: 'lisi', external_userid: [externalUserId] },
    });
    work.sandbox.advance(DAY + 1);
    expect(await collect(transfers.listResignedResults('wangwu', 'lisi'))).toMatchObject([{ status: 1 }]);
    expect(await followersOf(customer)).toEqual(['lisi']);
    expect(await collect(transfers.listUnassigned())).toEqual([]);
  });

  it('bring their group chats', async () => {
    const owner = work.console.member({ userid: 'zhaoliu' });
    const { chatId } = work.console.customerChat({ owner });
    expect(await transfers.transferGroupChats([chatId, 'nowhere'], lisi.userid)).toMatchObject([
      { chat_id: 'nowhere', errcode: expect.any(Number) },
    ]);
    expect(lastRequest(work.sandbox)).toMatchObject({
      route: 'POST /cgi-bin/externalcontact/groupchat/onjob_transfer',
      body: { chat_id_list: [chatId, 'nowhere'], new_owner: 'lisi' },
    });
    const second = work.console.customerChat({ owner });
    expect(await transfers.transferResignedGroupChats([second.chatId], 'lisi')).toEqual(expect.any(Array));
    expect(lastRequest(work.sandbox)).toMatchObject({
      route: 'POST /cgi-bin/externalcontact/groupchat/transfer',
      body: { chat_id_list: [second.chatId], new_owner: 'lisi' },
    });
  });

  it('are a hundred at most at once', async () => {
    const message = 'externalUserIds takes 1 to 100 at once, not 101';
    for (const acting of [
      transfers.transferCustomers('zhangsan', 'lisi', ids(101)),
      transfers.transferResignedCustomers('zhangsan', 'lisi', ids(101)),
    ])
      await expect(acting).rejects.toThrow(new RangeError(message));
    await expect(transfers.transferCustomers('zhangsan', 'lisi', [])).rejects.toThrow(RangeError);
    await expect(transfers.transferGroupChats(ids(101), 'lisi')).rejects.toThrow(RangeError);
    await expect(transfers.transferResignedGroupChats([], 'lisi')).rejects.toThrow(RangeError);
    nobodyWasAsked();
  });
});

describe('Links by which customers come', () => {
  let acquisition: WorkAcquisitionService;
  beforeAll(() => {
    ({ acquisition } = work.assistant.customer);
    work.console.member({ userid: 'sunqi' });
  });

  it('are created, opened, changed and deleted', async () => {
    const link = { link_name: '展会', range: { user_list: ['sunqi'] }, skip_verify: false };
    const { link_id, url, ...facts } = await acquisition.create(link);
    expect(lastBody()).toEqual(link);
    expect(facts).toMatchObject({ link_name: '展会', skip_verify: false });
    const { balance: before } = await acquisition.getQuota();
    const customer = work.console.customer();
    await customer.openLink(`${url}?customer_channel=booth3`);
    expect(await collect(acquisition.listCustomers(link_id))).toMatchObject([
      { external_userid: customer.externalUserId, userid: 'sunqi', state: 'booth3' },
    ]);
    expect((await acquisition.getQuota()).balance).toBe(before - 1);
    await acquisition.update({ link_id, link_name: '秋季展会' });
    expect(await acquisition.get(link_id)).toMatchObject({
      link: { link_id, link_name: '秋季展会', url },
      range: { user_list: ['sunqi'] },
    });
    expect(await collect(acquisition.list())).toEqual([link_id]);
    await acquisition.delete(link_id);
    expect(await collect(acquisition.list())).toEqual([]);
    await expect(acquisition.get(link_id)).rejects.toMatchObject({ errcode: expect.any(Number) });
  });

  it('are counted over a span', async () => {
    const span = { start: new Date('2026-12-01T00:00:00+08:00'), end: 1_796_572_800 };
    const { link_id } = await acquisition.create({ link_name: '门店', range: { user_list: ['sunqi'] } });
    expect(await acquisition.getStatistic(link_id, span)).toMatchObject({
      click_link_customer_cnt: expect.any(Number),
      new_customer_cnt: expect.any(Number),
    });
    expect(lastBody()).toEqual({ link_id, start_time: span.start.getTime() / 1000, end_time: span.end });
    await expect(acquisition.getStatistic(link_id, { start: 2, end: 1 })).rejects.toThrow(RangeError);
  });

  it('tell of the chats that began by them', async () => {
    expect(await acquisition.getChatInfo('chat-key')).toMatchObject({
      chat_info: { link_id: expect.any(String) },
    });
    expect(lastBody()).toEqual({ chat_key: 'chat-key' });
  });
});
