import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import type { MiniProgram } from 'nestjs-wechat-sdk';
import { type StartedMiniProgram, startMiniProgram } from '../../src/start-mini-program.js';

const ID = '9007199254740993';
const goods = {
  name: '茶杯',
  url: 'pages/index/index',
  coverImgUrl: 'MEDIA',
  priceType: 1,
  price: 99.5,
  price2: 0,
};
const room = {
  name: '测试直播房间1',
  coverImg: 'MEDIA1',
  shareImg: 'MEDIA2',
  feedsImg: 'MEDIA3',
  startTime: 1588237130,
  endTime: 1588250000,
  anchorName: 'zefzhang1',
  anchorWechat: 'WxgQiao_04',
  isFeedsPublic: 1,
  type: 1,
  closeLike: 0,
  closeGoods: 0,
  closeComment: 0,
} as const;

type Call = (mini: MiniProgram) => Promise<unknown>;
/** What it does, the call, the route, and what WeChat is asked: the body of a POST, the query of a GET. */
type Row = readonly [string, Call, string, Record<string, unknown>];

const GOODS: readonly Row[] = [
  [
    'adds goods',
    ({ liveGoods }) => liveGoods.add(goods),
    'POST /wxaapi/broadcast/goods/add',
    { goodsInfo: goods },
  ],
  [
    'takes goods back from review',
    ({ liveGoods }) => liveGoods.resetAudit(9, 525022184),
    'POST /wxaapi/broadcast/goods/resetaudit',
    { goodsId: 9, auditId: 525022184 },
  ],
  [
    'hands goods in again',
    ({ liveGoods }) => liveGoods.audit(9),
    'POST /wxaapi/broadcast/goods/audit',
    { goodsId: 9 },
  ],
  [
    'deletes goods',
    ({ liveGoods }) => liveGoods.delete('9'),
    'POST /wxaapi/broadcast/goods/delete',
    { goodsId: 9 },
  ],
  [
    'changes goods',
    ({ liveGoods }) => liveGoods.update({ ...goods, goodsId: '9' }),
    'POST /wxaapi/broadcast/goods/update',
    { goodsInfo: { ...goods, goodsId: 9 } },
  ],
  [
    'tells the state of goods',
    ({ liveGoods }) => liveGoods.getStatus([8, '9']),
    'POST /wxa/business/getgoodswarehouse',
    { goods_ids: [8, 9] },
  ],
  [
    'pages through rejected goods',
    ({ liveGoods }) => liveGoods.getPage('rejected', 30),
    'GET /wxaapi/broadcast/goods/getapproved',
    { offset: '30', limit: '30', status: '3' },
  ],
  [
    'pages through goods without review',
    ({ liveGoods }) => liveGoods.getPage('unaudited', 0, 100),
    'GET /wxaapi/broadcast/goods/getapproved',
    { offset: '0', limit: '100', status: '0' },
  ],
];

const ROLES: readonly Row[] = [
  [
    'gives a role',
    ({ liveRole }) => liveRole.add('testwechat', 'anchor'),
    'POST /wxaapi/broadcast/role/addrole',
    { username: 'testwechat', role: 2 },
  ],
  [
    'takes a role away',
    ({ liveRole }) => liveRole.delete('testwechat', 'operator'),
    'POST /wxaapi/broadcast/role/deleterole',
    { username: 'testwechat', role: 3 },
  ],
  [
    'pages through all members',
    ({ liveRole }) => liveRole.getPage(),
    'GET /wxaapi/broadcast/role/getrolelist',
    { offset: '0', limit: '10', role: '-1' },
  ],
  [
    'pages through members of one role that have a name',
    ({ liveRole }) => liveRole.getPage(20, 30, { role: 'superAdministrator', keyword: 'test' }),
    'GET /wxaapi/broadcast/role/getrolelist',
    { offset: '20', limit: '30', role: '0', keyword: 'test' },
  ],
];

