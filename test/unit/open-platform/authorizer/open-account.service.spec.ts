import { describe, expect, it } from '@jest/globals';
import type { Authorizer } from '../../../../lib/open-platform/authorizer.js';
import { actAsAccount, type ServiceRow } from '../fake.api.js';

const BODY = { body: { appid: 'wx1' } };
const BOTH = { body: { appid: 'wx1', open_appid: 'wxopen' } };

const ROWS: readonly ServiceRow<Authorizer>[] = [
  [
    'makes an open-platform account',
    ({ openAccount }) => openAccount.create(),
    { open_appid: 'wxopen' },
    'wxopen',
    'POST /cgi-bin/open/create',
    BODY,
  ],
  [
    'binds the account to one',
    ({ openAccount }) => openAccount.bind('wxopen'),
    {},
    undefined,
    'POST /cgi-bin/open/bind',
    BOTH,
  ],
  [
    'unbinds it',
    ({ openAccount }) => openAccount.unbind('wxopen'),
    {},
    undefined,
    'POST /cgi-bin/open/unbind',
    BOTH,
  ],
  [
    'tells which one it is bound to',
    ({ openAccount }) => openAccount.get(),
    { open_appid: 'wxopen' },
    'wxopen',
    'POST /cgi-bin/open/get',
    BODY,
  ],
  [
    'tells whether it is bound',
    ({ openAccount }) => openAccount.isBound(),
    { have_open: false },
    false,
    'GET /cgi-bin/open/have',
  ],
  [
    'tells whether both have one owner',
    ({ openAccount }) => openAccount.isSameEntity(),
    { same_entity: true },
    true,
    'GET /cgi-bin/open/sameentity',
  ],
];

describe('openAccount of an authorizer', () => {
  it.each(ROWS)('%s', async (_, act, answer, wanted, ...[route, contents]) => {
    const { result, sent, others } = await actAsAccount(act, answer);
    expect(result).toEqual(wanted);
    expect(sent).toEqual([[route, contents]]);
    expect(others).toEqual([]);
  });
});
