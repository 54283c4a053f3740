import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { getWeChatToken, type OfficialAccount } from 'nestjs-wechat-sdk';
import { type StartedApp, startApp } from '../../src/start-app.js';

async function collect<T>(list: AsyncIterable<T>): Promise<T[]> {
  const all: T[] = [];
  for await (const one of list) all.push(one);
  return all;
}

describe('userTag', () => {
  let started: StartedApp;
  let shop: OfficialAccount;
  let alice: string;
  let bob: string;
  const newFollower = async (): Promise<string> => {
    const person = started.account.person();
    await person.subscribe();
    return person.openid;
  };
  beforeAll(async () => {
    started = await startApp('express');
    shop = started.app.get<OfficialAccount>(getWeChatToken('shop'));
    alice = await newFollower();
    bob = await newFollower();
  });
  afterAll(() => started.close());
  beforeEach(() => started.sandbox.reset());

  const bodiesOf = (route: string): unknown[] =>
    started.sandbox.requests
      .filter(({ method, path }) => `${method} ${path}` === route)
      .map(({ body }) => body);

  it('creates, renames, lists and deletes tags', async () => {
    const tag = await shop.userTag.create('广东');
    expect(tag).toEqual({ id: expect.any(Number), name: '广东' });
    expect(bodiesOf('POST /cgi-bin/tags/create')).toEqual([{ tag: { name: '广东' } }]);
    await expect(shop.userTag.create('广东')).rejects.toMatchObject({ errcode: 45157 });
    await shop.userTag.update(tag.id, '广东人');
    await shop.userTag.update(tag.id, '广东人');
    expect(bodiesOf('POST /cgi-bin/tags/update')[0]).toEqual({ tag: { id: tag.id, name: '广东人' } });
    expect(await shop.userTag.list()).toEqual([
      { id: 2, name: '星标组', count: 0 },
      { id: tag.id, name: '广东人', count: 0 },
    ]);
    await expect(shop.userTag.update(tag.id, '星标组')).rejects.toMatchObject({ errcode: 45157 });
    await shop.userTag.delete(tag.id);
    expect(bodiesOf('POST /cgi-bin/tags/delete')).toEqual([{ tag: { id: tag.id } }]);
    await expect(shop.userTag.delete(tag.id)).rejects.toMatchObject({ errcode: 45159 });
    await expect(shop.userTag.delete(2)).rejects.toMatchObject({ errcode: 45058 });
    await expect(shop.userTag.update(0, 'mine')).rejects.toMatchObject({ errcode: 45058 });
  });

  it('asks nothing for a name that is empty or longer than 30 characters', async () => {
    const message = 'The name of a tag has 1 to 30 characters, not ';
    await expect(shop.userTag.create('')).rejects.toThrow(new RangeError(`${message}0`));
    await expect(shop.userTag.create('长'.repeat(31))).rejects.toThrow(new RangeError(`${message}31`));
    await expect(shop.userTag.update(100, '长'.repeat(31))).rejects.toThrow(RangeError);
    expect(started.sandbox.requests).toHaveLength(0);
    const { id } = await shop.userTag.create('长'.repeat(30));
    await shop.userTag.delete(id);
  });

  it('puts tags on people and takes them off', async () => {
    const { id } = await shop.userTag.create('熟客');
    await shop.userTag.tag(id, [alice, bob]);
    await shop.userTag.tag(id, [alice]);
    expect(bodiesOf('POST /cgi-bin/tags/members/batchtagging')[0]).toEqual({
      tagid: id,
      openid_list: [alice, bob],
    });
    expect(await collect(shop.userTag.listMembers(id))).toEqual([alice, bob]);
    expect(await shop.userTag.getOfUser(alice)).toEqual([id]);
    expect(await shop.user.get(alice)).toMatchObject({ tagid_list: [id] });
    expect(await shop.userTag.list()).toContainEqual({ id, name: '熟客', count: 2 });
    await shop.userTag.untag(id, [alice]);
    expect(bodiesOf('POST /cgi-bin/tags/members/batchuntagging')).toEqual([
      { tagid: id, openid_list: [alice] },
    ]);
    expect(await shop.userTag.getOfUser(alice)).toEqual([]);
    expect(await collect(shop.userTag.listMembers(id))).toEqual([bob]);
    await shop.userTag.delete(id);
    expect(await shop.userTag.getOfUser(bob)).toEqual([]);
    await expect(collect(shop.userTag.listMembers(id))).rejects.toMatchObject({ errcode: 45159 });
  });

  it('tags any number of people, fifty a call', async () => {
    const { id } = await shop.userTag.create('many');
    const many = Array.from({ length: 120 }, (_, index) => (index % 2 ? alice : bob));
    await shop.userTag.tag(id, many);
    await shop.userTag.untag(id, many);
    for (const route of ['batchtagging', 'batchuntagging']) {
      const sizes = bodiesOf(`POST /cgi-bin/tags/members/${route}`).map(
        (body) => (body as { openid_list: string[] }).openid_list.length,
      );
      expect(sizes).toEqual([50, 50, 20]);
    }
    expect(await collect(shop.userTag.listMembers(id))).toEqual([]);
    started.sandbox.reset();
    await shop.userTag.tag(id, []);
    expect(started.sandbox.requests).toHaveLength(0);
    await shop.userTag.delete(id);
  });

  it('shows a menu of its own to those who carry a tag', async () => {
    const { id } = await shop.userTag.create('vip');
    await shop.menu.create([{ name: 'all', type: 'click', key: 'ALL' }]);
    await shop.menu.addConditional([{ name: 'vip', type: 'click', key: 'VIP' }], { tag_id: String(id) });
    await shop.userTag.tag(id, [alice]);
    expect(await shop.menu.tryMatch(alice)).toMatchObject([{ name: 'vip' }]);
    expect(await shop.menu.tryMatch(bob)).toMatchObject([{ name: 'all' }]);
    await shop.userTag.delete(id);
  });

  it('surfaces what WeChat refuses', async () => {
    const { id } = await shop.userTag.create('x');
    await expect(shop.userTag.tag(id, ['nobody'])).rejects.toMatchObject({ errcode: 40003 });
    await expect(shop.userTag.tag(999, [alice])).rejects.toMatchObject({ errcode: 45159 });
    await expect(shop.userTag.getOfUser('nobody')).rejects.toMatchObject({ errcode: 40003 });
    const ids: number[] = [];
    for (let count = 0; count < 20; count += 1) {
      const tag = await shop.userTag.create(`t${count}`);
      ids.push(tag.id);
      await shop.userTag.tag(tag.id, [alice]);
    }
    await expect(shop.userTag.tag(id, [alice])).rejects.toMatchObject({ errcode: 45059 });
    started.sandbox.fail('POST /cgi-bin/user/tag/get', { errcode: 48001 });
    await expect(collect(shop.userTag.listMembers(id))).rejects.toMatchObject({ errcode: 48001 });
    for (let count = 22; count < 100; count += 1) await shop.userTag.create(`t${count}`);
    await expect(shop.userTag.create('one too many')).rejects.toMatchObject({ errcode: 45056 });
  });
});