const ROOMS: readonly Row[] = [
  ['opens a room', ({ liveRoom }) => liveRoom.create(room), 'POST /wxaapi/broadcast/room/create', room],
  [
    'changes a room',
    ({ liveRoom }) => liveRoom.edit({ ...room, id: 7 }),
    'POST /wxaapi/broadcast/room/editroom',
    { ...room, id: 7 },
  ],
  [
    'deletes a room',
    ({ liveRoom }) => liveRoom.delete(7),
    'POST /wxaapi/broadcast/room/deleteroom',
    { id: 7 },
  ],
  [
    'pages through rooms',
    ({ liveRoom }) => liveRoom.getPage(5, 20),
    'POST /wxa/business/getliveinfo',
    { start: 5, limit: 20 },
  ],
  [
    'pages through a recording',
    ({ liveRoom }) => liveRoom.getReplayPage(7, 1, 2),
    'POST /wxa/business/getliveinfo',
    { action: 'get_replay', room_id: 7, start: 1, limit: 2 },
  ],
  [
    'tells where a broadcast is sent to',
    ({ liveRoom }) => liveRoom.getPushUrl(7),
    'GET /wxaapi/broadcast/room/getpushurl',
    { roomId: '7' },
  ],
  [
    'makes a code for a room',
    ({ liveRoom }) => liveRoom.getSharedCode(7),
    'GET /wxaapi/broadcast/room/getsharedcode',
    { roomId: '7' },
  ],
  [
    'makes a code for a room with parameters',
    ({ liveRoom }) => liveRoom.getSharedCode(7, { from: '海报', n: 1 }),
    'GET /wxaapi/broadcast/room/getsharedcode',
    { roomId: '7', params: '{"from":"海报","n":1}' },
  ],
  [
    'adds helpers',
    ({ liveRoom }) => liveRoom.addAssistants(7, [{ username: 'testwechat', nickname: 'testnick' }]),
    'POST /wxaapi/broadcast/room/addassistant',
    { roomId: 7, users: [{ username: 'testwechat', nickname: 'testnick' }] },
  ],
  [
    'renames a helper',
    ({ liveRoom }) => liveRoom.modifyAssistant(7, 'testwechat', 'other'),
    'POST /wxaapi/broadcast/room/modifyassistant',
    { roomId: 7, username: 'testwechat', nickname: 'other' },
  ],
  [
    'takes a helper away',
    ({ liveRoom }) => liveRoom.removeAssistant(7, 'testwechat'),
    'POST /wxaapi/broadcast/room/removeassistant',
    { roomId: 7, username: 'testwechat' },
  ],
  [
    'lists helpers',
    ({ liveRoom }) => liveRoom.listAssistants(7),
    'GET /wxaapi/broadcast/room/getassistantlist',
    { roomId: '7' },
  ],
  [
    'adds a second anchor',
    ({ liveRoom }) => liveRoom.addSubAnchor(7, 'testwechat'),
    'POST /wxaapi/broadcast/room/addsubanchor',
    { roomId: 7, username: 'testwechat' },
  ],
  [
    'changes the second anchor',
    ({ liveRoom }) => liveRoom.modifySubAnchor(7, 'testwechat'),
    'POST /wxaapi/broadcast/room/modifysubanchor',
    { roomId: 7, username: 'testwechat' },
  ],
  [
    'takes the second anchor away',
    ({ liveRoom }) => liveRoom.deleteSubAnchor(7),
    'POST /wxaapi/broadcast/room/deletesubanchor',
    { roomId: 7 },
  ],
  [
    'names the second anchor',
    ({ liveRoom }) => liveRoom.getSubAnchor(7),
    'GET /wxaapi/broadcast/room/getsubanchor',
    { roomId: '7' },
  ],
  [
    'shows a room among the public ones',
    ({ liveRoom }) => liveRoom.setFeedPublic(7, true),
    'POST /wxaapi/broadcast/room/updatefeedpublic',
    { roomId: 7, isFeedsPublic: 1 },
  ],
  [
    'hides a room from the public ones',
    ({ liveRoom }) => liveRoom.setFeedPublic(7, false),
    'POST /wxaapi/broadcast/room/updatefeedpublic',
    { roomId: 7, isFeedsPublic: 0 },
  ],
  [
    'closes the recording',
    ({ liveRoom }) => liveRoom.setReplayClosed(7, true),
    'POST /wxaapi/broadcast/room/updatereplay',
    { roomId: 7, closeReplay: 1 },
  ],
  [
    'opens customer service',
    ({ liveRoom }) => liveRoom.setCustomerServiceClosed(7, false),
    'POST /wxaapi/broadcast/room/updatekf',
    { roomId: 7, closeKf: 0 },
  ],
  [
    'silences a room',
    ({ liveRoom }) => liveRoom.setCommentBanned(7, true),
    'POST /wxaapi/broadcast/room/updatecomment',
    { roomId: 7, banComment: 1 },
  ],
  [
    'puts goods into a room',
    ({ liveRoom }) => liveRoom.addGoods(7, [8, '9']),
    'POST /wxaapi/broadcast/room/addgoods',
    { roomId: 7, ids: [8, 9] },
  ],
  [
    'takes goods off sale',
    ({ liveRoom }) => liveRoom.setGoodsOnSale(7, 9, false),
    'POST /wxaapi/broadcast/goods/onsale',
    { roomId: 7, goodsId: 9, onSale: 0 },
  ],
  [
    'takes goods out of a room',
    ({ liveRoom }) => liveRoom.deleteGoods(7, 9),
    'POST /wxaapi/broadcast/goods/deleteInRoom',
    { roomId: 7, goodsId: 9 },
  ],
  [
    'shows goods to everybody',
    ({ liveRoom }) => liveRoom.pushGoods(7, 9),
    'POST /wxaapi/broadcast/goods/push',
    { roomId: 7, goodsId: 9 },
  ],
  [
    'sorts goods',
    ({ liveRoom }) => liveRoom.sortGoods(7, ['9', '8']),
    'POST /wxaapi/broadcast/goods/sort',
    { roomId: 7, goods: [{ goodsId: '9' }, { goodsId: '8' }] },
  ],
  [
    'finds the video of goods',
    ({ liveRoom }) => liveRoom.getGoodsVideo(7, 9),
    'POST /wxaapi/broadcast/goods/getVideo',
    { roomId: 7, goodsId: 9 },
  ],
];

