import { WorkRefusal } from '../work.refusal.js';
import type { WorkPage } from '../work-call.interface.js';
import type { InstallationState } from '../../suite/installation.state.js';
import type { SuiteState } from '../../suite/suite.state.js';

/** 获取第三方应用凭证 */
export const suiteTokenPage: WorkPage<undefined> = {
  'POST /cgi-bin/service/get_suite_token': ({ shared, body }) => {
    const suite = shared.suites.get(body.suite_id);
    if (!suite) throw new WorkRefusal(40083);
    if (suite.suiteSecret !== body.suite_secret) throw new WorkRefusal(40080);
    if (suite.tickets.judge(body.suite_ticket) !== 'valid') throw new WorkRefusal(40085);
    const { text, expiresIn } = suite.tokens.give();
    return { suite_access_token: text, expires_in: expiresIn };
  },
};

interface Named {
  readonly auth_corpid: string;
  readonly permanent_code: string;
}

function need(suite: SuiteState, { auth_corpid, permanent_code }: Named): InstallationState {
  const installation = suite.installationOf(auth_corpid, permanent_code);
  if (!installation) throw new WorkRefusal(40084);
  return installation;
}

function exchange(suite: SuiteState, code: string): InstallationState {
  const found = suite.authCodes.use(code, () => true);
  if (typeof found === 'string') throw new WorkRefusal(40078);
  // a code may be older than the administrator's change of mind
  if (suite.installations.get(found.corp.corpId) !== found) throw new WorkRefusal(40078);
  return found;
}

const corpOf = ({ corp }: InstallationState) => ({ corpid: corp.corpId, corp_name: corp.name });

function adminOf({ admin }: InstallationState) {
  if (!admin) return {};
  const { userid, openUserId: open_userid, name } = admin;
  return { auth_user_info: { userid, open_userid, name } };
}

const stateOf = ({ state }: InstallationState) => (state === undefined ? {} : { state });

function authInfoOf({ agent, suite }: InstallationState) {
  if (agent.agentId === undefined) return {};
  const { agentId: agentid, title: name } = agent;
  const app = { agentid, name, appid: 1, auth_mode: 0, is_customized_app: suite.isTemplate };
  const privilege = { level: 1, allow_party: [1], allow_user: [], allow_tag: [] };
  return { auth_info: { agent: [{ ...app, privilege }] } };
}

const corpToken = ({ agent, suite }: InstallationState) => {
  suite.corpTokenFetches += 1;
  const { text, expiresIn } = agent.tokens.give();
  return { access_token: text, expires_in: expiresIn };
};

/** 应用授权, 身份验证 of third-party applications */
export const suitePage: WorkPage<SuiteState> = {
  'GET /cgi-bin/service/get_pre_auth_code': ({ caller: { preAuthCodes } }) => ({
    pre_auth_code: preAuthCodes.issue(undefined),
    expires_in: preAuthCodes.life,
  }),
  'POST /cgi-bin/service/set_session_info': ({ caller, body }) => {
    if (!caller.preAuthCodes.isUsable(body.pre_auth_code)) throw new WorkRefusal(40077);
    return {};
  },
  'POST /cgi-bin/service/v2/get_permanent_code': ({ caller, body }) => {
    const found = exchange(caller, body.auth_code);
    return {
      permanent_code: found.permanentCode,
      auth_corp_info: corpOf(found),
      ...adminOf(found),
      ...stateOf(found),
    };
  },
  'POST /cgi-bin/service/get_permanent_code': ({ caller, body }) => {
    const found = exchange(caller, body.auth_code);
    return {
      ...(caller.isTemplate ? {} : corpToken(found)),
      permanent_code: found.permanentCode,
      auth_corp_info: corpOf(found),
      ...authInfoOf(found),
      ...adminOf(found),
      ...stateOf(found),
    };
  },
  'POST /cgi-bin/service/v2/get_auth_info': ({ caller, body }) => {
    const found = need(caller, body);
    return { auth_corp_info: corpOf(found), ...authInfoOf(found) };
  },
  'POST /cgi-bin/service/get_auth_info': ({ caller, body }) => {
    const found = need(caller, body);
    return { auth_corp_info: corpOf(found), ...authInfoOf(found) };
  },
  'POST /cgi-bin/service/get_corp_token': ({ caller, body }) => {
    const found = need(caller, body);
    if (caller.isTemplate)
      throw new WorkRefusal(48002, 'the permanent code of a custom application is a secret');
    return corpToken(found);
  },
  'POST /cgi-bin/service/get_admin_list': ({ caller, body }) => {
    const found = caller.installations.get(body.auth_corpid);
    if (!found) throw new WorkRefusal(48004);
    if (found.agent.agentId !== body.agentid) throw new WorkRefusal(40056);
    const { auth_user_info: admin } = adminOf(found);
    const { userid, open_userid } = admin ?? {};
    return { admin: userid === undefined ? [] : [{ userid, open_userid, auth_type: 1 }] };
  },
  'GET /cgi-bin/service/auth/getuserinfo3rd': ({ caller, query }) => {
    const found = caller.loginCodes.use(query.code, () => true);
    if (found === 'unknown' || found === 'used') throw new WorkRefusal(40029);
    if (typeof found === 'string') return { openid: found };
    const { corp, member, scope } = found;
    return {
      corpid: corp.corpId,
      userid: member.userid,
      open_userid: member.openUserId,
      ...(scope === 'snsapi_base'
        ? {}
        : { user_ticket: caller.userTickets.issue(found), expires_in: caller.userTickets.life }),
    };
  },
  'POST /cgi-bin/service/getuserdetail3rd': ({ caller, body }) => {
    const found = caller.userTickets.use(body.user_ticket, () => true);
    if (typeof found === 'string') throw new WorkRefusal(40029);
    const { corp, member } = found;
    const { userid, name, gender = '0' } = member.detail;
    return { corpid: corp.corpId, userid, name, gender };
  },
};
