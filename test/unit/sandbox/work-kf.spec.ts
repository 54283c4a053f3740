import { describe, expect, it } from '@jest/globals';
import { openPush } from './work.envelope.js';
import { setWorkStage } from './work.stage.js';

/** An account, a customer, and a client that syncs. */
async function setKfStage() {
  const stage = await setWorkStage();
  const kf = stage.corp.kfAccount({ name: '售后' });
  const customer = stage.corp.customer({ name: '李四' });
  const client = await stage.as('kf');
  const sync = (body: object = {}) => client.post('kf/sync_msg', { open_kfid: kf.openKfId, ...body });
  const say = (content: string) =>
    client.post('kf/send_msg', {
      open_kfid: kf.openKfId,
      touser: customer.externalUserId,
      msgtype: 'text',
      text: { content },
    });
  return { ...stage, kf, customer, client, sync, say };
}

describe('微信客服', () => {
  it('pushes that there is something, which is then synced from where one stopped', async () => {
    const { corp, app, kf, customer, sync } = await setKfStage();
    await customer.sayToKf(kf, '在吗');
    const pushed = openPush(corp.agent('kf'), app.last);
    expect(pushed).toMatchObject({
      ToUserName: corp.corpId,
      Event: 'kf_msg_or_event',
      OpenKfId: kf.openKfId,
      Token: expect.any(String),
    });
    expect(pushed).not.toHaveProperty('FromUserName');
    const first = await sync({ token: pushed['Token'] });
    expect(first).toMatchObject({
      msg_list: [
        { msgtype: 'text', text: { content: '在吗' }, origin: 3, external_userid: customer.externalUserId },
      ],
      has_more: 0,
    });
    const cursor = first['next_cursor'];
    expect(await sync({ cursor })).toMatchObject({ msg_list: [], has_more: 0 });
    for (const text of ['一', '二', '三']) await customer.sayToKf(kf, text);
    const page = await sync({ cursor, limit: 2 });
    expect(page).toMatchObject({
      msg_list: [{ text: { content: '一' } }, { text: { content: '二' } }],
      has_more: 1,
    });
    expect(await sync({ cursor: page['next_cursor'], limit: 2 })).toMatchObject({
      msg_list: [{ text: { content: '三' } }],
      has_more: 0,
    });
  });

  it('knows its own tokens and cursors alone, and its tokens for ten minutes', async () => {
    const { sandbox, corp, app, kf, customer, sync, as } = await setKfStage();
    await customer.sayToKf(kf, '在吗');
    const { Token: token } = openPush(corp.agent('kf'), app.last);
    expect(await sync({ token: 'made-up' })).toMatchObject({ errcode: 95007 });
    expect(await sync({ cursor: 'made-up' })).toMatchObject({ errcode: 50100 });
    expect(await sync({ open_kfid: 'wk0' })).toMatchObject({ errcode: 95004 });
    sandbox.advance(601);
    expect(await sync({ token })).toMatchObject({ errcode: 95007 });
    sandbox.advance(3 * 86_400);
    const client = await as('kf');
    expect(await client.post('kf/sync_msg', { open_kfid: kf.openKfId })).toMatchObject({ msg_list: [] });
  });

  it('takes five messages after each of the customer, within 48 hours', async () => {
    const { sandbox, kf, customer, say, as } = await setKfStage();
    expect(await say('早')).toMatchObject({ errcode: 95013 });
    await customer.sayToKf(kf, '在吗');
    for (let sent = 0; sent < 5; sent += 1) expect(await say('在')).toMatchObject({ errcode: 0 });
    expect(await say('在')).toMatchObject({ errcode: 95001 });
    await customer.sayToKf(kf, '好');
    expect(await say('请讲')).toMatchObject({ errcode: 0, msgid: expect.any(String) });
    expect(customer.messages.at(-1)).toMatchObject({ by: 'kf', from: kf.openKfId, text: '请讲' });
    sandbox.advance(48 * 3600 + 1);
    const later = await as('kf');
    const message = { open_kfid: kf.openKfId, touser: customer.externalUserId, msgtype: 'text' };
    expect(await later.post('kf/send_msg', { ...message, text: { content: '还在' } })).toMatchObject({
      errcode: 95002,
    });
  });

  it('welcomes who comes for the first time, once and within 20 seconds', async () => {
    const { sandbox, kf, customer, client, sync } = await setKfStage();
    await customer.enterKf(kf, { scene: 'shop', sceneParam: 'order=7' });
    const { msg_list: list } = await sync();
    const [{ event }] = list as [{ event: Record<string, string> }];
    expect(event).toMatchObject({ event_type: 'enter_session', scene: 'shop', scene_param: 'order=7' });
    const welcome = { code: event['welcome_code'], msgtype: 'text', text: { content: '欢迎' } };
    expect(await client.post('kf/send_msg_on_event', welcome)).toMatchObject({ errcode: 0 });
    expect(await client.post('kf/send_msg_on_event', welcome)).toMatchObject({ errcode: 95007 });
    expect(customer.messages).toMatchObject([{ text: '欢迎' }]);
    await customer.enterKf(kf);
    const { msg_list: both } = await sync();
    expect((both as { event: object }[])[1]?.event).not.toHaveProperty('welcome_code');
    sandbox.advance(49 * 3600);
    await customer.enterKf(kf);
    sandbox.advance(21);
  });

  it('moves conversations as they may go, to those who serve', async () => {
    const { corp, kf, customer, client, say } = await setKfStage();
    const [zhang, li] = [corp.member({ userid: 'zhangsan' }), corp.member({ userid: 'lisi' })];
    await customer.sayToKf(kf, '在吗');
    const who = { open_kfid: kf.openKfId, external_userid: customer.externalUserId };
    const trans = (state: number, userid?: string) =>
      client.post('kf/service_state/trans', {
        ...who,
        service_state: state,
        ...(userid ? { servicer_userid: userid } : {}),
      });
    expect(await trans(3, 'zhangsan')).toMatchObject({ errcode: 95014 });
    await client.post('kf/servicer/add', { open_kfid: kf.openKfId, userid_list: ['zhangsan', 'nobody'] });
    expect(kf.servicers).toEqual(['zhangsan']);
    expect(await trans(3, 'zhangsan')).toMatchObject({ errcode: 0, msg_code: expect.any(String) });
    expect(await client.post('kf/service_state/get', who)).toMatchObject({
      service_state: 3,
      servicer_userid: 'zhangsan',
    });
    expect(await say('在')).toMatchObject({ errcode: 95018 });
    await kf.answer(customer, '我是张三');
    await kf.take(li, customer);
    const { msg_code: code } = await trans(4);
    const bye = { code, msgtype: 'text', text: { content: '再见' } };
    expect(await client.post('kf/send_msg_on_event', bye)).toMatchObject({ errcode: 0 });
    expect(customer.messages.map(({ text }) => text)).toEqual(['我是张三', '再见']);
    expect(await trans(1)).toMatchObject({ errcode: 95016 });
    expect(await say('在')).toMatchObject({ errcode: 95013 });
    await customer.sayToKf(kf, '还有');
    expect(kf.serviceState(customer)).toBe(0);
    expect(zhang.userid).toBe('zhangsan');
  });
});