const SUBSCRIBERS: readonly Row[] = [
  [
    'pages through subscribers from the first on',
    ({ liveSubscribe }) => liveSubscribe.getPage(),
    'POST /wxa/business/get_wxa_followers',
    { limit: 200 },
  ],
  [
    'pages on through subscribers',
    ({ liveSubscribe }) => liveSubscribe.getPage(8, 2000),
    'POST /wxa/business/get_wxa_followers',
    { page_break: 8, limit: 2000 },
  ],
  [
    'tells subscribers of a room',
    ({ liveSubscribe }) => liveSubscribe.push(7, ['o1', 'o2']),
    'POST /wxa/business/push_message',
    { room_id: 7, user_openid: ['o1', 'o2'] },
  ],
];

const PAGE_LIMITS: readonly (readonly [string, Call])[] = [
  ['101 goods', ({ liveGoods }) => liveGoods.getPage('approved', 0, 101)],
  ['goods before the first', ({ liveGoods }) => liveGoods.getPage('approved', -1)],
  ['31 members', ({ liveRole }) => liveRole.getPage(0, 31)],
  ['no rooms', ({ liveRoom }) => liveRoom.getPage(0, 0)],
  ['a room between two', ({ liveRoom }) => liveRoom.getPage(0.5)],
  ['a part of a recording before the first', ({ liveRoom }) => liveRoom.getReplayPage(7, -1)],
  ['2001 subscribers', ({ liveSubscribe }) => liveSubscribe.getPage(undefined, 2001)],
  ['no subscribers', ({ liveSubscribe }) => liveSubscribe.getPage(undefined, 0)],
];

