import type { MiniProgramState } from '../../account/mini-program.state.js';
import type { CodeAudit, CodeVersion } from '../../account/version.book.js';
import { qrCodePicture } from '../../picture/qr-code.picture.js';
import { newShortCode } from '../../world/identifiers.js';
import type { ApiPage } from '../api-call.interface.js';
import { type ApiAnswer, BinaryAnswer, type JsonAnswer, OK, refuse } from '../api.answer.js';

const MOST_ITEMS = 5;

function isObject(text: string): boolean {
  try {
    const value: unknown = JSON.parse(text);
    return typeof value === 'object' && value !== null && !Array.isArray(value);
  } catch {
    return false;
  }
}

/** Runs only when there is code to show. */
const withExperience = (
  { versions: { experience } }: MiniProgramState,
  answer: (code: CodeVersion) => ApiAnswer,
): ApiAnswer => (experience ? answer(experience) : refuse(86001));

const shownAudit = ({ status, reason }: CodeAudit): JsonAnswer => ({
  errcode: 0,
  errmsg: 'ok',
  status,
  ...(status === 1 || status === 4 ? { reason } : {}),
});

/** 代码管理 */
export const codePage: ApiPage<MiniProgramState> = {
  'POST /wxa/commit': ({ account, via, body }) => {
    const template = via?.library.templates.get(Number(body.template_id));
    if (!template) return refuse(85014);
    if (body.ext_json !== undefined && !isObject(body.ext_json)) return refuse(85048);
    const { pages } = template.draft;
    account.versions.commit({ version: body.user_version, description: body.user_desc, pages });
    return OK;
  },
  'GET /wxa/get_qrcode': ({ account, query: { path = '' } }) =>
    withExperience(account, () => {
      const url = `https://mp.weixin.qq.com/a/~~${newShortCode()}?path=${encodeURIComponent(path)}`;
      return new BinaryAnswer(qrCodePicture(url), 'image/png', 'QRCode.png');
    }),
  'GET /wxa/get_page': ({ account }) =>
    withExperience(account, ({ pages }) => ({ errcode: 0, errmsg: 'ok', page_list: pages })),
  'POST /wxa/submit_audit': ({ account: { versions }, body: { item_list } }) => {
    if (!versions.experience) return refuse(86001);
    if (item_list.length > MOST_ITEMS) return refuse(85023);
    if (versions.openAudit) return refuse(85009);
    return { errcode: 0, errmsg: 'ok', auditid: versions.submit(versions.experience).id };
  },
  'POST /wxa/get_auditstatus': ({ account: { versions }, body: { auditid } }) => {
    const audit = versions.audit(auditid);
    return audit ? shownAudit(audit) : refuse(85012);
  },
  'GET /wxa/get_latest_auditstatus': ({ account: { versions } }) => {
    const audit = versions.latestAudit;
    if (!audit) return refuse(85058);
    return {
      ...shownAudit(audit),
      auditid: audit.id,
      user_version: audit.code.version,
      user_desc: audit.code.description,
      submit_audit_time: audit.submittedAt,
    };
  },
  'GET /wxa/undocodeaudit': ({ account: { versions } }) => {
    const audit = versions.openAudit;
    if (!audit) return refuse(85019);
    return versions.withdraw(audit) ? OK : refuse(87013);
  },
  'POST /wxa/release': ({ account: { versions } }) => {
    const audit = versions.latestAudit;
    if (!audit) return refuse(85019);
    if (audit.status !== 0) return refuse(85020);
    if (audit.isReleased) return refuse(85052);
    versions.release(audit);
    return OK;
  },
  'GET /wxa/revertcoderelease': ({ account: { versions }, query: { action, app_version: id } }) => {
    if (action !== 'get_history_version')
      return versions.revert(id === undefined ? undefined : Number(id)) ? OK : refuse(87012);
    const version_list = versions.history.map((release) => ({
      app_version: release.id,
      user_version: release.code.version,
      user_desc: release.code.description,
      commit_time: release.code.committedAt,
    }));
    return { errcode: 0, errmsg: 'ok', version_list };
  },
  'POST /wxa/getversioninfo': ({ account: { versions } }) => {
    const { experience, released } = versions;
    return {
      errcode: 0,
      errmsg: 'ok',
      ...(experience && {
        exp_info: {
          exp_time: experience.committedAt,
          exp_version: experience.version,
          exp_desc: experience.description,
        },
      }),
      ...(released && {
        release_info: {
          release_time: released.releasedAt,
          release_version: released.code.version,
          release_desc: released.code.description,
        },
      }),
    };
  },
};
