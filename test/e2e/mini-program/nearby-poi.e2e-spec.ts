import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import type { MiniProgram } from 'nestjs-wechat-sdk';
import { type StartedMiniProgram, startMiniProgram } from '../../src/start-mini-program.js';

const place = {
  store_name: '好日子大酒店',
  hour: '00:00-11:11',
  credential: '156718193518281',
  address: '新疆维吾尔自治区克拉玛依市克拉玛依区碧水路15-1-8号',
  company_name: '深圳市腾讯计算机系统有限公司',
  contract_phone: '111111',
  pic_list: ['https://a.b/1.png', 'https://a.b/2.png'],
  service_infos: [{ id: 2, type: 1, name: '快递', appid: 'wx1', path: 'index' }],
};
const listed = {
  poi_id: '123456',
  qualification_address: '广东省广州市海珠区新港中路123号',
  qualification_num: '123456789-1',
  audit_status: 3,
  display_status: 0,
  refuse_reason: '',
};
const LIST = 'GET /wxa/getnearbypoilist';

describe('Places nearby', () => {
  let started: StartedMiniProgram;
  let nearbyPoi: MiniProgram['nearbyPoi'];
  beforeAll(async () => {
    started = await startMiniProgram();
    nearbyPoi = started.mini.nearbyPoi;
  });
  afterAll(() => started.close());
  beforeEach(() => started.sandbox.reset());

  const last = () => started.sandbox.requests.at(-1);
  /** The list is JSON in a text, which no canned answer can be. */
  const answerPages = (...pages: unknown[][]) => {
    for (const poi_list of pages) {
      const data = { left_apply_num: 9, max_apply_num: 10, data: JSON.stringify({ poi_list }) };
      answer({ errcode: 0, errmsg: 'ok', data }, 1);
    }
  };
  const answer = (body: object, times?: number) =>
    started.sandbox.fail(LIST, {
      status: 200,
      contentType: 'application/json',
      body: JSON.stringify(body),
      times,
    });

  it('adds a place, its lists as JSON within the JSON', async () => {
    expect(await nearbyPoi.add(place)).toMatchObject({ audit_id: 1, poi_id: 1 });
    expect(last()).toMatchObject({ method: 'POST', path: '/wxa/addnearbypoi' });
    expect(last()?.body).toEqual({
      ...place,
      poi_id: '',
      is_comm_nearby: '1',
      pic_list: '{"list":["https://a.b/1.png","https://a.b/2.png"]}',
      service_infos: '{"service_infos":[{"id":2,"type":1,"name":"快递","appid":"wx1","path":"index"}]}',
    });
  });

  it('changes the place of an id, with what customer service looks like', async () => {
    const kf_info = { open_kf: true, kf_headimg: 'https://a.b/3.png', kf_name: '客服' };
    await nearbyPoi.add({ ...place, poi_id: '123456', map_poi_id: '111', kf_info });
    expect(last()?.body).toMatchObject({
      poi_id: '123456',
      map_poi_id: '111',
      kf_info: '{"open_kf":true,"kf_headimg":"https://a.b/3.png","kf_name":"客服"}',
    });
  });

  it('deletes a place, shows it and hides it', async () => {
    await nearbyPoi.delete('123456');
    expect(last()).toMatchObject({ path: '/wxa/delnearbypoi', body: { poi_id: '123456' } });
    await nearbyPoi.setShown('123456', true);
    expect(last()?.body).toEqual({ poi_id: '123456', status: 1 });
    await nearbyPoi.setShown('123456', false);
    expect(last()).toMatchObject({
      path: '/wxa/setnearbypoishowstatus',
      body: { poi_id: '123456', status: 0 },
    });
  });

  it('reads the list out of its text', async () => {
    answerPages([listed]);
    expect(await nearbyPoi.getPage(2, 20)).toEqual({
      left_apply_num: 9,
      max_apply_num: 10,
      poi_list: [listed],
    });
    expect(last()).toMatchObject({ path: '/wxa/getnearbypoilist', query: { page: '2', page_rows: '20' } });
  });

  it('takes an empty text for an empty list', async () => {
    answer({ errcode: 0, errmsg: 'ok', data: { left_apply_num: 10, max_apply_num: 10, data: '' } });
    expect(await nearbyPoi.getPage()).toEqual({ left_apply_num: 10, max_apply_num: 10, poi_list: [] });
    expect(last()?.query).toEqual({ page: '1', page_rows: '10' });
  });

  it('lists all places until a page is not full', async () => {
    answerPages(
      Array.from({ length: 1000 }, () => listed),
      [listed],
    );
    const places = [];
    for await (const one of nearbyPoi.list()) places.push(one);
    expect(places).toHaveLength(1001);
    expect(started.sandbox.requests.map(({ query }) => query)).toEqual([
      { page: '1', page_rows: '1000' },
      { page: '2', page_rows: '1000' },
    ]);
  });

  it.each([
    [0, 10],
    [1, 0],
    [1, 1001],
  ])('refuses page %i of %i before anything is sent', async (page, rows) => {
    await expect(nearbyPoi.getPage(page, rows)).rejects.toBeInstanceOf(RangeError);
    expect(started.sandbox.requests).toHaveLength(0);
  });

  it('passes on what WeChat refuses', async () => {
    started.sandbox.fail('POST /wxa/delnearbypoi', { errcode: 93010 });
    await expect(nearbyPoi.delete('1')).rejects.toMatchObject({ errcode: 93010 });
  });
});
