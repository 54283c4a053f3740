import type { AgentState } from '../../agent.state.js';
import { checkOwn } from '../../app/own.agent.js';
import type { WorkPage } from '../work-call.interface.js';

const logoOf = ({ profile: { logo_mediaid: logo = '' } }: AgentState): string =>
  logo && `https://wework.qpic.cn/wwpic/${logo}/0`;

/** 应用管理 */
export const appPage: WorkPage = {
  'GET /cgi-bin/agent/get': ({ caller, query }) => {
    checkOwn(caller, query.agentid);
    const { corp, title, profile } = caller;
    return {
      agentid: Number(query.agentid),
      name: title,
      square_logo_url: logoOf(caller),
      description: profile.description ?? '',
      allow_userinfos: { user: corp.book.members.map(({ userid }) => ({ userid })) },
      allow_partys: { partyid: [1] },
      allow_tags: { tagid: [] },
      close: 0,
      redirect_domain: profile.redirect_domain ?? '',
      report_location_flag: profile.report_location_flag ?? 0,
      isreportenter: profile.isreportenter ?? 0,
      home_url: profile.home_url ?? '',
    };
  },
  'POST /cgi-bin/agent/set': ({ caller, body }) => {
    const { agentid, name, ...profile } = body;
    checkOwn(caller, agentid);
    if (profile.logo_mediaid) caller.corp.media.need(profile.logo_mediaid, 'image');
    if (name !== undefined) caller.title = name;
    caller.profile = { ...caller.profile, ...profile };
    return {};
  },
  'GET /cgi-bin/agent/list': ({ caller }) => {
    const { agentId, title } = caller;
    const own = agentId === undefined ? [] : [{ agentid: agentId, name: title }];
    return { agentlist: own.map((one) => ({ ...one, square_logo_url: logoOf(caller) })) };
  },
};
