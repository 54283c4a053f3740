import { describe, expect, it } from '@jest/globals';
import type { Authorizer } from '../../../../lib/open-platform/authorizer.js';
import { actAsAccount, type ServiceRow } from '../fake.api.js';

const ROWS: readonly ServiceRow<Authorizer>[] = [
  [
    'links a mini program in silence',
    ({ link }) => link.add('wx2'),
    {},
    undefined,
    'POST /cgi-bin/wxopen/wxamplink',
    { body: { appid: 'wx2', notify_users: 0, show_profile: 0 } },
  ],
  [
    'links one and tells everybody',
    ({ link }) => link.add('wx2', { notifyUsers: true, showProfile: true }),
    {},
    undefined,
    'POST /cgi-bin/wxopen/wxamplink',
    { body: { appid: 'wx2', notify_users: 1, show_profile: 1 } },
  ],
  [
    'lists them',
    ({ link }) => link.list(),
    { wxopens: { items: [{ appid: 'wx2', status: 1 }] } },
    [{ appid: 'wx2', status: 1 }],
    'POST /cgi-bin/wxopen/wxamplinkget',
    { body: {} },
  ],
  [
    'undoes a link',
    ({ link }) => link.delete('wx2'),
    {},
    undefined,
    'POST /cgi-bin/wxopen/wxampunlink',
    { body: { appid: 'wx2' } },
  ],
];

describe('link of an authorizer', () => {
  it.each(ROWS)('%s', async (_, act, answer, wanted, ...[route, contents]) => {
    const { result, sent, others } = await actAsAccount(act, answer);
    expect(result).toEqual(wanted);
    expect(sent).toEqual([[route, contents]]);
    expect(others).toEqual([]);
  });
});
