import { describe, expect, it } from '@jest/globals';
import type { Authorizer } from '../../../../lib/open-platform/authorizer.js';
import { actAsAccount, type ServiceRow } from '../fake.api.js';

const ROWS: readonly ServiceRow<Authorizer>[] = [
  [
    'adds a tester',
    ({ member }) => member.bind('liu'),
    { userstr: 'u1' },
    'u1',
    'POST /wxa/bind_tester',
    { body: { wechatid: 'liu' } },
  ],
  [
    'removes one by the WeChat id',
    ({ member }) => member.unbind({ wechatid: 'liu' }),
    {},
    undefined,
    'POST /wxa/unbind_tester',
    { body: { wechatid: 'liu' } },
  ],
  [
    'removes one by the name WeChat gave',
    ({ member }) => member.unbind({ userstr: 'u1' }),
    {},
    undefined,
    'POST /wxa/unbind_tester',
    { body: { userstr: 'u1' } },
  ],
  [
    'lists them',
    ({ member }) => member.list(),
    { members: [{ userstr: 'u1' }, { userstr: 'u2' }] },
    ['u1', 'u2'],
    'POST /wxa/memberauth',
    { body: { action: 'get_experiencer' } },
  ],
];

describe('member of an authorizer', () => {
  it.each(ROWS)('%s', async (_, act, answer, wanted, ...[route, contents]) => {
    const { result, sent, others } = await actAsAccount(act, answer);
    expect(result).toEqual(wanted);
    expect(sent).toEqual([[route, contents]]);
    expect(others).toEqual([]);
  });
});
