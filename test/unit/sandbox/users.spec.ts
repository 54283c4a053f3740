import { expect, it } from '@jest/globals';
import { setStage } from './stage.js';

it('tells of a follower how they came', async () => {
  const { api, shop } = await setStage();
  const alice = shop.person({ unionid: 'u-1' });
  await alice.subscribe('door');
  const info = await api.get(`/cgi-bin/user/info?openid=${alice.openid}&lang=en`);
  expect(info).toMatchObject({
    subscribe: 1,
    openid: alice.openid,
    unionid: 'u-1',
    language: 'en',
    subscribe_scene: 'ADD_SCENE_QR_CODE',
    qr_scene: 0,
    qr_scene_str: 'door',
  });
  expect(Number(info['subscribe_time'])).toBeGreaterThan(Date.now() / 1000 - 5);
});

it('tells of a stranger only that they are one', async () => {
  const { api, shop } = await setStage();
  const bob = shop.person();
  expect(await api.get(`/cgi-bin/user/info?openid=${bob.openid}`)).toEqual({
    subscribe: 0,
    openid: bob.openid,
  });
  await bob.subscribe();
  await bob.unsubscribe();
  expect(await api.get(`/cgi-bin/user/info?openid=${bob.openid}`)).toEqual({
    subscribe: 0,
    openid: bob.openid,
  });
});

it('tells of many at once, of a hundred at most', async () => {
  const { api, shop } = await setStage();
  const people = [shop.person(), shop.person()];
  const user_list = people.map(({ openid }) => ({ openid }));
  const { user_info_list } = await api.post('/cgi-bin/user/info/batchget', { user_list });
  expect((user_info_list as { openid: string }[]).map(({ openid }) => openid)).toEqual(
    people.map(({ openid }) => openid),
  );
  const many = Array.from({ length: 101 }, () => ({ openid: 'o' }));
  expect(await api.post('/cgi-bin/user/info/batchget', { user_list: many })).toMatchObject({
    errcode: 40032,
  });
  const unknown = [...user_list, { openid: 'nobody' }];
  expect(await api.post('/cgi-bin/user/info/batchget', { user_list: unknown })).toMatchObject({
    errcode: 40003,
  });
});

it('keeps the remark of a follower', async () => {
  const { api, shop } = await setStage();
  const alice = shop.person();
  const path = '/cgi-bin/user/info/updateremark';
  expect(await api.post(path, { openid: alice.openid, remark: '老客户' })).toMatchObject({ errcode: 43004 });
  await alice.subscribe();
  expect(await api.post(path, { openid: alice.openid, remark: '老客户' })).toEqual({
    errcode: 0,
    errmsg: 'ok',
  });
  expect(await api.post(path, { openid: alice.openid, remark: 'x'.repeat(31) })).toMatchObject({
    errcode: 40035,
  });
  expect(await api.get(`/cgi-bin/user/info?openid=${alice.openid}`)).toMatchObject({ remark: '老客户' });
});

it('lists followers ten thousand at a time, in the order in which they came', async () => {
  const { api, shop } = await setStage();
  shop.callbackUrl = undefined;
  const openids: string[] = [];
  for (let index = 0; index < 10_002; index += 1) {
    const person = shop.person();
    openids.push(person.openid);
    await person.subscribe().catch(() => undefined);
  }
  const first = await api.get('/cgi-bin/user/get');
  expect(first).toMatchObject({ total: 10_002, count: 10_000, next_openid: openids[9_999] });
  const second = await api.get(`/cgi-bin/user/get?next_openid=${String(first['next_openid'])}`);
  expect(second).toEqual({
    total: 10_002,
    count: 2,
    data: { openid: openids.slice(10_000) },
    next_openid: openids[10_001],
  });
  const third = await api.get(`/cgi-bin/user/get?next_openid=${openids[10_001]}`);
  expect(third).toEqual({ total: 10_002, count: 0, next_openid: '' });
  expect(await api.get('/cgi-bin/user/get?next_openid=nobody')).toMatchObject({ errcode: 40003 });
});
