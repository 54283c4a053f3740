import type { AgentState } from '../../agent.state.js';
import { type ImportType } from '../../contacts/import.desk.js';
import { type JobCallback, tellJobDone } from '../../contacts/job.events.js';
import type { WorkPage } from '../work-call.interface.js';
import { WorkRefusal } from '../work.refusal.js';

const DONE = 3;
const MOST_INVITED = 1000;

/** Does a job at once; that it is done is told afterwards. */
function run(
  agent: AgentState,
  type: ImportType,
  { media_id: mediaId, callback }: { media_id: string; callback?: JobCallback },
): { jobid: string } {
  const { corp } = agent;
  const job = corp.imports.run(type, mediaId);
  tellJobDone({ corp, agent, callback }, job.id, type);
  return { jobid: job.id };
}

/** 异步批量接口 · 邀请成员 */
export const batchPage: WorkPage = {
  'POST /cgi-bin/batch/syncuser': ({ caller, body }) => run(caller, 'sync_user', body),
  'POST /cgi-bin/batch/replaceuser': ({ caller, body }) => run(caller, 'replace_user', body),
  'POST /cgi-bin/batch/replaceparty': ({ caller, body }) => run(caller, 'replace_party', body),
  'GET /cgi-bin/batch/getresult': ({ caller: { corp }, query }) => {
    const { type, results } = corp.imports.need(query.jobid);
    return { type, status: DONE, total: results.length, percentage: 100, result: [...results] };
  },
  'POST /cgi-bin/batch/invite': ({ caller: { corp }, body: { user = [], party = [], tag = [] } }) => {
    if (user.length + party.length + tag.length === 0) throw new WorkRefusal(82001);
    if (user.length > MOST_INVITED) throw new WorkRefusal(40032);
    const { book, tags } = corp;
    return {
      invaliduser: user.filter((userid) => !book.find(userid)),
      invalidparty: party.filter((id) => !book.departments.has(id)),
      invalidtag: tag.filter((id) => !tags.has(id)),
    };
  },
};
