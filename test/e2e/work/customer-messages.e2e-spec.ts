import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { Injectable } from '@nestjs/common';
import { InjectWeChat, Message, WeChatHandlers } from 'nestjs-wechat-sdk';
import type { SandboxCorpMember, SandboxCustomer } from 'nestjs-wechat-sdk/sandbox';
import {
  WeChatEvent,
  type WorkChangeExternalContactAddExternalContactEvent,
  type WorkAgent,
  type WorkCustomer,
} from 'nestjs-wechat-sdk/work';
import { lastRequest } from '../../src/sandbox.reader.js';
import { ADAPTERS } from '../../src/start-app.js';
import { type StartedWork, startWork } from '../../src/start-work.js';

async function collect<Item>(items: AsyncIterable<Item>): Promise<Item[]> {
  const found: Item[] = [];
  for await (const item of items) found.push(item);
  return found;
}

const NOW = Math.floor(Date.now() / 1000);
const AROUND_NOW = { start: NOW - 3600, end: NOW + 3600 };
const TEXT = { text: { content: '上新了' } };

describe('What members send and show their customers', () => {
  let work: StartedWork;
  let api: WorkCustomer;
  let zhangsan: SandboxCorpMember;
  let wang: SandboxCustomer;
  let li: SandboxCustomer;
  beforeAll(async () => {
    work = await startWork();
    api = work.customer.customer;
    zhangsan = work.console.member({ userid: 'zhangsan' });
    wang = work.console.customer({ name: '王' });
    li = work.console.customer({ name: '李' });
    for (const customer of [wang, li]) await customer.addMember(zhangsan);
  });
  beforeEach(() => work.sandbox.reset());
  afterAll(() => work.close());

  const lastBody = (): unknown => lastRequest(work.sandbox).body;
  const nobodyWasAsked = (): void => expect(work.sandbox.requests).toEqual([]);

  it('is a message, once they confirm it', async () => {
    const { messages } = api;
    const template = { ...TEXT, external_userid: [wang.externalUserId, 'wmStranger'] };
    const { msgid, fail_list } = await messages.create(template);
    expect(lastBody()).toEqual(template);
    expect(fail_list).toEqual(['wmStranger']);
    expect(await collect(messages.listTasks(msgid))).toMatchObject([{ userid: 'zhangsan', status: 0 }]);
    await messages.remind(msgid);
    expect(lastBody()).toEqual({ msgid });
    expect(zhangsan.confirmGroupMessages()).toBe(1);
    expect(wang.messages).toMatchObject([{ by: 'group-message', from: 'zhangsan', text: '上新了' }]);
    expect(li.messages).toEqual([]);
    expect(await collect(messages.listTasks(msgid))).toMatchObject([{ userid: 'zhangsan', status: 2 }]);
    expect(await collect(messages.listSendResults(msgid, 'zhangsan'))).toMatchObject([
      { external_userid: wang.externalUserId, status: 1 },
    ]);
    expect(await collect(messages.list('single', AROUND_NOW))).toMatchObject([{ msgid, ...TEXT }]);
    expect(await collect(messages.list('group', AROUND_NOW))).toEqual([]);
  });

  it('is no message that was cancelled', async () => {
    const { messages } = api;
    const { msgid } = await messages.create({ ...TEXT, sender: 'zhangsan' });
    await messages.cancel(msgid);
    expect(lastRequest(work.sandbox)).toMatchObject({
      route: 'POST /cgi-bin/externalcontact/cancel_groupmsg_send',
      body: { msgid },
    });
    expect(zhangsan.confirmGroupMessages()).toBe(0);
    await expect(messages.remind(msgid)).rejects.toMatchObject({ errcode: 41093 });
  });

  it('is no message to everybody where a selection found nobody', async () => {
    const { messages } = api;
    const message =
      'external_userid is empty, which WeCom may take for everybody: leave it out if that is meant';
    const toNobody = { ...TEXT, sender: 'zhangsan', external_userid: [] };
    await expect(messages.create(toNobody)).rejects.toThrow(new RangeError(message));
    const toNoChat = { ...TEXT, chat_type: 'group', sender: 'zhangsan', chat_id_list: [] };
    await expect(messages.create(toNoChat)).rejects.toThrow(RangeError);
    for (const group_list of [[], [{ tag_list: ['tag'] }, { tag_list: [] }]])
      await expect(messages.create({ ...TEXT, tag_filter: { group_list } })).rejects.toThrow(RangeError);
    nobodyWasAsked();
  });

  it('is listed over a month at most', async () => {
    const longer = { start: NOW - 32 * 86_400, end: NOW };
    await expect(collect(api.messages.list('single', longer))).rejects.toThrow(RangeError);
    await expect(collect(api.moments.list(longer))).rejects.toThrow(RangeError);
    nobodyWasAsked();
  });

  it('is a moment, once they publish it', async () => {
    const { moments } = api;
    const task = { ...TEXT, visible_range: { sender_list: { user_list: ['zhangsan'] } } };
    const jobid = await moments.addTask(task);
    expect(lastBody()).toEqual(task);
    const { status, result } = await moments.getTaskResult(jobid);
    expect(lastRequest(work.sandbox).query).toEqual({ jobid });
    expect(status).toBe(3);
    const id = result.moment_id;
    expect(await collect(moments.list(AROUND_NOW))).toMatchObject([{ moment_id: id, ...TEXT }]);
    expect(await collect(moments.listTasks(id))).toEqual([{ userid: 'zhangsan', publish_status: 0 }]);
    const seenBy = [wang.externalUserId, li.externalUserId];
    expect(await collect(moments.listCustomers(id, 'zhangsan'))).toEqual(
      seenBy.map((external_userid) => ({ userid: 'zhangsan', external_userid })),
    );
    expect(await collect(moments.listSendResults(id, 'zhangsan'))).toEqual([]);
    expect(zhangsan.publishMoments()).toBe(1);
    expect(await collect(moments.listSendResults(id, 'zhangsan'))).toEqual(seenBy);
    expect(await collect(moments.listTasks(id))).toEqual([{ userid: 'zhangsan', publish_status: 1 }]);
    expect(await moments.getComments(id, 'zhangsan')).toMatchObject({ comment_list: [], like_list: [] });
    await expect(collect(moments.listTasks('mom'))).rejects.toMatchObject({ errcode: 41060 });
  });

  it('is no moment that was cancelled', async () => {
    const { moments } = api;
    const { result } = await moments.getTaskResult(await moments.addTask(TEXT));
    await moments.cancelTask(result.moment_id);
    expect(lastBody()).toEqual({ moment_id: result.moment_id });
    expect(zhangsan.publishMoments()).toBe(0);
    await expect(moments.getTaskResult('job')).rejects.toMatchObject({ errcode: 40088 });
  });

  it('is no moment for everybody where a selection found nobody', async () => {
    const { moments } = api;
    for (const visible_range of [
      { sender_list: { user_list: [] } },
      { sender_list: { user_list: ['zhangsan'], department_list: [] } },
      { external_contact_list: { tag_list: [] } },
    ])
      await expect(moments.addTask({ ...TEXT, visible_range })).rejects.toThrow(RangeError);
    nobodyWasAsked();
  });
});

