import { describe, expect, it } from '@jest/globals';
import { SandboxUseError } from '../../../lib/sandbox/index.js';
import { openPush } from './work.envelope.js';
import { setWorkStage } from './work.stage.js';

const WELCOME = 'externalcontact/send_welcome_msg';

describe('A customer', () => {
  it('who adds a member may be welcomed once, within 20 seconds', async () => {
    const { sandbox, corp, app, as } = await setWorkStage();
    const [zhang, li] = [corp.member({ userid: 'zhangsan' }), corp.member()];
    const customer = corp.customer({ name: '李四' });
    const client = await as('customer');
    await customer.addMember(zhang, { state: 'spring' });
    const pushed = openPush(corp.agent('customer'), app.last);
    expect(pushed).toMatchObject({
      Event: 'change_external_contact',
      ChangeType: 'add_external_contact',
      UserID: 'zhangsan',
      ExternalUserID: customer.externalUserId,
      State: 'spring',
    });
    expect(pushed).not.toHaveProperty('AgentID');
    const welcome = { welcome_code: pushed['WelcomeCode'], text: { content: '你好' } };
    expect(await client.post(WELCOME, welcome)).toMatchObject({ errcode: 0 });
    expect(customer.messages).toMatchObject([{ by: 'welcome', from: 'zhangsan', text: '你好' }]);
    expect(await client.post(WELCOME, welcome)).toMatchObject({ errcode: 41096 });
    await customer.addMember(li);
    const second = openPush(corp.agent('customer'), app.last);
    sandbox.advance(21);
    const late = { welcome_code: second['WelcomeCode'], text: { content: '晚了' } };
    expect(await client.post(WELCOME, late)).toMatchObject({ errcode: 41050 });
    await expect(customer.addMember(li)).rejects.toThrow(SandboxUseError);
    expect(JSON.stringify(sandbox.requests)).not.toContain(pushed['WelcomeCode']);
  });

  it('comes by a code with its state, and by a link with its own', async () => {
    const { corp, app, as } = await setWorkStage();
    const zhang = corp.member({ userid: 'zhangsan' });
    const client = await as('customer');
    const way = { type: 1, scene: 2, user: ['zhangsan'], state: 'shelf-7', remark: '书架' };
    const added = await client.post('externalcontact/add_contact_way', way);
    await corp.customer().scan(String(added['qr_code']));
    expect(openPush(corp.agent('customer'), app.last)).toMatchObject({
      State: 'shelf-7',
      UserID: zhang.userid,
    });
    expect(
      await client.post('externalcontact/get_contact_way', { config_id: added['config_id'] }),
    ).toMatchObject({
      contact_way: { state: 'shelf-7', user: ['zhangsan'], is_temp: false },
    });
    const made = await client.post('externalcontact/customer_acquisition/create_link', {
      link_name: '春季',
      range: { user_list: ['zhangsan'] },
    });
    const { link_id: linkId, url } = made['link'] as { link_id: string; url: string };
    const customer = corp.customer();
    await customer.openLink(`${url}?customer_channel=poster`);
    expect(openPush(corp.agent('customer'), app.last)).toMatchObject({ State: 'poster', LinkId: linkId });
    expect(
      await client.post('externalcontact/customer_acquisition/customer', { link_id: linkId }),
    ).toMatchObject({ customer_list: [{ external_userid: customer.externalUserId, state: 'poster' }] });
  });

  it('is remarked, tagged and listed, and gone when either deletes the other', async () => {
    const { corp, app, as } = await setWorkStage();
    const zhang = corp.member({ userid: 'zhangsan' });
    const client = await as('customer');
    const customers = [corp.customer(), corp.customer(), corp.customer()];
    for (const one of customers) await one.addMember(zhang);
    const [first] = customers;
    const who = { userid: 'zhangsan', external_userid: first?.externalUserId };
    const { tag_group: group } = await client.post('externalcontact/add_corp_tag', {
      group_name: '兴趣',
      tag: [{ name: '历史' }],
    });
    const [tag] = (group as { tag: { id: string }[] }).tag;
    await client.post('externalcontact/mark_tag', { ...who, add_tag: [tag?.id] });
    await client.post('externalcontact/remark', {
      ...who,
      remark: '老读者',
      remark_mobiles: ['13800000000'],
    });
    expect(
      await client.get('externalcontact/get', { external_userid: String(who.external_userid) }),
    ).toMatchObject({
      follow_user: [{ remark: '老读者', tags: [{ tag_name: '历史', group_name: '兴趣' }] }],
    });
    const page = await client.post('externalcontact/batch/get_by_user', {
      userid_list: ['zhangsan'],
      limit: 2,
    });
    expect(page['external_contact_list']).toHaveLength(2);
    const rest = await client.post('externalcontact/batch/get_by_user', {
      userid_list: ['zhangsan'],
      limit: 2,
      cursor: page['next_cursor'],
    });
    expect(rest['external_contact_list']).toHaveLength(1);
    expect(rest).not.toHaveProperty('next_cursor');
    await client.post('externalcontact/del_corp_tag', { tag_id: [tag?.id] });
    expect(await client.post('externalcontact/get_corp_tag_list', {})).toMatchObject({ tag_group: [] });
    await first?.deleteMember(zhang);
    expect(openPush(corp.agent('customer'), app.last)).toMatchObject({ ChangeType: 'del_follow_user' });
    await customers[1]?.beDeletedBy(zhang);
    expect(openPush(corp.agent('customer'), app.last)).toMatchObject({ ChangeType: 'del_external_contact' });
    expect(await client.get('externalcontact/list', { userid: 'zhangsan' })).toMatchObject({
      external_userid: [customers[2]?.externalUserId],
    });
  });

  it('gets what members are asked to send, once they have confirmed', async () => {
    const { corp, as } = await setWorkStage();
    const zhang = corp.member({ userid: 'zhangsan' });
    const customer = corp.customer();
    await customer.addMember(zhang);
    const client = await as('customer');
    const sent = await client.post('externalcontact/add_msg_template', {
      external_userid: [customer.externalUserId, 'wmNobody'],
      text: { content: '新书' },
      attachments: [{ msgtype: 'link', link: { title: '书单', url: 'https://example.com/' } }],
    });
    expect(sent).toMatchObject({ errcode: 0, fail_list: ['wmNobody'] });
    const task = { msgid: sent['msgid'], userid: 'zhangsan' };
    const result = () => client.post('externalcontact/get_groupmsg_send_result', task);
    expect(await result()).toMatchObject({ send_list: [{ status: 0 }] });
    expect(zhang.confirmGroupMessages()).toBe(1);
    expect(zhang.confirmGroupMessages()).toBe(0);
    expect(await result()).toMatchObject({
      send_list: [{ status: 1, external_userid: customer.externalUserId }],
    });
    expect(customer.messages).toMatchObject([
      { text: '新书', by: 'group-message' },
      { msgtype: 'link', text: '书单' },
    ]);
    const nobody = { external_userid: ['wmNobody'], text: { content: 'x' } };
    expect(await client.post('externalcontact/add_msg_template', nobody)).toMatchObject({ errcode: 41048 });
  });

  it('is handed over a day later, and waits for somebody when the member has left', async () => {
    const { sandbox, corp, as } = await setWorkStage();
    const [zhang, li] = [corp.member({ userid: 'zhangsan' }), corp.member({ userid: 'lisi' })];
    const customer = corp.customer();
    await customer.addMember(zhang);
    const between = { handover_userid: 'zhangsan', takeover_userid: 'lisi' };
    const request = { ...between, external_userid: [customer.externalUserId, 'wmNobody'] };
    const client = await as('customer');
    expect(await client.post('externalcontact/transfer_customer', request)).toMatchObject({
      customer: [{ errcode: 0 }, { errcode: 40096 }],
    });
    expect(await client.post('externalcontact/transfer_customer', request)).toMatchObject({
      customer: [{ errcode: 40100 }, { errcode: 40096 }],
    });
    sandbox.advance(86_401);
    const later = await as('customer');
    expect(await later.post('externalcontact/transfer_result', between)).toMatchObject({
      customer: [{ status: 1, external_userid: customer.externalUserId }],
    });
    await li.leave();
    expect(await later.post('externalcontact/get_unassigned_list', {})).toMatchObject({
      info: [{ handover_userid: 'lisi', external_userid: customer.externalUserId }],
      is_last: true,
    });
    const again = {
      handover_userid: 'lisi',
      takeover_userid: 'zhangsan',
      external_userid: [customer.externalUserId],
    };
    expect(await later.post('externalcontact/resigned/transfer_customer', again)).toMatchObject({
      customer: [{ errcode: 0 }],
    });
    expect(await later.post('externalcontact/resigned/transfer_customer', request)).toMatchObject({
      errcode: 60111,
    });
    expect(zhang.departments).toEqual([1]);
  });

  it('is in group chats, which tell what happens in them', async () => {
    const { corp, app, as } = await setWorkStage();
    const owner = corp.member({ userid: 'zhangsan' });
    const [first, second] = [corp.customer(), corp.customer()];
    const chat = corp.customerChat({ owner, name: '读书会', customers: [first] });
    await chat.add(second, { state: 'door' });
    expect(openPush(corp.agent('customer'), app.last)).toMatchObject({
      Event: 'change_external_chat',
      ChatId: chat.chatId,
      UpdateDetail: 'add_member',
      MemChangeList: { Item: second.externalUserId },
    });
    const client = await as('customer');
    expect(await client.post('externalcontact/groupchat/list', { limit: 10 })).toMatchObject({
      group_chat_list: [{ chat_id: chat.chatId, status: 0 }],
    });
    const detail = await client.post('externalcontact/groupchat/get', { chat_id: chat.chatId, need_name: 1 });
    expect(detail).toMatchObject({ group_chat: { name: '读书会', owner: 'zhangsan' } });
    expect((detail['group_chat'] as { member_list: object[] }).member_list).toHaveLength(3);
    await chat.dismiss();
    expect(await client.post('externalcontact/groupchat/get', { chat_id: chat.chatId })).toMatchObject({
      errcode: 49008,
    });
  });
});
