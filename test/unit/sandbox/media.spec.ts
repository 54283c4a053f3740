import { expect, it } from '@jest/globals';
import { ApiClient } from './api.client.js';
import { setStage } from './stage.js';

const UPLOAD = '/cgi-bin/media/upload?type=';
const bytes = Buffer.from(Array.from({ length: 1000 }, (_, index) => (index * 7) % 256));

it('gives a temporary medium back byte for byte, for three days', async () => {
  const { api, sandbox } = await setStage();
  const made = await api.upload(`${UPLOAD}image`, bytes, '猫.png', 'image/png');
  expect(made).toMatchObject({ type: 'image', media_id: expect.stringMatching(/^[\w-]{64}$/) });
  const path = `/cgi-bin/media/get?media_id=${String(made['media_id'])}`;
  const response = await api.fetch(path);
  expect(response.headers.get('content-type')).toBe('image/png');
  expect(response.headers.get('content-disposition')).toBe(
    `attachment; filename="${String(made['media_id'])}.png"`,
  );
  expect(Buffer.from(await response.arrayBuffer()).equals(bytes)).toBe(true);
  sandbox.advance(3 * 86_400 + 1);
  await api.login();
  expect(await api.get(path)).toMatchObject({ errcode: 40007 });
});

it('gives a video as an address', async () => {
  const { api } = await setStage();
  const { media_id } = await api.upload(`${UPLOAD}video`, bytes, 'a.mp4', 'video/mp4');
  const { video_url } = await api.get(`/cgi-bin/media/get?media_id=${String(media_id)}`);
  const video = await fetch(String(video_url));
  expect(Buffer.from(await video.arrayBuffer()).equals(bytes)).toBe(true);
});

it('refuses files that are too large or of the wrong kind', async () => {
  const { api } = await setStage();
  expect(await api.upload(`${UPLOAD}image`, bytes, 'a.exe', 'image/png')).toMatchObject({ errcode: 40005 });
  expect(await api.upload(`${UPLOAD}voice`, bytes, 'a.png', 'image/png')).toMatchObject({ errcode: 40005 });
  expect(
    await api.upload(`${UPLOAD}thumb`, Buffer.alloc(64 * 1024 + 1), 'a.jpg', 'image/jpeg'),
  ).toMatchObject({ errcode: 40012 });
  expect(await api.upload(`${UPLOAD}smell`, bytes, 'a.png', 'image/png')).toMatchObject({ errcode: 40004 });
  expect(await api.upload(`${UPLOAD}thumb`, bytes, 'a.jpg', 'image/jpeg')).toHaveProperty('thumb_media_id');
});

it('keeps a picture for an article at an address of its own', async () => {
  const { api } = await setStage();
  const { url } = await api.upload('/cgi-bin/media/uploadimg', bytes, 'a.png', 'image/png');
  const picture = await fetch(String(url));
  expect(picture.headers.get('content-type')).toBe('image/png');
  expect(Buffer.from(await picture.arrayBuffer()).equals(bytes)).toBe(true);
});

it('gives the application what a person sent, and nobody else', async () => {
  const { api, app, sandbox, shop } = await setStage();
  await shop.person().sendImage(bytes, 'image/gif');
  const media_id = /<MediaId><!\[CDATA\[([\w-]+)\]\]>/.exec(app.last.body)?.[1] ?? '';
  const picture = await api.fetch(`/cgi-bin/media/get?media_id=${media_id}`);
  expect(picture.headers.get('content-type')).toBe('image/gif');
  expect(Buffer.from(await picture.arrayBuffer()).equals(bytes)).toBe(true);
  expect(app.last.body).toContain(`<PicUrl><![CDATA[${sandbox.url}/sandbox/media/${media_id}]]></PicUrl>`);
  const other = await new ApiClient(sandbox, sandbox.officialAccount()).login();
  expect(await other.get(`/cgi-bin/media/get?media_id=${media_id}`)).toMatchObject({ errcode: 40007 });
});

it('counts calls, clears the count, and tells about a refused call', async () => {
  const { api, shop } = await setStage();
  const quota = () => api.post('/cgi-bin/openapi/quota/get', { cgi_path: '/cgi-bin/getcallbackip' });
  await api.get('/cgi-bin/getcallbackip');
  expect(await quota()).toMatchObject({ quota: { daily_limit: 100_000, used: 1, remain: 99_999 } });
  expect(await api.post('/cgi-bin/clear_quota', { appid: 'wx' })).toMatchObject({ errcode: 40013 });
  expect(await api.post('/cgi-bin/clear_quota', { appid: shop.appId })).toMatchObject({ errcode: 0 });
  expect(await quota()).toMatchObject({ quota: { used: 0 } });
  expect(await api.post('/cgi-bin/openapi/quota/get', { cgi_path: '/no' })).toMatchObject({ errcode: 76021 });

  const refused = await api.get('/cgi-bin/user/info?openid=nobody');
  const rid = /rid: (\S+)$/.exec(String(refused.errmsg))?.[1];
  expect(await api.post('/cgi-bin/openapi/rid/get', { rid })).toMatchObject({
    request: { request_url: '/cgi-bin/user/info?openid=nobody', response_body: '{"errcode":40003}' },
  });
  expect(await api.post('/cgi-bin/openapi/rid/get', { rid: '1-2-3' })).toMatchObject({ errcode: 76001 });
  expect(await api.post('/cgi-bin/openapi/rid/get', { rid: 'x' })).toMatchObject({ errcode: 76002 });
});

it('clears the count for a secret alone', async () => {
  const { api, shop } = await setStage();
  const clear = (appsecret: string) => api.raw('/cgi-bin/clear_quota/v2', { appid: shop.appId, appsecret });
  expect(await clear(shop.appSecret)).toMatchObject({ errcode: 0 });
  expect(await clear('x')).toMatchObject({ errcode: 40125 });
});
