import type { AgentState } from '../../agent.state.js';
import type { ExportType } from '../../contacts/export.desk.js';
import { tellJobDone } from '../../contacts/job.events.js';
import type { WorkPage } from '../work-call.interface.js';

const DONE = 2;
const ROOT = 1;

function run(agent: AgentState, type: ExportType, content: object, key: string): { jobid: string } {
  const { corp } = agent;
  const job = corp.exports.run(content, key);
  tellJobDone({ corp, agent }, job.id, type);
  return { jobid: job.id };
}

/** 异步导出接口 */
export const exportPage: WorkPage = {
  'POST /cgi-bin/export/simple_user': ({ caller, body }) => {
    const userlist = caller.corp.book.members.map(({ userid, name, departments, openUserId }) => ({
      userid,
      name,
      department: departments,
      open_userid: openUserId,
    }));
    return run(caller, 'export_simple_user', { userlist }, body.encoding_aeskey);
  },
  'POST /cgi-bin/export/user': ({ caller, body }) => {
    const userlist = caller.corp.book.members.map(({ detail }) => detail);
    return run(caller, 'export_user', { userlist }, body.encoding_aeskey);
  },
  'POST /cgi-bin/export/department': ({ caller, body }) => {
    const department = caller.corp.book.departments.under(ROOT);
    return run(caller, 'export_department', { department }, body.encoding_aeskey);
  },
  'POST /cgi-bin/export/taguser': ({ caller, body }) => {
    const { members, departments } = caller.corp.tags.need(body.tagid);
    const userlist = [...members].map(({ userid, name }) => ({ userid, name }));
    const content = { userlist, partylist: [...departments] };
    return run(caller, 'export_taguser', content, body.encoding_aeskey);
  },
  'GET /cgi-bin/export/get_result': ({ caller: { corp }, query }) => ({
    status: DONE,
    data_list: [...corp.exports.need(query.jobid).files],
  }),
};
