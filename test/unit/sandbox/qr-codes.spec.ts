import { createHash } from 'node:crypto';
import { describe, expect, it } from '@jest/globals';
import { encodeQrCode } from '../../../lib/sandbox/picture/qr-code.encoder.js';
import { setStage } from './stage.js';

const path = '/cgi-bin/qrcode/create';
const number = (action_name: string, scene_id: number, more: object = {}) => ({
  action_name,
  action_info: { scene: { scene_id } },
  ...more,
});
const text = (action_name: string, scene_str: string) => ({
  action_name,
  action_info: { scene: { scene_str } },
});

describe('a QR code', () => {
  it('is made of four kinds', async () => {
    const { api } = await setStage();
    const made = await api.post(path, number('QR_SCENE', 4_294_967_295, { expire_seconds: 600 }));
    expect(made).toEqual({
      ticket: expect.stringMatching(/^gQ/),
      expire_seconds: 600,
      url: expect.stringMatching(/^http:\/\/weixin\.qq\.com\/q\//),
    });
    expect(await api.post(path, text('QR_STR_SCENE', 'door'))).toMatchObject({ expire_seconds: 60 });
    expect(await api.post(path, number('QR_LIMIT_SCENE', 100_000))).not.toHaveProperty('expire_seconds');
    expect(await api.post(path, text('QR_LIMIT_STR_SCENE', 'x'.repeat(64)))).toHaveProperty('ticket');
  });

  it.each([
    ['scene 0', number('QR_SCENE', 0), 40053],
    ['a permanent scene over 100,000', number('QR_LIMIT_SCENE', 100_001), 40053],
    ['an empty text', text('QR_STR_SCENE', ''), 40053],
    ['65 characters', text('QR_LIMIT_STR_SCENE', 'x'.repeat(65)), 40053],
    ['a text for a number', text('QR_SCENE', 'door'), 40053],
    ['an unknown action', number('QR', 1), 40052],
    ['more than thirty days', number('QR_SCENE', 1, { expire_seconds: 2_592_001 }), 40035],
  ])('is refused with %s', async (_, body, errcode) => {
    const { api } = await setStage();
    expect(await api.post(path, body)).toMatchObject({ errcode });
  });

  it('has a picture, without a token, until it expires', async () => {
    const { api, sandbox } = await setStage();
    const { ticket } = await api.post(path, text('QR_STR_SCENE', 'door'));
    const url = `${sandbox.baseUrls.mp}/cgi-bin/showqrcode?ticket=${encodeURIComponent(String(ticket))}`;
    const picture = await fetch(url);
    expect(picture.headers.get('content-type')).toBe('image/png');
    const bytes = Buffer.from(await picture.arrayBuffer());
    expect(bytes.subarray(1, 4).toString()).toBe('PNG');
    expect([bytes.readUInt32BE(16), bytes.readUInt32BE(20)]).toEqual([450, 450]);
    sandbox.advance(61);
    expect((await fetch(url)).status).toBe(404);
  });

  it('is drawn as a reader expects it', () => {
    const rows = encodeQrCode('http://weixin.qq.com/q/abcdefghijklmno');
    const drawn = rows.map((row) => row.map((dark) => (dark ? '#' : '.')).join('')).join('\n');
    // The drawing whose picture an independent reader (jsQR) read back.
    expect(createHash('sha256').update(drawn).digest('hex')).toBe(
      '2c4e7dc0fc613517c135dc14ba0cf51a87074e66077fa17f089e70b9194e44c9',
    );
    expect(() => encodeQrCode('x'.repeat(107))).toThrow(RangeError);
  });
});

describe('a scan', () => {
  it('by a follower pushes SCAN, by a stranger a subscription with the scene', async () => {
    const { api, app, shop } = await setStage();
    const { ticket, url } = await api.post(path, number('QR_SCENE', 7));
    const alice = shop.person();
    await alice.scan(String(url));
    expect(alice.following).toBe(true);
    expect(app.last.body).toContain(
      '<Event><![CDATA[subscribe]]></Event>\n<EventKey><![CDATA[qrscene_7]]></EventKey>',
    );
    expect(app.last.body).toContain(`<Ticket><![CDATA[${String(ticket)}]]></Ticket>`);
    for (const known of [String(ticket), String(url), 7]) {
      await alice.scan(known);
      expect(app.last.body).toContain('<Event><![CDATA[SCAN]]></Event>\n<EventKey><![CDATA[7]]></EventKey>');
      expect(app.last.body).toContain(`<Ticket><![CDATA[${String(ticket)}]]></Ticket>`);
    }
    expect(await api.get(`/cgi-bin/user/info?openid=${alice.openid}`)).toMatchObject({
      qr_scene: 7,
      qr_scene_str: '',
    });
  });

  it('of a code that has expired, or of a foreign one, is an error', async () => {
    const { api, sandbox, shop } = await setStage();
    const { ticket } = await api.post(path, number('QR_SCENE', 7));
    sandbox.advance(61);
    await expect(shop.person().scan(String(ticket))).rejects.toThrow('expired');
    await expect(shop.person().scan('https://example.com/')).rejects.toThrow('no QR code');
  });
});

describe('a short key', () => {
  it('gives back what was kept under it until it expires', async () => {
    const { api, sandbox } = await setStage();
    const { short_key } = await api.post('/cgi-bin/shorten/gen', { long_data: '长', expire_seconds: 100 });
    expect(await api.post('/cgi-bin/shorten/fetch', { short_key })).toMatchObject({
      errcode: 0,
      long_data: '长',
    });
    sandbox.advance(101);
    expect(await api.post('/cgi-bin/shorten/fetch', { short_key })).toMatchObject({ errcode: 9410012 });
  });

  it('has taken the place of the short URL', async () => {
    const { api } = await setStage();
    expect(await api.post('/cgi-bin/shorturl', { long_url: 'https://example.com' })).toMatchObject({
      errcode: 48001,
    });
  });
});
