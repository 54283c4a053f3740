import { describe, expect, it } from '@jest/globals';
import type { Authorizer } from '../../../../lib/open-platform/authorizer.js';
import { actAsAccount, type ServiceRow } from '../fake.api.js';

const MADE = { appid: 'wx2', authorization_code: 'c', is_wx_verify_succ: 'true', is_link_succ: 'true' };
const COMPANY = {
  enterprise_name: 'e',
  code: '1',
  code_type: 1,
  legal_persona_name: 'n',
  legal_persona_wechat: 'w',
  legal_persona_idcard: 'i',
  component_phone: '1',
};

const ROWS: readonly ServiceRow<Authorizer>[] = [
  [
    'makes a mini program of the same owner',
    ({ registration }) => registration.create('t'),
    MADE,
    MADE,
    'POST /cgi-bin/account/fastregister',
    { body: { ticket: 't' } },
  ],
  [
    'makes a trial mini program a full one',
    ({ registration }) => registration.verifyBeta(COMPANY),
    {},
    undefined,
    'POST /wxa/verifybetaweapp',
    { body: { verify_info: COMPANY } },
  ],
  [
    'gives it another name',
    ({ registration }) => registration.setBetaNickname('n'),
    {},
    undefined,
    'POST /wxa/setbetaweappnickname',
    { body: { name: 'n' } },
  ],
];

describe('registration of an authorizer', () => {
  it.each(ROWS)('%s', async (_, act, answer, wanted, ...[route, contents]) => {
    const { result, sent, others } = await actAsAccount(act, answer);
    expect(result).toEqual(wanted);
    expect(sent).toEqual([[route, contents]]);
    expect(others).toEqual([]);
  });
});
