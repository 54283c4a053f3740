import { describe, expect, it } from '@jest/globals';
import { SandboxPushError } from '../../../lib/sandbox/index.js';
import { setMiniStage } from './stage.js';

const CUSTOM = '/cgi-bin/message/custom/send';
const SUBSCRIBE = '/cgi-bin/message/subscribe/send';

const text = (touser: string) => ({ touser, msgtype: 'text', text: { content: 'hello' } });

describe('a person of a mini program', () => {
  it('pushes texts, pictures, cards and the entering of a conversation', async () => {
    const { app, mini } = await setMiniStage({ format: 'json', mode: 'plain' });
    const user = mini.person();
    const seen = (): Record<string, unknown> => JSON.parse(app.last.body) as Record<string, unknown>;
    const head = { ToUserName: mini.originalId, FromUserName: user.openid, CreateTime: expect.any(Number) };
    await user.say('hi');
    expect(seen()).toEqual({ ...head, MsgType: 'text', Content: 'hi', MsgId: expect.any(Number) });
    await user.sendImage();
    expect(seen()).toMatchObject({
      ...head,
      MsgType: 'image',
      PicUrl: expect.stringContaining('/sandbox/media/'),
      MediaId: expect.any(String),
    });
    await user.sendCard({ title: 'Tea', pagepath: 'pages/tea?id=1' });
    expect(seen()).toMatchObject({
      ...head,
      MsgType: 'miniprogrampage',
      Title: 'Tea',
      AppId: mini.appId,
      PagePath: 'pages/tea?id=1',
      ThumbUrl: expect.stringContaining('http'),
      ThumbMediaId: expect.any(String),
      MsgId: expect.any(Number),
    });
    await user.enterSession({ sessionFrom: 'help' });
    expect(seen()).toEqual({
      ...head,
      MsgType: 'event',
      Event: 'user_enter_tempsession',
      SessionFrom: 'help',
    });
  });

  it('sends a picture that can be fetched', async () => {
    const { app, api, mini } = await setMiniStage({ format: 'json', mode: 'plain' });
    const picture = Buffer.from('a picture');
    await mini.person().sendImage(picture, 'image/jpeg');
    const { MediaId } = JSON.parse(app.last.body) as { MediaId: string };
    const response = await api.fetch(`/cgi-bin/media/get?media_id=${MediaId}`);
    expect(Buffer.from(await response.arrayBuffer())).toEqual(picture);
  });

  it('is sealed in encrypted mode, and the console checks the URL', async () => {
    const { app, mini } = await setMiniStage({ mode: 'encrypted' });
    const user = mini.person();
    await user.say('hi');
    expect(app.last.body).toMatch(/^<xml><ToUserName>.*<Encrypt>/s);
    expect(app.last.body).not.toContain(user.openid);
    app.respond = ({ query }) => query.get('echostr') ?? '';
    await mini.verifyUrl();
    app.respond = () => 'nothing';
    await expect(mini.verifyUrl()).rejects.toThrow(SandboxPushError);
  });

  it('can be handed to customer service, but not answered in the reply', async () => {
    const { app, mini } = await setMiniStage({ mode: 'plain' });
    const user = mini.person();
    const reply = (type: string, more = '') =>
      `<xml><ToUserName>${user.openid}</ToUserName><FromUserName>${mini.originalId}</FromUserName>` +
      `<CreateTime>1</CreateTime><MsgType>${type}</MsgType>${more}</xml>`;
    app.respond = () => reply('transfer_customer_service');
    expect(await user.say('hi')).toMatchObject({ kind: 'transfer_customer_service', attempts: 1 });
    app.respond = () => reply('text', '<Content>hello</Content>');
    await expect(user.say('hi')).rejects.toThrow(/cannot answer a push with text/);
  });
});

