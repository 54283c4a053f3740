import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { getWeChatToken, type MassMessageSpeed, type OfficialAccount } from 'nestjs-wechat-sdk';
import { type StartedApp, startApp } from '../../src/start-app.js';

const ID = '271781022721654784';

describe('Mass messages', () => {
  let started: StartedApp;
  let shop: OfficialAccount;
  beforeAll(async () => {
    started = await startApp('express');
    shop = started.app.get<OfficialAccount>(getWeChatToken('shop'));
  });
  afterAll(() => started.close());
  beforeEach(() => started.sandbox.reset());

  const seen = () => started.sandbox.requests.at(-1);
  const bodyOf = (): Record<string, unknown> => seen()?.body as Record<string, unknown>;

  it('go to everybody or to the people with a tag', async () => {
    const receipt = await shop.massMessage.sendAll('all', { msgtype: 'text', text: { content: '大家好' } });
    expect(seen()?.path).toBe('/cgi-bin/message/mass/sendall');
    expect(seen()?.body).toEqual({
      filter: { is_to_all: true },
      msgtype: 'text',
      text: { content: '大家好' },
    });
    expect(BigInt(receipt.msg_id)).toBeGreaterThan(BigInt(Number.MAX_SAFE_INTEGER));
    expect(receipt.msg_data_id).toMatch(/^\d+$/);
    for (const message of [
      { msgtype: 'mpnews', mpnews: { media_id: 'm' }, send_ignore_reprint: 1 },
      { msgtype: 'voice', voice: { media_id: 'm' } },
      { msgtype: 'image', images: { media_ids: ['m'], recommend: '好看', need_open_comment: 1 } },
      { msgtype: 'mpvideo', mpvideo: { media_id: 'm' } },
      { msgtype: 'wxcard', wxcard: { card_id: 'c' } },
    ] as const) {
      const contents =
        'images' in message ? { ...message, images: { ...message.images, media_ids: ['m'] } } : message;
      await shop.massMessage.sendAll(2, contents);
      expect(seen()?.body).toEqual({ filter: { is_to_all: false, tag_id: 2 }, ...message });
    }
  });

  it('go to a list of people', async () => {
    const people = ['oA', 'oB'];
    const { msg_id } = await shop.massMessage.send(people, { msgtype: 'mpnews', mpnews: { media_id: 'm' } });
    expect(msg_id).toMatch(/^\d{16,}$/);
    expect(seen()).toMatchObject({
      path: '/cgi-bin/message/mass/send',
      body: { touser: people, msgtype: 'mpnews', mpnews: { media_id: 'm' } },
    });
  });

  it('refuse what WeChat would, before anything is sent', async () => {
    const text = { msgtype: 'text', text: { content: 'a' } } as const;
    const many = Array.from({ length: 10_001 }, (_, index) => `o${index}`);
    await expect(shop.massMessage.send(['oA'], text)).rejects.toThrow(/2 to 10000 openids, not 1/);
    await expect(shop.massMessage.send(many, text)).rejects.toThrow(RangeError);
    const long = { ...text, clientmsgid: '号'.repeat(22) };
    await expect(shop.massMessage.sendAll('all', long)).rejects.toThrow(/64 bytes/);
    await expect(shop.massMessage.send(['oA', 'oB'], long)).rejects.toThrow(/64 bytes/);
    await expect(shop.massMessage.setSpeed(5 as MassMessageSpeed)).rejects.toThrow(/0 to 4/);
    await expect(shop.massMessage.delete(ID, -1)).rejects.toThrow(RangeError);
    await expect(shop.massMessage.uploadNews([])).rejects.toThrow(/1 to 8/);
    expect(started.sandbox.requests).toHaveLength(0);
  });

  it('are repeated after a network failure only with a clientmsgid', async () => {
    const text = { msgtype: 'text', text: { content: 'a' } } as const;
    started.sandbox.fail('POST /cgi-bin/message/mass/sendall', { drop: true, times: 1 });
    await expect(shop.massMessage.sendAll('all', text)).rejects.toMatchObject({ code: 'WECHAT_HTTP' });
    started.sandbox.fail('POST /cgi-bin/message/mass/sendall', { drop: true, times: 1 });
    const { msg_id } = await shop.massMessage.sendAll('all', { ...text, clientmsgid: 'day-1' });
    expect(msg_id).toMatch(/^\d+$/);
    expect(bodyOf()).toMatchObject({ clientmsgid: 'day-1' });
  });

  it('are looked at by one person first', async () => {
    await shop.massMessage.preview('oA', { msgtype: 'image', image: { media_id: 'm' } });
    expect(bodyOf()).toEqual({ touser: 'oA', msgtype: 'image', image: { media_id: 'm' } });
    await shop.massMessage.preview({ wechatId: 'boss' }, { msgtype: 'text', text: { content: 'a' } });
    expect(bodyOf()).toEqual({ towxname: 'boss', msgtype: 'text', text: { content: 'a' } });
    expect(seen()?.path).toBe('/cgi-bin/message/mass/preview');
  });

  it('are asked after and taken back by an id of 64 bits, digit for digit', async () => {
    const id = ID;
    expect(await shop.massMessage.getStatus(id)).toEqual(expect.any(String));
    expect(seen()?.path).toBe('/cgi-bin/message/mass/get');
    expect(String(bodyOf()['msg_id'])).toBe(ID);
    await shop.massMessage.delete(id, 2);
    expect(seen()?.path).toBe('/cgi-bin/message/mass/delete');
    expect(String(bodyOf()['msg_id'])).toBe(ID);
    expect(bodyOf()['article_idx']).toBe(2);
    await shop.massMessage.delete(id);
    expect(bodyOf()['article_idx']).toBe(0);
  });

  it('are taken back by the address of an article', async () => {
    await shop.massMessage.deleteByUrl('http://mp.weixin.qq.com/s?a=1&b=2');
    expect(seen()?.body).toEqual({ url: 'http://mp.weixin.qq.com/s?a=1&b=2' });
  });

  it('have a speed', async () => {
    expect(await shop.massMessage.getSpeed()).toMatchObject({
      speed: expect.any(Number),
      realspeed: expect.any(Number),
    });
    expect(seen()).toMatchObject({ method: 'POST', path: '/cgi-bin/message/mass/speed/get' });
    await shop.massMessage.setSpeed(0);
    expect(seen()).toMatchObject({ path: '/cgi-bin/message/mass/speed/set', body: { speed: 0 } });
  });

  it('have news and videos made for them', async () => {
    const article = { title: '一', content: '<p>正文</p>', thumb_media_id: 'm' };
    expect(await shop.massMessage.uploadNews([article])).toEqual(expect.any(String));
    expect(seen()).toMatchObject({ path: '/cgi-bin/media/uploadnews', body: { articles: [article] } });
    expect(await shop.massMessage.uploadVideo('m', '标题', '描述')).toEqual(expect.any(String));
    expect(seen()).toMatchObject({
      path: '/cgi-bin/media/uploadvideo',
      body: { media_id: 'm', title: '标题', description: '描述' },
    });
    await shop.massMessage.uploadVideo('m');
    expect(seen()?.body).toEqual({ media_id: 'm' });
  });
});
