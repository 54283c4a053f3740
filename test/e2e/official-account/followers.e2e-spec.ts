import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { getWeChatToken, type OfficialAccount } from 'nestjs-wechat-sdk';
import { type StartedApp, startApp } from '../../src/start-app.js';

const ROUTE = 'GET /cgi-bin/user/get';

describe('The list of followers', () => {
  let started: StartedApp;
  let shop: OfficialAccount;
  const followers: string[] = [];
  beforeAll(async () => {
    started = await startApp('express');
    shop = started.app.get<OfficialAccount>(getWeChatToken('shop'));
  });
  afterAll(() => started.close());
  beforeEach(() => started.sandbox.reset());

  it('names each of 10,500 once, in order, over more than one page', async () => {
    followers.push(...started.account.addFollowers(10_500));
    const listed: string[] = [];
    for await (const openid of shop.user.list()) listed.push(openid);
    expect(listed).toHaveLength(10_500);
    expect(new Set(listed).size).toBe(10_500);
    expect(listed).toEqual(followers);
    const cursors = started.sandbox.requests
      .filter(({ path }) => path === '/cgi-bin/user/get')
      .map(({ query }) => query['next_openid']);
    expect(cursors).toEqual([undefined, followers[9999], followers[10_499]]);
  });

  it('throws when page 3 fails, after all of pages 1 and 2', async () => {
    followers.push(...started.account.addFollowers(10_000));
    expect(followers).toHaveLength(20_500);
    const listed: string[] = [];
    const read = async (): Promise<void> => {
      for await (const openid of shop.user.list()) {
        listed.push(openid);
        if (listed.length === 10_001) started.sandbox.fail(ROUTE, { errcode: 48001, times: 1 });
      }
    };
    await expect(read()).rejects.toMatchObject({ errcode: 48001, route: ROUTE });
    expect(listed).toEqual(followers.slice(0, 20_000));
  });
});
