import { describe, expect, it } from '@jest/globals';
import type { Authorizer } from '../../../../lib/open-platform/authorizer.js';
import { actAsAccount, platformOn, type ServiceRow } from '../fake.api.js';

const UPLOAD = { templateId: 3, version: '1.0', description: 'first' };
const MEDIA = { content: Buffer.from('p'), filename: 'p.png', contentType: 'image/png' };
const HISTORY = [{ app_version: 2, user_version: '1.0', user_desc: '', commit_time: 1 }];
const PLAN = { status: 1, gray_percentage: 8, create_timestamp: 1 };
const AUDIT = { item_list: [{ first_id: 1, second_id: 2 }] };

const ROWS: readonly ServiceRow<Authorizer>[] = [
  [
    'uploads code, in the name of the account',
    ({ code }) => code.commit({ ...UPLOAD, ext: { ext: { shop: 7 } } }),
    {},
    undefined,
    'POST /wxa/commit',
    {
      body: {
        template_id: 3,
        ext_json: '{"extAppid":"wx1","ext":{"shop":7}}',
        user_version: '1.0',
        user_desc: 'first',
      },
    },
  ],
  ['lists the pages', ({ code }) => code.getPages(), { page_list: ['a'] }, ['a'], 'GET /wxa/get_page'],
  [
    'draws the code of the trial version',
    ({ code }) => code.getQrCode('a?b=1'),
    Buffer.from('png'),
    Buffer.from('png'),
    'GET /wxa/get_qrcode',
    { query: { path: 'a?b=1' } },
  ],
  [
    'streams it, for the home page',
    ({ code }) => code.getQrCodeStream(),
    'stream',
    'stream',
    'GET /wxa/get_qrcode',
    { query: {}, stream: true },
  ],
  [
    'asks for a review',
    ({ code }) => code.submitAudit(AUDIT),
    { auditid: 9 },
    9,
    'POST /wxa/submit_audit',
    { body: AUDIT },
  ],
  [
    'tells how a review is',
    ({ code }) => code.getAuditStatus(9),
    { status: 2 },
    { status: 2 },
    'POST /wxa/get_auditstatus',
    { body: { auditid: 9 } },
  ],
  [
    'tells how the last one is',
    ({ code }) => code.getLatestAuditStatus(),
    { auditid: 9, status: 2 },
    { auditid: 9, status: 2 },
    'GET /wxa/get_latest_auditstatus',
  ],
  ['withdraws it', ({ code }) => code.undoAudit(), {}, undefined, 'GET /wxa/undocodeaudit'],
  [
    'has it done sooner',
    ({ code }) => code.speedUpAudit(9),
    {},
    undefined,
    'POST /wxa/speedupaudit',
    { body: { auditid: 9 } },
  ],
  ['tells the quota', ({ code }) => code.getQuota(), { rest: 1 }, { rest: 1 }, 'GET /wxa/queryquota'],
  [
    'uploads a picture for the reviewers',
    ({ code }) => code.uploadAuditMedia(MEDIA),
    { type: 'image', mediaid: 'm' },
    { type: 'image', mediaid: 'm' },
    'POST /wxa/uploadmedia',
    { files: { media: MEDIA } },
  ],
  ['releases', ({ code }) => code.release(), {}, undefined, 'POST /wxa/release', { body: {} }],
  [
    'goes back by one',
    ({ code }) => code.rollback(),
    {},
    undefined,
    'GET /wxa/revertcoderelease',
    { query: {} },
  ],
  [
    'goes back to a version',
    ({ code }) => code.rollback(2),
    {},
    undefined,
    'GET /wxa/revertcoderelease',
    { query: { app_version: 2 } },
  ],
  [
    'lists the versions to go back to, and goes nowhere',
    ({ code }) => code.getHistory(),
    { version_list: HISTORY },
    HISTORY,
    'GET /wxa/revertcoderelease',
    { query: { action: 'get_history_version' } },
  ],
  [
    'lists none where WeChat names none',
    ({ code }) => code.getHistory(),
    {},
    [],
    'GET /wxa/revertcoderelease',
    { query: { action: 'get_history_version' } },
  ],
  [
    'releases to some people',
    ({ code }) => code.grayRelease(8),
    {},
    undefined,
    'POST /wxa/grayrelease',
    { body: { gray_percentage: 8 } },
  ],
  [
    'releases to testers and developers first',
    ({ code }) => code.grayRelease(0, { testersFirst: true, developersFirst: false }),
    {},
    undefined,
    'POST /wxa/grayrelease',
    { body: { gray_percentage: 0, support_debuger_first: false, support_experiencer_first: true } },
  ],
  [
    'tells how far that is',
    ({ code }) => code.getGrayReleasePlan(),
    { gray_release_plan: PLAN },
    PLAN,
    'GET /wxa/getgrayreleaseplan',
  ],
  ['takes it back', ({ code }) => code.revertGrayRelease(), {}, undefined, 'GET /wxa/revertgrayrelease'],
  [
    'tells the versions',
    ({ code }) => code.getVersionInfo(),
    { exp_info: {} },
    { exp_info: {} },
    'POST /wxa/getversioninfo',
    { body: {} },
  ],
  [
    'closes the mini program',
    ({ code }) => code.setVisitStatus('close'),
    {},
    undefined,
    'POST /wxa/change_visitstatus',
    { body: { action: 'close' } },
  ],
  [
    'tells that it is open',
    ({ code }) => code.getVisitStatus(),
    { status: 1 },
    'open',
    'POST /wxa/getvisitstatus',
    { body: {} },
  ],
  [
    'tells that it is closed',
    ({ code }) => code.getVisitStatus(),
    { status: 0 },
    'close',
    'POST /wxa/getvisitstatus',
    { body: {} },
  ],
  [
    'tells the lowest version of the base library',
    ({ code }) => code.getSupportVersion(),
    { now_version: '1.0.0' },
    { now_version: '1.0.0' },
    'POST /cgi-bin/wxopen/getweappsupportversion',
    { body: {} },
  ],
  [
    'sets it',
    ({ code }) => code.setSupportVersion('1.1.0'),
    {},
    undefined,
    'POST /cgi-bin/wxopen/setweappsupportversion',
    { body: { version: '1.1.0' } },
  ],
];