describe('a customer message of a mini program', () => {
  it('reaches a person who has written, five times within 48 hours', async () => {
    const { api, mini, sandbox } = await setMiniStage();
    const user = mini.person();
    expect(await api.post(CUSTOM, text(user.openid))).toMatchObject({ errcode: 45015 });
    await user.say('hi');
    for (let time = 0; time < 5; time += 1)
      expect(await api.post(CUSTOM, text(user.openid))).toMatchObject({ errcode: 0 });
    expect(await api.post(CUSTOM, text(user.openid))).toMatchObject({ errcode: 45047 });
    expect(user.received).toHaveLength(5);
    expect(await user.nextMessage()).toMatchObject({ kind: 'customer', message: text(user.openid) });
    await user.say('again');
    sandbox.advance(48 * 3600);
    await api.login();
    expect(await api.post(CUSTOM, text(user.openid))).toMatchObject({ errcode: 45015 });
  });

  it('reaches a person who has entered the conversation twice within a minute', async () => {
    const { api, mini, sandbox } = await setMiniStage();
    const user = mini.person();
    await user.enterSession();
    const send = async () => (await api.post(CUSTOM, text(user.openid))).errcode;
    expect([await send(), await send(), await send()]).toEqual([0, 0, 45047]);
    await user.enterSession();
    sandbox.advance(61);
    expect(await send()).toBe(45015);
  });

  it('keeps what a message allowed when the person enters the conversation', async () => {
    const { api, mini, sandbox } = await setMiniStage();
    const user = mini.person();
    await user.say('hi');
    await user.enterSession();
    sandbox.advance(61);
    expect(await api.post(CUSTOM, text(user.openid))).toMatchObject({ errcode: 0 });
  });

  it('is one of four kinds', async () => {
    const { api, mini } = await setMiniStage();
    const user = mini.person();
    await user.say('hi');
    const send = (msgtype: string, content: object) =>
      api.post(CUSTOM, { touser: user.openid, msgtype, [msgtype]: content });
    const link = {
      title: 't',
      description: 'd',
      url: 'https://example.com/',
      thumb_url: 'https://example.com/',
    };
    const page = { title: 't', pagepath: 'p', thumb_media_id: 'm', appid: mini.appId };
    expect(await send('link', link)).toMatchObject({ errcode: 0 });
    expect(await send('miniprogrampage', page)).toMatchObject({ errcode: 0 });
    expect(await send('image', { media_id: 'nothing' })).toMatchObject({ errcode: 40007 });
    expect(await send('voice', { media_id: 'm' })).toMatchObject({ errcode: 40008 });
    expect(await send('text', { content: '' })).toMatchObject({ errcode: 44004 });
    expect(await api.post(CUSTOM, text('o-nobody'))).toMatchObject({ errcode: 40003 });
  });

  it('shows that somebody is typing', async () => {
    const { api, mini, sandbox } = await setMiniStage();
    const user = mini.person();
    const type = () => api.post('/cgi-bin/message/custom/typing', { touser: user.openid, command: 'Typing' });
    expect(await type()).toMatchObject({ errcode: 45080 });
    await user.say('hi');
    expect(await type()).toMatchObject({ errcode: 0 });
    expect(await type()).toMatchObject({ errcode: 45081 });
    sandbox.advance(16);
    expect(await type()).toMatchObject({ errcode: 0 });
  });
});

describe('a subscribe message', () => {
  const message = (touser: string, template_id: string) => ({
    touser,
    template_id,
    page: 'index',
    data: { thing1: { value: 'tea' } },
  });

  it('comes once for each time the person allowed it', async () => {
    const { api, mini } = await setMiniStage();
    const user = mini.person();
    const send = async (id = 'tpl') => (await api.post(SUBSCRIBE, message(user.openid, id))).errcode;
    expect(await send()).toBe(43101);
    user.subscribeTo('tpl');
    user.subscribeTo('tpl');
    expect([await send(), await send('other'), await send(), await send()]).toEqual([0, 43101, 0, 43101]);
    expect(user.received.map(({ kind }) => kind)).toEqual(['subscribe', 'subscribe']);
    expect(await user.nextMessage()).toMatchObject({ message: message(user.openid, 'tpl') });
  });

  it('to a stranger is refused', async () => {
    const { api } = await setMiniStage();
    expect(await api.post(SUBSCRIBE, message('o-nobody', 'tpl'))).toMatchObject({ errcode: 40003 });
  });
});
