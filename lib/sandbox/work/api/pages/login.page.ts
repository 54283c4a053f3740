import { newSessionKey } from '../../../world/identifiers.js';
import type { AgentState } from '../../agent.state.js';
import { MemberState } from '../../contacts/member.state.js';
import type { CustomerState } from '../../customer/customer.state.js';
import { PRIVATE_FIELDS, type WorkConsent } from '../../login/work-login.desk.js';
import type { WorkShared } from '../../work.shared.js';
import type { WorkPage } from '../work-call.interface.js';
import { WorkRefusal } from '../work.refusal.js';

/** @throws {WorkRefusal} for a code that is none, used, too old, or another application's */
function consentOf({ logins }: WorkShared, caller: AgentState, code: string): WorkConsent {
  const found = logins.codes.use(
    code,
    ({ corp, agent }) => corp === caller.corp && (!agent || agent.agentId === caller.agentId),
  );
  if (typeof found === 'string') throw new WorkRefusal(40029);
  return found;
}

/** A visitor is a contact of the corporation when a member looks after them. */
const contactOf = ({ externalUserId, follows }: CustomerState): { external_userid?: string } =>
  follows.size > 0 ? { external_userid: externalUserId } : {};

/** 身份验证 · 小程序登录 */
export const loginPage: WorkPage = {
  'GET /cgi-bin/auth/getuserinfo': ({ caller, shared, query }) => {
    const consent = consentOf(shared, caller, query.code);
    const { who, scope } = consent;
    if (!(who instanceof MemberState)) return { openid: who.openid, ...contactOf(who) };
    const isPrivate = scope === 'snsapi_privateinfo';
    return {
      userid: who.userid,
      ...(isPrivate ? { user_ticket: shared.logins.issueTicket(consent) } : {}),
    };
  },
  'GET /cgi-bin/user/getuserinfo': ({ caller, shared, query }) => {
    const { who } = consentOf(shared, caller, query.code);
    return who instanceof MemberState
      ? { UserId: who.userid, DeviceId: '' }
      : { OpenId: who.openid, DeviceId: '', ...contactOf(who) };
  },
  'POST /cgi-bin/auth/getuserdetail': ({ caller, shared, body }) => {
    const { who, shared: allowed } = shared.logins.useTicket(body.user_ticket, caller);
    const { userid, detail } = who as MemberState;
    const told = PRIVATE_FIELDS.filter((name) => allowed.includes(name) && detail[name] !== undefined);
    return { userid, ...Object.fromEntries(told.map((name) => [name, detail[name]])) };
  },
  'GET /cgi-bin/miniprogram/jscode2session': ({ caller: { corp }, shared, query }) => {
    const found = shared.logins.miniProgramCodes.use(
      query.js_code,
      (member) => corp.book.find(member.userid) === member,
    );
    if (typeof found === 'string') throw new WorkRefusal(40029);
    return { corpid: corp.corpId, userid: found.userid, session_key: newSessionKey() };
  },
};