describe('code of an authorizer', () => {
  it.each(ROWS)('%s', async (_, act, answer, wanted, ...[route, contents]) => {
    const { result, sent, others } = await actAsAccount(act, answer);
    expect(result).toEqual(wanted);
    expect(sent).toEqual([[route, contents]]);
    expect(others).toEqual([]);
  });

  it('lets the configuration name another account', async () => {
    const { sent } = await actAsAccount(
      ({ code }) => code.commit({ ...UPLOAD, ext: { extAppid: 'wx2' } }),
      {},
    );
    expect(sent[0]?.[1]).toMatchObject({ body: { ext_json: '{"extAppid":"wx2"}' } });
  });

  it.each<[string, (account: Authorizer) => Promise<unknown>]>([
    ['an empty version', ({ code }) => code.commit({ ...UPLOAD, version: '' })],
    ['a version of 65 characters', ({ code }) => code.commit({ ...UPLOAD, version: '1'.repeat(65) })],
    ['six items', ({ code }) => code.submitAudit({ item_list: Array.from({ length: 6 }, () => ({})) })],
    ['more than all people', ({ code }) => code.grayRelease(101)],
    ['less than nobody', ({ code }) => code.grayRelease(-1)],
    ['half a percent', ({ code }) => code.grayRelease(0.5)],
  ])('refuses %s before anything is sent', async (_, act) => {
    const { account, accountCall } = platformOn();
    await expect(act(account)).rejects.toBeInstanceOf(RangeError);
    expect(accountCall).not.toHaveBeenCalled();
  });
});