describe('Live broadcasts', () => {
  let started: StartedMiniProgram;
  let mini: MiniProgram;
  beforeAll(async () => {
    started = await startMiniProgram();
    mini = started.mini;
  });
  afterAll(() => started.close());
  beforeEach(() => started.sandbox.reset());

  const requests = () => started.sandbox.requests;
  const all = async <Item>(items: AsyncIterable<Item>): Promise<Item[]> => {
    const found: Item[] = [];
    for await (const item of items) found.push(item);
    return found;
  };

  it.each([...GOODS, ...ROLES, ...ROOMS, ...SUBSCRIBERS])('%s', async (_what, call, route, asked) => {
    await call(mini);
    const { method, path, query, body } = requests().at(-1) ?? {};
    expect(`${method} ${path}`).toBe(route);
    expect(method === 'GET' ? query : body).toEqual(asked);
  });

  it.each(PAGE_LIMITS)('refuses a page of %s before anything is sent', async (_page, call) => {
    await expect(call(mini)).rejects.toBeInstanceOf(RangeError);
    expect(requests()).toHaveLength(0);
  });

  it('gives ids of goods with every digit', async () => {
    expect(await mini.liveGoods.add(goods)).toMatchObject({ goodsId: ID, auditId: 1 });
    expect(await all(mini.liveGoods.list('approved'))).toMatchObject([{ goodsId: ID, name: 'name' }]);
    expect(requests().at(-1)?.query).toEqual({ offset: '0', limit: '100', status: '2' });
  });

  it('unwraps what is alone in its answer', async () => {
    expect(await mini.liveGoods.audit(9)).toBe(1);
    expect(await mini.liveGoods.getStatus([9])).toMatchObject([{ goods_id: ID, audit_status: 1 }]);
    expect(await mini.liveRoom.getPushUrl(7)).toBe('pushAddr');
    expect(await mini.liveRoom.getSubAnchor(7)).toBe('username');
    expect(await mini.liveRoom.getGoodsVideo(7, 9)).toBe('https://example.com/');
    expect(await mini.liveSubscribe.push(7, ['o1'])).toBe('message_id');
  });

  it('lists members, rooms and recordings page after page', async () => {
    expect(await all(mini.liveRole.list({ role: 'administrator' }))).toMatchObject([{ openid: 'openid' }]);
    expect(requests().at(-1)?.query).toEqual({ offset: '0', limit: '30', role: '1' });
    expect(await all(mini.liveRoom.list())).toMatchObject([{ roomid: 1, name: 'name' }]);
    expect(requests().at(-1)?.body).toEqual({ start: 0, limit: 100 });
  });

  it('lists all parts of a recording', async () => {
    const live_replay = [{ media_url: 'https://a.b/c.m3u8', expire_time: 'T1', create_time: 'T2' }];
    started.sandbox.fail('POST /wxa/business/getliveinfo', {
      status: 200,
      contentType: 'application/json',
      body: JSON.stringify({ errcode: 0, errmsg: 'ok', live_replay, total: 101 }),
    });
    expect(await all(mini.liveRoom.listReplays(7))).toEqual([...live_replay, ...live_replay]);
    expect(requests().map(({ body }) => JSON.parse(body as string) as unknown)).toEqual(
      [0, 100].map((start) => ({ action: 'get_replay', room_id: 7, start, limit: 100 })),
    );
  });

  it.each([1, 9410000])('takes errcode %i for an empty list of rooms', async (errcode) => {
    started.sandbox.fail('POST /wxa/business/getliveinfo', { errcode });
    expect(await all(mini.liveRoom.list())).toEqual([]);
    await expect(mini.liveRoom.getPage()).rejects.toMatchObject({ errcode });
  });

  it('passes on any other refusal of a list', async () => {
    started.sandbox.fail('POST /wxa/business/getliveinfo', { errcode: 48001 });
    await expect(all(mini.liveRoom.list())).rejects.toMatchObject({ errcode: 48001 });
  });

  it('follows the mark from page to page of subscribers, and stops where it stands still', async () => {
    expect(await all(mini.liveSubscribe.list())).toHaveLength(2); // the sandbox always marks 1
    expect(requests().map(({ body }) => body)).toEqual([{ limit: 2000 }, { page_break: 1, limit: 2000 }]);
  });
});
