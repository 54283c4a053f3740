import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { getWeChatToken, type OfficialAccount } from 'nestjs-wechat-sdk';
import { type StartedApp, startApp } from '../../src/start-app.js';

const ID = '271781022721654784';
const COMMENT = '271781022721654785';
const LIST = 'POST /cgi-bin/comment/list';

describe('Comments', () => {
  let started: StartedApp;
  let shop: OfficialAccount;
  beforeAll(async () => {
    started = await startApp('express');
    shop = started.app.get<OfficialAccount>(getWeChatToken('shop'));
  });
  afterAll(() => started.close());
  beforeEach(() => started.sandbox.reset());

  /** The last body, ids as texts. */
  const seen = () => {
    const { path, body } = started.sandbox.requests.at(-1) ?? {};
    const fields = Object.entries((body ?? {}) as object).map(([name, value]) => [
      name,
      name.endsWith('_id') ? String(value) : (value as unknown),
    ]);
    return [path, Object.fromEntries(fields)];
  };

  it.each([ID, BigInt(ID)])('are allowed and closed by an id of 64 bits, digit for digit', async (id) => {
    await shop.comment.open(id);
    expect(seen()).toEqual(['/cgi-bin/comment/open', { msg_data_id: ID, index: 0 }]);
    await shop.comment.close(id, 3);
    expect(seen()).toEqual(['/cgi-bin/comment/close', { msg_data_id: ID, index: 3 }]);
  });

  it.each([
    ['markElect', '/cgi-bin/comment/markelect'],
    ['unmarkElect', '/cgi-bin/comment/unmarkelect'],
    ['delete', '/cgi-bin/comment/delete'],
    ['deleteReply', '/cgi-bin/comment/reply/delete'],
  ] as const)('are changed by %s', async (method, path) => {
    await shop.comment[method](ID, COMMENT);
    expect(seen()).toEqual([path, { msg_data_id: ID, user_comment_id: COMMENT, index: 0 }]);
    await shop.comment[method](ID, COMMENT, 1);
    expect(seen()).toEqual([path, { msg_data_id: ID, user_comment_id: COMMENT, index: 1 }]);
    await expect(shop.comment[method](ID, COMMENT, -1)).rejects.toThrow(RangeError);
  });

  it('are answered', async () => {
    await shop.comment.addReply(ID, COMMENT, '谢谢 "你"', 1);
    expect(seen()).toEqual([
      '/cgi-bin/comment/reply/add',
      { msg_data_id: ID, user_comment_id: COMMENT, index: 1, content: '谢谢 "你"' },
    ]);
  });

  it('are listed, their ids as strings', async () => {
    const page = await shop.comment.getPage(ID, 50, 20, { type: 'elected', index: 2 });
    expect(seen()).toEqual([
      '/cgi-bin/comment/list',
      { msg_data_id: ID, index: 2, begin: 50, count: 20, type: 2 },
    ]);
    expect(page).toMatchObject({
      total: 1,
      comment: [{ user_comment_id: expect.stringMatching(/^\d{16,}$/) }],
    });
    await shop.comment.getPage(ID, 0, 49, { type: 'normal' });
    expect(seen()[1]).toMatchObject({ type: 1 });
    const listed: string[] = [];
    for await (const { user_comment_id } of shop.comment.list(ID)) listed.push(user_comment_id);
    expect(listed).toHaveLength(1);
    expect(seen()[1]).toEqual({ msg_data_id: ID, index: 0, begin: 0, count: 49, type: 0 });
  });

  it('are listed page after page, and an error on page 3 surfaces', async () => {
    const one = { user_comment_id: 1, openid: 'o', content: 'c', comment_type: 0, create_time: 1 };
    const body = JSON.stringify({ total: 120, comment: Array.from({ length: 49 }, () => one) });
    started.sandbox.fail(LIST, { status: 200, body, contentType: 'application/json', times: 2 });
    started.sandbox.fail(LIST, { errcode: 48001 });
    let listed = 0;
    const read = async () => {
      for await (const { user_comment_id } of shop.comment.list(ID)) listed += Number(user_comment_id);
    };
    await expect(read()).rejects.toMatchObject({ errcode: 48001 });
    expect(listed).toBe(98);
  });

  it.each([
    [-1, 50],
    [0, 0],
    [0, 51],
  ])('refuse a page outside the limits before anything is sent: %d, %d', async (begin, count) => {
    await expect(shop.comment.getPage(ID, begin, count)).rejects.toThrow(RangeError);
    expect(started.sandbox.requests).toHaveLength(0);
  });
});