describe('A group robot', () => {
  it('says what it is told, twenty times a minute', async () => {
    const { sandbox, corp, as } = await setWorkStage();
    const robot = corp.groupRobot();
    const client = await as('assistant');
    client.token = '';
    const send = (body: object) => client.post('webhook/send', body, { key: robot.key });
    const text = { msgtype: 'text', text: { content: '发版了', mentioned_list: ['@all'] } };
    for (let sent = 0; sent < 20; sent += 1) expect(await send(text)).toMatchObject({ errcode: 0 });
    expect(await send(text)).toMatchObject({ errcode: 45009 });
    sandbox.advance(61);
    expect(await send(text)).toMatchObject({ errcode: 0 });
    expect(robot.messages).toHaveLength(21);
    expect(robot.messages[0]).toMatchObject({ msgtype: 'text', text: '发版了' });
    expect(robot.webhookUrl).toContain(`/work/cgi-bin/webhook/send?key=${robot.key}`);
    expect(JSON.stringify(sandbox.requests)).not.toContain(robot.key);
  });

  it('checks what it is given', async () => {
    const { corp, as } = await setWorkStage();
    const robot = corp.groupRobot();
    const client = await as('assistant');
    client.token = '';
    const send = (body: object, key = robot.key) => client.post('webhook/send', body, { key });
    const picture = Buffer.from('not really a picture');
    const image = (md5: string) => ({ msgtype: 'image', image: { base64: picture.toString('base64'), md5 } });
    expect(await send(image('0'.repeat(32)))).toMatchObject({ errcode: 301019 });
    expect(await send(image('9dffa5b7f1cbc2d0a1f0b0a5b1b1d1a3'))).toMatchObject({ errcode: 301019 });
    expect(await send({ msgtype: 'markdown', markdown: { content: '字'.repeat(1366) } })).toMatchObject({
      errcode: 45002,
    });
    expect(await send({ msgtype: 'file', file: { media_id: 'x' } })).toMatchObject({ errcode: 40007 });
    const uploaded = await client.upload('webhook/upload_media', 'a.txt', picture, {
      key: robot.key,
      type: 'file',
    });
    expect(await send({ msgtype: 'file', file: { media_id: uploaded['media_id'] } })).toMatchObject({
      errcode: 0,
    });
    expect(await send({ msgtype: 'text', text: { content: 'x' } }, 'wrong')).toMatchObject({
      errcode: 93000,
    });
    robot.remove();
    expect(await send({ msgtype: 'text', text: { content: 'x' } })).toMatchObject({ errcode: 93008 });
  });
});