const met: WorkChangeExternalContactAddExternalContactEvent[] = [];

@Injectable()
@WeChatHandlers('corp/customer')
class Greeter {
  constructor(@InjectWeChat('corp', 'customer') private readonly agent: WorkAgent) {}

  @WeChatEvent('change_external_contact', { ChangeType: 'add_external_contact' })
  async greet(@Message() event: WorkChangeExternalContactAddExternalContactEvent) {
    met.push(event);
    await this.agent.customer.messages.sendWelcome(event.WelcomeCode ?? '', { text: { content: '您好' } });
  }
}

describe.each(ADAPTERS)('A new customer, on %s', (adapter) => {
  let work: StartedWork;
  beforeEach(async () => {
    work = await startWork(adapter, { providers: [Greeter] });
    met.length = 0;
  });
  afterEach(() => work.close());

  it('is greeted in the name of the member', async () => {
    const member = work.console.member({ userid: 'zhangsan' });
    const customer = work.console.customer();
    await customer.addMember(member);
    expect(met).toMatchObject([{ UserID: 'zhangsan' }]);
    expect(customer.messages).toMatchObject([{ by: 'welcome', from: 'zhangsan', text: '您好' }]);
  });

  it('is greeted once, and soon', async () => {
    const { messages } = work.customer.customer;
    const customer = work.console.customer();
    await customer.addMember(work.console.member());
    const code = met.at(-1)?.WelcomeCode ?? '';
    await expect(messages.sendWelcome(code, TEXT)).rejects.toMatchObject({ errcode: 41096 });
    work.sandbox.advance(21);
    await expect(messages.sendWelcome(code, TEXT)).rejects.toMatchObject({ errcode: 41050 });
    expect(customer.messages).toHaveLength(1);
  });
});
