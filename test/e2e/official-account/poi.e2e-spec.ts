import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { getWeChatToken, type OfficialAccount } from 'nestjs-wechat-sdk';
import { type StartedApp, startApp } from '../../src/start-app.js';

const info = {
  sid: '33788392',
  business_name: '15个汉字或30个英文字符内',
  branch_name: '不超过10个字',
  province: '广东省',
  city: '广州市',
  district: '海珠区',
  address: '中国广州市海珠区艺苑路12号',
  telephone: '020-12345678',
  categories: ['美食,小吃快餐'],
  offset_type: 1,
  longitude: 115.32375,
  latitude: 25.097486,
  photo_list: [{ photo_url: 'https://a.b/c.png' }],
};

describe('poi', () => {
  let started: StartedApp;
  let shop: OfficialAccount;
  beforeAll(async () => {
    started = await startApp('express');
    shop = started.app.get<OfficialAccount>(getWeChatToken('shop'));
  });
  afterAll(() => started.close());
  beforeEach(() => started.sandbox.reset());

  /** What the sandbox was asked last. */
  const last = () => {
    const { method, path, query, body } = started.sandbox.requests.at(-1) ?? {};
    return { route: `${method} ${path}`, query, body };
  };
  const asked = (route: string, body?: unknown) => expect(last()).toMatchObject({ route, body });

  it('adds a place and gives its 64-bit id, every digit of it', async () => {
    const id = await shop.poi.create(info);
    expect(id).toBe('9007199254740993');
    asked('POST /cgi-bin/poi/addpoi', { business: { base_info: info } });
  });

  it('reads, changes and removes it', async () => {
    expect(await shop.poi.get('271864249')).toMatchObject({
      business_name: 'business_name',
      update_status: 1,
    });
    asked('POST /cgi-bin/poi/getpoi', { poi_id: '271864249' });
    await shop.poi.update('271864249', { telephone: '020-12345678', avg_price: 35 });
    asked('POST /cgi-bin/poi/updatepoi', {
      business: { base_info: { poi_id: '271864249', telephone: '020-12345678', avg_price: 35 } },
    });
    await shop.poi.delete('271864249');
    asked('POST /cgi-bin/poi/delpoi', { poi_id: '271864249' });
  });

  it('lists places, fifty a page', async () => {
    const places = [];
    for await (const place of shop.poi.list()) places.push(place);
    expect(places).toMatchObject([{ poi_id: '9007199254740993', business_name: 'business_name' }]);
    asked('POST /cgi-bin/poi/getpoilist', { begin: 0, limit: 50 });
    await shop.poi.getPage();
    expect(last().body).toEqual({ begin: 0, limit: 20 });
    await shop.poi.getPage(40, 10);
    expect(last().body).toEqual({ begin: 40, limit: 10 });
    await expect(shop.poi.getPage(0, 51)).rejects.toThrow(new RangeError('count takes 1 to 50, not 51'));
    started.sandbox.fail('POST /cgi-bin/poi/getpoilist', { errcode: 48001 });
    await expect(shop.poi.list().next()).rejects.toMatchObject({ errcode: 48001 });
  });

  it('lists the kinds of business', async () => {
    expect(await shop.poi.listCategories()).toEqual(['category_list']);
    expect(last().route).toBe('GET /cgi-bin/poi/getwxcategory');
  });
});
