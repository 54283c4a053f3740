import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { getWeChatToken, type OfficialAccount } from 'nestjs-wechat-sdk';
import { type StartedApp, startApp } from '../../src/start-app.js';

describe('blacklist', () => {
  let started: StartedApp;
  let shop: OfficialAccount;
  beforeAll(async () => {
    started = await startApp('express');
    shop = started.app.get<OfficialAccount>(getWeChatToken('shop'));
  });
  afterAll(() => started.close());
  beforeEach(() => started.sandbox.reset());

  const listed = async (): Promise<string[]> => {
    const all: string[] = [];
    for await (const openid of shop.blacklist.list()) all.push(openid);
    return all;
  };
  const sizesOf = (path: string): number[] =>
    started.sandbox.requests
      .filter((request) => request.path === path)
      .map(({ body }) => (body as { openid_list: string[] }).openid_list.length);

  it('holds people until they are taken off', async () => {
    const people = Array.from({ length: 45 }, () => started.account.person().openid);
    expect(await listed()).toEqual([]);
    expect(started.sandbox.requests.at(-1)).toMatchObject({
      path: '/cgi-bin/tags/members/getblacklist',
      body: {},
    });
    expect(await shop.blacklist.add(people)).toBeUndefined();
    expect(sizesOf('/cgi-bin/tags/members/batchblacklist')).toEqual([20, 20, 5]);
    expect(await listed()).toEqual(people);
    expect(started.sandbox.requests.at(-1)?.body).toEqual({ begin_openid: people.at(-1) });
    await shop.blacklist.remove(people.slice(1));
    expect(sizesOf('/cgi-bin/tags/members/batchunblacklist')).toEqual([20, 20, 4]);
    expect(await listed()).toEqual(people.slice(0, 1));
  });

  it('asks nothing for nobody', async () => {
    await shop.blacklist.add([]);
    await shop.blacklist.remove([]);
    expect(started.sandbox.requests).toHaveLength(0);
  });

  it('surfaces what WeChat refuses', async () => {
    await expect(shop.blacklist.add(['nobody'])).rejects.toMatchObject({ errcode: 40003 });
    await expect(shop.blacklist.remove(['nobody'])).rejects.toMatchObject({ errcode: 40003 });
    started.sandbox.fail('POST /cgi-bin/tags/members/getblacklist', { errcode: 48001 });
    await expect(listed()).rejects.toMatchObject({ errcode: 48001 });
  });
});
