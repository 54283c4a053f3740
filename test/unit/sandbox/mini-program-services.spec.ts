import { describe, expect, it } from '@jest/globals';
import type { Application } from './application.js';
import { setMiniStage } from './stage.js';

const PNG = Buffer.from([0x89, 0x50, 0x4e, 0x47]);

async function pushed(app: Application): Promise<Record<string, unknown>> {
  for (let round = 0; round < 100 && app.seen.length === 0; round += 1)
    await new Promise((resolve) => setTimeout(resolve, 10));
  return JSON.parse(app.last.body) as Record<string, unknown>;
}

describe('a code of a mini program', () => {
  it.each([
    ['/wxa/getwxacode', { path: 'pages/index?id=1' }],
    ['/wxa/getwxacodeunlimit', { scene: 'a=1', page: 'pages/index' }],
    ['/cgi-bin/wxaapp/createwxaqrcode', { path: 'pages/index' }],
  ])('comes from %s as a picture', async (path, body) => {
    const { api } = await setMiniStage();
    const response = await api.fetch(path, { method: 'POST', body: JSON.stringify(body) });
    expect(response.headers.get('content-type')).toBe('image/png');
    const bytes = Buffer.from(await response.arrayBuffer());
    expect(bytes.subarray(0, 4)).toEqual(PNG);
    expect(bytes.length).toBeGreaterThan(500);
  });

  it.each<[string, string, object, number]>([
    ['a scene of 33 characters', '/wxa/getwxacodeunlimit', { scene: 's'.repeat(33) }, 40129],
    ['a scene in Chinese', '/wxa/getwxacodeunlimit', { scene: '茶' }, 40129],
    ['an empty scene', '/wxa/getwxacodeunlimit', { scene: '' }, 40129],
    ['a page with a slash in front', '/wxa/getwxacodeunlimit', { scene: 's', page: '/pages' }, 41030],
    ['a path of 1025 characters', '/wxa/getwxacode', { path: 'p'.repeat(1025) }, 40159],
    ['an empty path', '/cgi-bin/wxaapp/createwxaqrcode', { path: '' }, 40159],
  ])('is refused with %s', async (_, path, body, errcode) => {
    const { api } = await setMiniStage();
    expect(await api.post(path, body)).toMatchObject({ errcode });
  });
});

describe('a link into a mini program', () => {
  it('has the form of its kind, and is another one each time', async () => {
    const { api } = await setMiniStage({ name: 'Tea' });
    const scheme = () => api.post('/wxa/generatescheme', { jump_wxa: { path: 'p' }, expire_type: 1 });
    expect((await scheme())['openlink']).not.toBe((await scheme())['openlink']);
    expect(await api.post('/wxa/generate_urllink', { path: 'p' })).toMatchObject({
      url_link: expect.stringMatching(/^https:\/\/wxaurl\.cn\/\w+$/),
    });
    expect(await api.post('/wxa/genwxashortlink', { page_url: 'p', page_title: 'Home' })).toMatchObject({
      link: expect.stringMatching(/^#小程序:\/\/Tea\/Home\/\w+$/),
    });
  });
});

describe('content security', () => {
  it.each([
    ['tea is good', { suggest: 'pass', label: 100 }],
    ['这是违禁内容', { suggest: 'risky', label: 20006 }],
    ['a Risky text', { suggest: 'risky', label: 20006 }],
  ])('judges the text "%s"', async (content, result) => {
    const { api, mini } = await setMiniStage();
    const { openid } = mini.person();
    expect(await api.post('/wxa/msg_sec_check', { openid, scene: 1, version: 2, content })).toMatchObject({
      errcode: 0,
      trace_id: expect.any(String),
      result,
      detail: [{ strategy: 'content_model', errcode: 0, ...result }],
    });
  });

  it('refuses risky texts in its first version, and strangers in its second', async () => {
    const { api } = await setMiniStage();
    expect(await api.post('/wxa/msg_sec_check', { content: 'tea' })).toMatchObject({ errcode: 0 });
    expect(await api.post('/wxa/msg_sec_check', { content: 'risky' })).toMatchObject({ errcode: 87014 });
    expect(await api.post('/wxa/msg_sec_check', { content: 'tea', version: 2, openid: 'o' })).toMatchObject({
      errcode: 40003,
    });
  });

  it.each([
    ['https://example.com/tea.png', { suggest: 'pass', label: 100 }],
    ['https://example.com/risky.png', { suggest: 'risky', label: 20006 }],
  ])('pushes its judgement of %s later', async (media_url, result) => {
    const { api, app, mini } = await setMiniStage({ format: 'json', mode: 'plain' });
    const { openid } = mini.person();
    const body = { openid, scene: 1, version: 2, media_type: 2, media_url };
    const { errcode, trace_id } = await api.post('/wxa/media_check_async', body);
    expect(errcode).toBe(0);
    expect(await pushed(app)).toMatchObject({
      MsgType: 'event',
      Event: 'wxa_media_check',
      appid: mini.appId,
      trace_id,
      version: 2,
      errcode: 0,
      result,
      detail: [{ strategy: 'content_model', ...result }],
    });
  });

  it('pushes another form in its first version, and refuses strangers in its second', async () => {
    const { api, app } = await setMiniStage({ format: 'json', mode: 'plain' });
    const body = { media_type: 2, media_url: 'https://example.com/risky.png' };
    expect(await api.post('/wxa/media_check_async', { ...body, version: 2 })).toMatchObject({
      errcode: 40003,
    });
    const { trace_id } = await api.post('/wxa/media_check_async', body);
    expect(await pushed(app)).toMatchObject({ trace_id, isrisky: 1, status_code: 0 });
  });

  it('judges pictures by their name and their bytes', async () => {
    const { api } = await setMiniStage();
    const check = (content: string, name: string) =>
      api.upload('/wxa/img_sec_check', Buffer.from(content), name, 'image/png');
    expect(await check('tea', 'tea.png')).toMatchObject({ errcode: 0 });
    expect(await check('tea', 'risky.png')).toMatchObject({ errcode: 87014 });
    expect(await check('very risky', 'tea.png')).toMatchObject({ errcode: 87014 });
  });
});
