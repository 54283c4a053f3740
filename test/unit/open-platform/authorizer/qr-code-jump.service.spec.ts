import { describe, expect, it } from '@jest/globals';
import type { Authorizer } from '../../../../lib/open-platform/authorizer.js';
import { actAsAccount, platformOn, type ServiceRow } from '../fake.api.js';

const RULE = { prefix: 'https://a.com/q', path: 'pages/a', permit_sub_rule: 1, open_version: 3 };
const LISTED = { prefix: 'https://a.com/q', path: 'pages/a', state: 1 };
const ROUTE = 'POST /cgi-bin/wxopen/qrcodejumpget';
const page = (length: number, rest: object = {}) => ({
  rule_list: Array.from({ length }, () => LISTED),
  ...rest,
});

const ROWS: readonly ServiceRow<Authorizer>[] = [
  [
    'adds a rule',
    ({ qrCodeJump }) => qrCodeJump.add(RULE),
    {},
    undefined,
    'POST /cgi-bin/wxopen/qrcodejumpadd',
    { body: { ...RULE, is_edit: 0 } },
  ],
  [
    'changes a rule',
    ({ qrCodeJump }) => qrCodeJump.update(RULE),
    {},
    undefined,
    'POST /cgi-bin/wxopen/qrcodejumpadd',
    { body: { ...RULE, is_edit: 1 } },
  ],
  [
    'removes a rule',
    ({ qrCodeJump }) => qrCodeJump.delete('https://a.com/q'),
    {},
    undefined,
    'POST /cgi-bin/wxopen/qrcodejumpdelete',
    { body: { prefix: 'https://a.com/q' } },
  ],
  [
    'removes one of an official account',
    ({ qrCodeJump }) => qrCodeJump.delete('http://weixin.qq.com/q/a', 'wx2'),
    {},
    undefined,
    'POST /cgi-bin/wxopen/qrcodejumpdelete',
    { body: { prefix: 'http://weixin.qq.com/q/a', appid: 'wx2' } },
  ],
  [
    'publishes a rule',
    ({ qrCodeJump }) => qrCodeJump.publish('https://a.com/q'),
    {},
    undefined,
    'POST /cgi-bin/wxopen/qrcodejumppublish',
    { body: { prefix: 'https://a.com/q' } },
  ],
  ['tells the last rules', ({ qrCodeJump }) => qrCodeJump.get(), page(1), page(1), ROUTE, { body: {} }],
  [
    'tells some by their prefixes',
    ({ qrCodeJump }) => qrCodeJump.get(['a', 'b'], 'wx2'),
    page(1),
    page(1),
    ROUTE,
    { body: { appid: 'wx2', get_type: 1, prefix_list: ['a', 'b'] } },
  ],
  [
    'hands out the file for the domain',
    ({ qrCodeJump }) => qrCodeJump.getConfirmFile(),
    { file_name: 'a.txt', file_content: 'b' },
    { file_name: 'a.txt', file_content: 'b' },
    'POST /cgi-bin/wxopen/qrcodejumpdownload',
    { body: {} },
  ],
];

describe('qrCodeJump of an authorizer', () => {
  it.each(ROWS)('%s', async (_, act, answer, wanted, ...[route, contents]) => {
    const { result, sent, others } = await actAsAccount(act, answer);
    expect(result).toEqual(wanted);
    expect(sent).toEqual([[route, contents]]);
    expect(others).toEqual([]);
  });

  it.each([
    ['until a page is not full', [page(200), page(200), page(3)], 403, 3],
    ['until it has as many as there are', [page(200, { total_count: 400 })], 400, 2],
    ['in one, where WeChat knows no pages', [page(700)], 700, 1],
  ])('lists all rules, %s', async (_, answers, count, calls) => {
    const { account, accountCall } = platformOn([...answers]);
    let listed = 0;
    for await (const { prefix } of account.qrCodeJump.list('wx2')) listed += prefix === LISTED.prefix ? 1 : 0;
    expect(listed).toBe(count);
    expect(accountCall.mock.calls).toEqual(
      Array.from({ length: calls }, (_none, index) => [
        ROUTE,
        { body: { appid: 'wx2', get_type: 2, page_num: index + 1, page_size: 200 } },
      ]),
    );
  });

  it.each<[string, (account: Authorizer) => Promise<unknown>]>([
    [
      'six tests',
      ({ qrCodeJump }) => qrCodeJump.add({ ...RULE, debug_url: Array(6).fill('https://a.com/q1') }),
    ],
    ['six of a change', ({ qrCodeJump }) => qrCodeJump.update({ ...RULE, debug_url: Array(6).fill('a') })],
    ['201 prefixes', ({ qrCodeJump }) => qrCodeJump.get(Array(201).fill('a'))],
  ])('refuses %s before anything is sent', async (_, act) => {
    const { account, accountCall } = platformOn();
    await expect(act(account)).rejects.toBeInstanceOf(RangeError);
    expect(accountCall).not.toHaveBeenCalled();
  });
});
