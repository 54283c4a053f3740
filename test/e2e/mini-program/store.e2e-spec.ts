import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import type { MiniProgram } from 'nestjs-wechat-sdk';
import { type StartedMiniProgram, startMiniProgram } from '../../src/start-mini-program.js';

const merchant = {
  first_catid: 476,
  second_catid: 477,
  qualification_list: ['MEDIA'],
  headimg_mediaid: 'MEDIA',
  nickname: 'hardenzhang308',
  intro: 'hardenzhangtest',
  org_code: '',
  other_files: [],
};
const place = {
  name: '门店',
  category: '美食:烧烤',
  introduct: '好吃',
  telephone: '12345678901',
  longitude: '113.323448',
  latitude: '23.097266',
  districtid: 440105,
  province: '广东省',
  city: '广州市',
  district: '海珠区',
  address: '新港中路123号',
  photo: 'https://a.b/c.png',
  license: 'https://a.b/d.png',
};
const store = {
  map_poi_id: '2880741500279549033',
  pic_list: '{"list":["https://a.b/c.png"]}',
  contract_phone: '111111',
  credential: '22883878-0',
  company_name: '主体名',
  hour: '10:00-20:00',
  address: '新港中路123号',
  card_id: 'pC0-card',
  qualification_list: ['MEDIA'],
};
const changes = {
  poi_id: '472671857',
  map_poi_id: '5938314494307741153',
  hour: '10:00-20:00',
  contract_phone: '123456',
  pic_list: '{"list":[]}',
  card_id: 'pC0-card',
};

type Row = readonly [string, (mini: MiniProgram) => Promise<unknown>, string, unknown, unknown];
const ROWS: readonly Row[] = [
  [
    'lists kinds of business',
    ({ store: stores }) => stores.listCategories(),
    'GET /wxa/get_merchant_category',
    undefined,
    [expect.objectContaining({ id: 1, name: 'name' })],
  ],
  ['applies', ({ store: stores }) => stores.apply(merchant), 'POST /wxa/apply_merchant', merchant, undefined],
  [
    'tells how the review stands',
    ({ store: stores }) => stores.getAuditInfo(),
    'GET /wxa/get_merchant_audit_info',
    undefined,
    { audit_id: 1, status: 1, reason: 'reason' },
  ],
  [
    'changes picture and introduction',
    ({ store: stores }) => stores.modify({ headimg_mediaid: 'MEDIA', intro: 'x' }),
    'POST /wxa/modify_merchant',
    { headimg_mediaid: 'MEDIA', intro: 'x' },
    undefined,
  ],
  [
    'lists districts',
    ({ store: stores }) => stores.listDistricts(),
    'GET /wxa/get_district',
    undefined,
    [[expect.objectContaining({ fullname: 'fullname' })]],
  ],
  [
    'searches the map',
    ({ store: stores }) => stores.searchMap(440105, '番禺'),
    'POST /wxa/search_map_poi',
    { districtid: 440105, keyword: '番禺' },
    [expect.objectContaining({ sosomap_poi_uid: 'sosomap_poi_uid' })],
  ],
  [
    'puts a place on the map',
    ({ store: stores }) => stores.createMapPoi(place),
    'POST /wxa/create_map_poi',
    place,
    1,
  ],
  ['adds a store', ({ store: stores }) => stores.add(store), 'POST /wxa/add_store', store, 1],
  [
    'changes a store',
    ({ store: stores }) => stores.update(changes),
    'POST /wxa/update_store',
    changes,
    expect.objectContaining({ audit_id: 1 }),
  ],
  [
    'reads a store',
    ({ store: stores }) => stores.get('472671857'),
    'POST /wxa/get_store_info',
    { poi_id: '472671857' },
    expect.objectContaining({ business_name: 'business_name' }),
  ],
  [
    'pages through stores',
    ({ store: stores }) => stores.getPage(),
    'POST /wxa/get_store_list',
    { offset: 0, limit: 20 },
    expect.objectContaining({ total_count: 1 }),
  ],
  [
    'deletes a store',
    ({ store: stores }) => stores.delete('472671857'),
    'POST /wxa/del_store',
    { poi_id: '472671857' },
    undefined,
  ],
  [
    'tells the card of a store',
    ({ store: stores }) => stores.getCard('472671857'),
    'POST /card/storewxa/get',
    { poi_id: '472671857' },
    'card_id',
  ],
  [
    'gives a store a card',
    ({ store: stores }) => stores.setCard('472671857', 'pC0-card'),
    'POST /card/storewxa/set',
    { poi_id: '472671857', card_id: 'pC0-card' },
    undefined,
  ],
];

describe('Stores of a store mini program', () => {
  let started: StartedMiniProgram;
  let mini: MiniProgram;
  beforeAll(async () => {
    started = await startMiniProgram();
    mini = started.mini;
  });
  afterAll(() => started.close());
  beforeEach(() => started.sandbox.reset());

  it.each(ROWS)('%s', async (_what, call, route, body, answer) => {
    expect(await call(mini)).toEqual(answer);
    const last = started.sandbox.requests.at(-1);
    expect(`${last?.method} ${last?.path}`).toBe(route);
    if (body !== undefined) expect(last?.body).toEqual(body);
  });

  it('lists stores, fifty a page', async () => {
    const stores = [];
    for await (const one of mini.store.list()) stores.push(one);
    expect(stores).toMatchObject([{ poi_id: 'poi_id', status: 1 }]);
    expect(started.sandbox.requests.at(-1)?.body).toEqual({ offset: 0, limit: 50 });
    started.sandbox.fail('POST /wxa/get_store_list', { errcode: 48001 });
    await expect(mini.store.list().next()).rejects.toMatchObject({ errcode: 48001 });
  });

  it.each([
    [0, 51],
    [0, 0],
    [-1, 20],
  ])('refuses a page from %i of %i before anything is sent', async (offset, limit) => {
    await expect(mini.store.getPage(offset, limit)).rejects.toBeInstanceOf(RangeError);
    expect(started.sandbox.requests).toHaveLength(0);
  });
});
