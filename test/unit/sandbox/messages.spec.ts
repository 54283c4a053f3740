import { describe, expect, it } from '@jest/globals';
import { SandboxTimeoutError, type SandboxPerson } from '../../../lib/sandbox/index.js';
import { setStage, type Stage } from './stage.js';

const SEND = '/cgi-bin/message/custom/send';
const text = (touser: string, content = 'hi') => ({ touser, msgtype: 'text', text: { content } });

async function withFollower(): Promise<Stage & { alice: SandboxPerson }> {
  const stage = await setStage();
  const alice = stage.shop.person();
  await alice.subscribe();
  return { ...stage, alice };
}

describe('a customer-service message', () => {
  it('reaches the person', async () => {
    const { api, alice } = await withFollower();
    const next = alice.nextMessage();
    expect(await api.post(SEND, text(alice.openid))).toEqual({ errcode: 0, errmsg: 'ok' });
    expect(await next).toMatchObject({ kind: 'customer', message: text(alice.openid) });
    expect(alice.received).toHaveLength(1);
    await expect(alice.nextMessage({ timeout: 10 })).rejects.toBeInstanceOf(SandboxTimeoutError);
    await api.post(SEND, text(alice.openid, 'two'));
    await api.post(SEND, text(alice.openid, 'three'));
    expect((await alice.nextMessage()).message).toMatchObject({ text: { content: 'two' } });
    expect((await alice.nextMessage()).message).toMatchObject({ text: { content: 'three' } });
  });

  it('may be of any kind, with media the account has', async () => {
    const { api, alice } = await withFollower();
    const image = await api.upload(
      '/cgi-bin/media/upload?type=image',
      Buffer.from('x'),
      'a.jpg',
      'image/jpeg',
    );
    const thumb = await api.upload(
      '/cgi-bin/media/upload?type=thumb',
      Buffer.from('x'),
      'a.jpg',
      'image/jpeg',
    );
    const { media_id } = image;
    const { thumb_media_id } = thumb;
    const kinds: Record<string, object> = {
      image: { media_id },
      voice: { media_id },
      video: { media_id, thumb_media_id },
      music: { thumb_media_id, musicurl: 'https://example.com/a.mp3' },
      news: { articles: [{ title: 'T', description: 'D', url: 'https://example.com', picurl: '' }] },
      msgmenu: { head_content: 'Like it?', list: [{ id: '1', content: 'Yes' }] },
      miniprogrampage: { appid: 'wx', pagepath: 'index' },
    };
    for (const [msgtype, content] of Object.entries(kinds)) {
      expect(await api.post(SEND, { touser: alice.openid, msgtype, [msgtype]: content })).toEqual({
        errcode: 0,
        errmsg: 'ok',
      });
    }
    expect(alice.received.map(({ message }) => message['msgtype'])).toEqual(Object.keys(kinds));
  });

  it.each([
    ['an unknown openid', text('nobody'), 40003],
    ['an unknown kind', { touser: 'ALICE', msgtype: 'smell', smell: {} }, 40008],
    ['no content of its kind', { touser: 'ALICE', msgtype: 'text' }, 40035],
    ['an empty text', text('ALICE', ''), 44004],
    ['2049 bytes', text('ALICE', '中'.repeat(683)), 45002],
    [
      'a medium the account does not have',
      { touser: 'ALICE', msgtype: 'image', image: { media_id: 'm' } },
      40007,
    ],
    ['no article', { touser: 'ALICE', msgtype: 'news', news: { articles: [] } }, 44003],
  ])('is refused with %s', async (_, body, errcode) => {
    const { api, alice } = await withFollower();
    const touser = body.touser === 'ALICE' ? alice.openid : body.touser;
    expect(await api.post(SEND, { ...body, touser })).toMatchObject({ errcode });
    expect(alice.received).toHaveLength(0);
  });

  it('of 2048 bytes still goes', async () => {
    const { api, alice } = await withFollower();
    expect(await api.post(SEND, text(alice.openid, 'x'.repeat(2048)))).toMatchObject({ errcode: 0 });
  });

  it('goes to followers only, within 48 hours of their last word', async () => {
    const { api, alice, sandbox, shop } = await withFollower();
    expect(await api.post(SEND, text(shop.person().openid))).toMatchObject({ errcode: 43004 });
    sandbox.advance(48 * 3600 + 1);
    await api.login();
    expect(await api.post(SEND, text(alice.openid))).toMatchObject({ errcode: 45015 });
    await alice.say('still here');
    expect(await api.post(SEND, text(alice.openid))).toMatchObject({ errcode: 0 });
    await alice.unsubscribe();
    expect(await api.post(SEND, text(alice.openid))).toMatchObject({ errcode: 43004 });
  });

  it('goes twenty times for one word', async () => {
    const { api, alice } = await withFollower();
    for (let time = 0; time < 20; time += 1)
      expect(await api.post(SEND, text(alice.openid))).toMatchObject({ errcode: 0 });
    expect(await api.post(SEND, text(alice.openid))).toMatchObject({ errcode: 45047 });
    await alice.say('again');
    expect(await api.post(SEND, text(alice.openid))).toMatchObject({ errcode: 0 });
  });

  it('may be announced by typing, shortly after the person wrote', async () => {
    const { api, alice, sandbox } = await withFollower();
    const typing = (command: string) =>
      api.post('/cgi-bin/message/custom/typing', { touser: alice.openid, command });
    expect(await typing('Typing')).toMatchObject({ errcode: 0 });
    expect(await typing('Typing')).toMatchObject({ errcode: 45081 });
    expect(await typing('CancelTyping')).toMatchObject({ errcode: 0 });
    expect(await typing('Shout')).toMatchObject({ errcode: 45072 });
    sandbox.advance(31);
    expect(await typing('Typing')).toMatchObject({ errcode: 45080 });
  });
});

