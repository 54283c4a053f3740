import { describe, expect, it } from '@jest/globals';
import type { Authorizer } from '../../../../lib/open-platform/authorizer.js';
import { actAsAccount, platformOn, type ServiceRow } from '../fake.api.js';

const FILE = { content: Buffer.from('t'), filename: 't.txt', contentType: 'text/plain' };
const SETTING = { owner_setting: { notice_method: 'page', contact_email: 'a@b.c' } };
const APPLICATION = { api_name: 'wx.choosePoi', content: '地', url_list: ['https://a.com'] };

const ROWS: readonly ServiceRow<Authorizer>[] = [
  [
    'tells the guideline of the version under development',
    ({ privacy }) => privacy.getSetting(),
    { code_exist: 1 },
    { code_exist: 1 },
    'POST /cgi-bin/component/getprivacysetting',
    { body: { privacy_ver: 2 } },
  ],
  [
    'tells that of the released one',
    ({ privacy }) => privacy.getSetting('released'),
    { code_exist: 1 },
    { code_exist: 1 },
    'POST /cgi-bin/component/getprivacysetting',
    { body: { privacy_ver: 1 } },
  ],
  [
    'sets it',
    ({ privacy }) => privacy.setSetting(SETTING),
    {},
    undefined,
    'POST /cgi-bin/component/setprivacysetting',
    { body: { ...SETTING, privacy_ver: 2 } },
  ],
  [
    'uploads more of it',
    ({ privacy }) => privacy.uploadFile(FILE),
    { ext_file_media_id: 'm' },
    'm',
    'POST /cgi-bin/component/uploadprivacyextfile',
    { files: { file: FILE } },
  ],
  [
    'applies for an interface',
    ({ privacy }) => privacy.applyInterface(APPLICATION),
    { audit_id: 4 },
    4,
    'POST /wxa/security/apply_privacy_interface',
    { body: APPLICATION },
  ],
  [
    'lists the interfaces',
    ({ privacy }) => privacy.getInterfaces(),
    { interface_list: [{ api_name: 'wx.choosePoi' }] },
    [{ api_name: 'wx.choosePoi' }],
    'GET /wxa/security/get_privacy_interface',
  ],
  [
    'tells what the code uses',
    ({ privacy }) => privacy.getCodePrivacyInfo(),
    { without_auth_list: [], without_conf_list: [] },
    { without_auth_list: [], without_conf_list: [] },
    'GET /wxa/security/get_code_privacy_info',
  ],
];

describe('privacy of an authorizer', () => {
  it.each(ROWS)('%s', async (_, act, answer, wanted, ...[route, contents]) => {
    const { result, sent, others } = await actAsAccount(act, answer);
    expect(result).toEqual(wanted);
    expect(sent).toEqual([[route, contents]]);
    expect(others).toEqual([]);
  });

  it('counts the reason of an application as people do', async () => {
    const { account, accountCall } = platformOn([{ audit_id: 4 }]);
    await account.privacy.applyInterface({ ...APPLICATION, content: '😀'.repeat(300) });
    const long = { ...APPLICATION, content: '一'.repeat(301) };
    await expect(account.privacy.applyInterface(long)).rejects.toBeInstanceOf(RangeError);
    expect(accountCall).toHaveBeenCalledTimes(1);
  });
});
