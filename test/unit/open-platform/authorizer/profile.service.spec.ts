import { describe, expect, it } from '@jest/globals';
import type { Authorizer } from '../../../../lib/open-platform/authorizer.js';
import { actAsAccount, platformOn, type ServiceRow } from '../fake.api.js';

const BIZ = { appid: 'wx2', nickname: 'n', headimg: 'h' };

const ROWS: readonly ServiceRow<Authorizer>[] = [
  [
    'tells who the account is',
    ({ profile }) => profile.getBasicInfo(),
    { nickname: 'n' },
    { nickname: 'n' },
    'GET /cgi-bin/account/getaccountbasicinfo',
  ],
  [
    'names it',
    ({ profile }) => profile.setNickname({ nick_name: 'n', license: 'm' }),
    { audit_id: 4 },
    { audit_id: 4 },
    'POST /wxa/setnickname',
    { body: { nick_name: 'n', license: 'm' } },
  ],
  [
    'tells how the name fares',
    ({ profile }) => profile.getNicknameAudit(4),
    { audit_stat: 1 },
    { audit_stat: 1 },
    'POST /wxa/api_wxa_querynickname',
    { body: { audit_id: 4 } },
  ],
  [
    'checks a name',
    ({ profile }) => profile.checkNickname('n'),
    { hit_condition: false },
    { hit_condition: false },
    'POST /cgi-bin/wxverify/checkwxverifynickname',
    { body: { nick_name: 'n' } },
  ],
  [
    'shows a whole picture',
    ({ profile }) => profile.setAvatar('m'),
    {},
    undefined,
    'POST /cgi-bin/account/modifyheadimage',
    { body: { head_img_media_id: 'm', x1: 0, y1: 0, x2: 1, y2: 1 } },
  ],
  [
    'shows a part of one',
    ({ profile }) => profile.setAvatar('m', { x1: 0.1, y1: 0.2, x2: 0.3, y2: 0.4 }),
    {},
    undefined,
    'POST /cgi-bin/account/modifyheadimage',
    { body: { head_img_media_id: 'm', x1: 0.1, y1: 0.2, x2: 0.3, y2: 0.4 } },
  ],
  [
    'introduces it',
    ({ profile }) => profile.setSignature('all kinds of shoes'),
    {},
    undefined,
    'POST /cgi-bin/account/modifysignature',
    { body: { signature: 'all kinds of shoes' } },
  ],
  [
    'tells that it is found: WeChat says 0',
    ({ profile }) => profile.isSearchable(),
    { status: 0 },
    true,
    'GET /wxa/getwxasearchstatus',
  ],
  [
    'tells that it is hidden: WeChat says 1',
    ({ profile }) => profile.isSearchable(),
    { status: 1 },
    false,
    'GET /wxa/getwxasearchstatus',
  ],
  [
    'lets it be found',
    ({ profile }) => profile.setSearchable(true),
    {},
    undefined,
    'POST /wxa/changewxasearchstatus',
    { body: { status: 0 } },
  ],
  [
    'hides it',
    ({ profile }) => profile.setSearchable(false),
    {},
    undefined,
    'POST /wxa/changewxasearchstatus',
    { body: { status: 1 } },
  ],
  [
    'hands it to another administrator',
    ({ profile }) => profile.rebindAdmin('t'),
    {},
    undefined,
    'POST /cgi-bin/account/componentrebindadmin',
    { body: { taskid: 't' } },
  ],
  [
    'tells the page of orders on the air',
    ({ profile }) => profile.getOrderPath(),
    { msg: { path: 'p', status: 4 } },
    { path: 'p', status: 4 },
    'POST /wxa/security/getorderpathinfo',
    { body: { info_type: 0 } },
  ],
  [
    'tells the one under review',
    ({ profile }) => profile.getOrderPath('reviewed'),
    { msg: { path: 'p', status: 2 } },
    { path: 'p', status: 2 },
    'POST /wxa/security/getorderpathinfo',
    { body: { info_type: 1 } },
  ],
  [
    'tells the official account it shows',
    ({ profile }) => profile.getShownAccount(),
    { is_open: 1 },
    { is_open: 1 },
    'GET /wxa/getshowwxaitem',
  ],
  [
    'shows one',
    ({ profile }) => profile.setShownAccount('wx2'),
    {},
    undefined,
    'POST /wxa/updateshowwxaitem',
    { body: { wxa_subscribe_biz_flag: 1, appid: 'wx2' } },
  ],
  [
    'shows none',
    ({ profile }) => profile.setShownAccount(),
    {},
    undefined,
    'POST /wxa/updateshowwxaitem',
    { body: { wxa_subscribe_biz_flag: 0 } },
  ],
  [
    'tells some that can be shown',
    ({ profile }) => profile.getShowablePage(2, 5),
    { biz_info_list: [BIZ], total_num: 11 },
    { biz_info_list: [BIZ], total_num: 11 },
    'GET /wxa/getwxamplinkforshow',
    { query: { page: 2, num: 5 } },
  ],
];

describe('profile of an authorizer', () => {
  it.each(ROWS)('%s', async (_, act, answer, wanted, ...[route, contents]) => {
    const { result, sent, others } = await actAsAccount(act, answer);
    expect(result).toEqual(wanted);
    expect(sent).toEqual([[route, contents]]);
    expect(others).toEqual([]);
  });

  it('lists all official accounts that can be shown, twenty a page', async () => {
    const full = { biz_info_list: Array.from({ length: 20 }, () => BIZ), total_num: 21 };
    const { account, accountCall } = platformOn([full, { biz_info_list: [BIZ], total_num: 21 }]);
    const all = [];
    for await (const one of account.profile.listShowableAccounts()) all.push(one);
    expect(all).toHaveLength(21);
    expect(accountCall.mock.calls.map(([, contents]) => contents)).toEqual([
      { query: { page: 0, num: 20 } },
      { query: { page: 1, num: 20 } },
    ]);
  });

  it.each<[string, (account: Authorizer) => Promise<unknown>]>([
    ['an upside-down part', ({ profile }) => profile.setAvatar('m', { x1: 0, y1: 0.9, x2: 1, y2: 0.1 })],
    ['a part outside', ({ profile }) => profile.setAvatar('m', { x1: 0, y1: 0, x2: 2, y2: 1 })],
    ['no part at all', ({ profile }) => profile.setAvatar('m', { x1: 0, y1: 0, x2: 0, y2: 0 })],
    ['no number', ({ profile }) => profile.setAvatar('m', { x1: NaN, y1: 0, x2: 1, y2: 1 })],
    ['a page of 21', ({ profile }) => profile.getShowablePage(0, 21)],
  ])('refuses %s before anything is sent', async (_, act) => {
    const { account, accountCall } = platformOn();
    await expect(act(account)).rejects.toBeInstanceOf(RangeError);
    expect(accountCall).not.toHaveBeenCalled();
  });
});