describe('a template message', () => {
  const SEND_TEMPLATE = '/cgi-bin/message/template/send';

  it('reaches the person and is reported afterwards, no digit of its id lost', async () => {
    const { api, alice, app, sandbox, shop } = await withFollower();
    const template_id = shop.addTemplate({ title: 'Order', content: 'No. {{number.DATA}}' });
    const body = { touser: alice.openid, template_id, data: { number: { value: '42' } } };
    const response = await api.fetch(SEND_TEMPLATE, { method: 'POST', body: JSON.stringify(body) });
    const msgid = /"msgid":(\d{17,})[,}]/.exec(await response.text())?.[1] ?? '';
    expect(BigInt(msgid)).toBeGreaterThan(2n ** 53n);
    expect(await alice.nextMessage()).toMatchObject({ kind: 'template', message: body });
    await new Promise<void>((resolve) => sandbox.on('exchange', () => resolve()));
    expect(app.last.body).toContain('TEMPLATESENDJOBFINISH');
    expect(app.last.body).toContain(`<MsgID>${msgid}</MsgID>\n<Status><![CDATA[success]]></Status>`);
  });

  it('under the same client_msg_id is sent once', async () => {
    const { api, alice, sandbox, shop } = await withFollower();
    const template_id = shop.addTemplate({ title: 'Order', content: '' });
    const body = { touser: alice.openid, template_id, data: {}, client_msg_id: 'order-1' };
    const [first, second] = [await api.post(SEND_TEMPLATE, body), await api.post(SEND_TEMPLATE, body)];
    expect(second).toEqual(first);
    expect(alice.received).toHaveLength(1);
    sandbox.advance(601);
    await api.post(SEND_TEMPLATE, body);
    expect(alice.received).toHaveLength(2);
  });

  it('needs a template, a person, and that they follow', async () => {
    const { api, alice, shop } = await withFollower();
    const template_id = shop.addTemplate({ title: 'Order', content: '' });
    const send = (touser: string, id: string) =>
      api.post(SEND_TEMPLATE, { touser, template_id: id, data: {} });
    expect(await send(alice.openid, 'none')).toMatchObject({ errcode: 40037 });
    expect(await send('nobody', template_id)).toMatchObject({ errcode: 40003 });
    expect(await send(shop.person().openid, template_id)).toMatchObject({ errcode: 43004 });
  });

  it('follows templates that are added, listed and taken away', async () => {
    const { api, shop } = await setStage();
    expect(
      await api.post('/cgi-bin/template/api_set_industry', { industry_id1: '1', industry_id2: '4' }),
    ).toMatchObject({ errcode: 0 });
    expect(await api.get('/cgi-bin/template/get_industry')).toMatchObject({
      primary_industry: { first_class: 'IT科技', second_class: '互联网|电子商务' },
    });
    const { template_id } = await api.post('/cgi-bin/template/api_add_template', {
      template_id_short: 'TM1',
      keyword_name_list: ['单号'],
    });
    expect(await api.get('/cgi-bin/template/get_all_private_template')).toMatchObject({
      template_list: [{ template_id, title: 'TM1', content: '单号: {{keyword1.DATA}}' }],
    });
    expect(shop.templates).toHaveLength(1);
    expect(await api.post('/cgi-bin/template/del_private_template', { template_id })).toMatchObject({
      errcode: 0,
    });
    expect(await api.post('/cgi-bin/template/del_private_template', { template_id })).toMatchObject({
      errcode: 40037,
    });
    for (let count = 0; count < 25; count += 1) shop.addTemplate({ title: 'x', content: '' });
    expect(await api.post('/cgi-bin/template/api_add_template', { template_id_short: 'TM1' })).toMatchObject({
      errcode: 45026,
    });
  });
});
