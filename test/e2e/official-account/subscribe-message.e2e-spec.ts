import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { getWeChatToken, type OfficialAccount } from 'nestjs-wechat-sdk';
import { type StartedApp, startApp } from '../../src/start-app.js';

describe('Subscription notifications', () => {
  let started: StartedApp;
  let subscribeMessage: OfficialAccount['subscribeMessage'];
  beforeAll(async () => {
    started = await startApp('express');
    subscribeMessage = started.app.get<OfficialAccount>(getWeChatToken('shop')).subscribeMessage;
  });
  afterAll(() => started.close());
  beforeEach(() => started.sandbox.reset());

  const last = () => started.sandbox.requests.at(-1);

  it('are sent with each text wrapped as WeChat wants it', async () => {
    const data = { thing1: '奶茶', amount2: '¥18' };
    await subscribeMessage.send('o1', 't1', data);
    expect(last()).toMatchObject({ method: 'POST', path: '/cgi-bin/message/subscribe/bizsend' });
    const body = {
      touser: 'o1',
      template_id: 't1',
      data: { thing1: { value: '奶茶' }, amount2: { value: '¥18' } },
    };
    expect(last()?.body).toEqual(body);
    const miniprogram = { appid: 'wx2', pagepath: 'index?a=b' };
    await subscribeMessage.send('o1', 't1', data, { page: 'https://a.b', miniprogram });
    expect(last()?.body).toEqual({ ...body, page: 'https://a.b', miniprogram });
    started.sandbox.fail('POST /cgi-bin/message/subscribe/bizsend', { errcode: 43101 });
    await expect(subscribeMessage.send('o1', 't1', data)).rejects.toMatchObject({ errcode: 43101 });
  });

  it('have templates that are added, listed and removed', async () => {
    expect(await subscribeMessage.addTemplate(401, [1, 2], '测试数据')).toBe('priTmplId');
    expect(last()?.body).toEqual({ tid: '401', kidList: [1, 2], sceneDesc: '测试数据' });
    await subscribeMessage.addTemplate('10000001', []);
    expect(last()?.body).toEqual({ tid: '10000001', kidList: [], sceneDesc: '' });
    await subscribeMessage.deleteTemplate('p1');
    expect(last()).toMatchObject({ path: '/wxaapi/newtmpl/deltemplate', body: { priTmplId: 'p1' } });
    expect(await subscribeMessage.listTemplates()).toMatchObject([{ priTmplId: 'priTmplId' }]);
    expect(last()).toMatchObject({ method: 'GET', path: '/wxaapi/newtmpl/gettemplate' });
    expect(await subscribeMessage.listCategories()).toEqual([{ id: 1, name: 'name' }]);
    expect(last()?.path).toBe('/wxaapi/newtmpl/getcategory');
    expect(await subscribeMessage.listKeywords(99)).toMatchObject([{ kid: 1 }]);
    expect(last()).toMatchObject({ path: '/wxaapi/newtmpl/getpubtemplatekeywords', query: { tid: '99' } });
  });

  it.each([
    ['one keyword', [1], ''],
    ['six keywords', [1, 2, 3, 4, 5, 6], ''],
    ['a description of sixteen characters', [1, 2], '一'.repeat(16)],
  ])('refuse a template with %s before anything is sent', async (_title, keywords, description) => {
    await expect(subscribeMessage.addTemplate('1', keywords, description)).rejects.toBeInstanceOf(RangeError);
    expect(started.sandbox.requests).toHaveLength(0);
  });

  it('name the public templates of categories', async () => {
    const listed: unknown[] = [];
    for await (const one of subscribeMessage.listPublicTemplates([2, 616])) listed.push(one);
    expect(listed).toMatchObject([{ tid: 1, title: 'title' }]);
    expect(last()).toMatchObject({
      path: '/wxaapi/newtmpl/getpubtemplatetitles',
      query: { ids: '2,616', start: '0', limit: '30' },
    });
    started.sandbox.fail('GET /wxaapi/newtmpl/getpubtemplatetitles', { errcode: 200016 });
    await expect(subscribeMessage.listPublicTemplates([2]).next()).rejects.toMatchObject({
      errcode: 200016,
    });
  });

  it('ask for one message at an address in which everything is encoded', () => {
    const url = new URL(
      subscribeMessage.oneTimeUrl({
        templateId: 't-1&x',
        scene: 1000,
        redirectUrl: 'https://a.b/c?d=1&e=二#f',
        reserved: 'abc123',
      }),
    );
    expect(url.origin).toBe(started.sandbox.url);
    expect(url.pathname).toBe('/mp/subscribemsg');
    expect(url.hash).toBe('#wechat_redirect');
    expect(Object.fromEntries(url.searchParams)).toEqual({
      action: 'get_confirm',
      appid: started.account.appId,
      scene: '1000',
      template_id: 't-1&x',
      redirect_url: 'https://a.b/c?d=1&e=二#f',
      reserved: 'abc123',
    });
    const options = { templateId: 't', scene: 0, redirectUrl: 'https://a.b' };
    expect(subscribeMessage.oneTimeUrl(options)).not.toContain('reserved');
    for (const scene of [-1, 1.5, 10_001])
      expect(() => subscribeMessage.oneTimeUrl({ ...options, scene })).toThrow(RangeError);
    for (const reserved of ['a-b', 'a'.repeat(129)])
      expect(() => subscribeMessage.oneTimeUrl({ ...options, reserved })).toThrow(RangeError);
  });

  it('are sent once for a one-time subscription', async () => {
    const message = {
      touser: 'o1',
      template_id: 't1',
      scene: '1000',
      title: '取餐',
      url: 'https://a.b',
      data: { content: { value: '好了', color: '#FF0000' } },
    };
    await subscribeMessage.sendOneTime(message);
    expect(last()).toMatchObject({ path: '/cgi-bin/message/template/subscribe', body: message });
    await expect(subscribeMessage.sendOneTime({ ...message, title: '一'.repeat(16) })).rejects.toBeInstanceOf(
      RangeError,
    );
    expect(started.sandbox.requests.filter(({ path }) => path.endsWith('/subscribe'))).toHaveLength(1);
  });
});
