import type { AgentState } from '../../agent.state.js';
import type { KfAccountState } from '../../kf/kf-account.state.js';
import type { WorkPage } from '../work-call.interface.js';
import { WorkRefusal } from '../work.refusal.js';

const PAGE = 100;
const MOST_NAMED = 100;
const SERVING = 0;

/** Members and departments a call names. */
interface Named {
  readonly userid_list?: readonly string[];
  readonly department_id_list?: readonly number[];
}

interface Result {
  userid?: string;
  department_id?: number;
  errcode: number;
  errmsg: string;
}

/** Does something with each that is named, and says how it went. @throws {WorkRefusal} when nobody is named, or too many */
function withEach(
  { corp }: AgentState,
  { userid_list: users = [], department_id_list: departments = [] }: Named,
  { servicers, departments: served }: KfAccountState,
  action: 'add' | 'delete',
): { result_list: Result[] } {
  const { length } = [...users, ...departments];
  if (length < 1 || length > MOST_NAMED) throw new WorkRefusal(40058, `one to ${MOST_NAMED} servicers`);
  const people = users.map((userid): Result => {
    const member = corp.book.find(userid);
    if (!member) return { userid, errcode: 60111, errmsg: 'userid not found' };
    servicers[action](member);
    return { userid, errcode: 0, errmsg: 'ok' };
  });
  const parties = departments.map((id): Result => {
    if (!corp.book.departments.has(id))
      return { department_id: id, errcode: 60123, errmsg: 'invalid party id' };
    served[action](id);
    return { department_id: id, errcode: 0, errmsg: 'ok' };
  });
  return { result_list: [...people, ...parties] };
}

/** 客服账号管理 · 接待人员管理 */
export const kfAccountPage: WorkPage = {
  'POST /cgi-bin/kf/account/add': ({ caller: { corp }, body }) => {
    corp.media.need(body.media_id, 'image');
    return { open_kfid: corp.kf.open({ name: body.name, avatar: body.media_id }).openKfId };
  },
  'POST /cgi-bin/kf/account/del': ({ caller: { corp }, body }) => {
    corp.kf.accounts.delete(corp.kf.need(body.open_kfid).openKfId);
    return {};
  },
  'POST /cgi-bin/kf/account/update': ({ caller: { corp }, body }) => {
    const account = corp.kf.need(body.open_kfid);
    if (body.media_id) account.avatar = corp.media.need(body.media_id, 'image').id;
    if (body.name !== undefined) account.name = body.name;
    return {};
  },
  'POST /cgi-bin/kf/account/list': ({ caller: { corp }, body: { offset = 0, limit = PAGE } }) => ({
    account_list: [...corp.kf.accounts.values()]
      .slice(offset, offset + limit)
      .map(({ openKfId, name, avatar }) => ({
        open_kfid: openKfId,
        name,
        avatar: avatar && `https://wework.qpic.cn/wwpic/${avatar}/0`,
        manage_privilege: true,
      })),
  }),
  'POST /cgi-bin/kf/add_contact_way': ({ caller: { corp }, body }) => ({
    url: corp.kf.need(body.open_kfid).urlOf(body.scene),
  }),
  'POST /cgi-bin/kf/servicer/add': ({ caller, body }) =>
    withEach(caller, body, caller.corp.kf.need(body.open_kfid), 'add'),
  'POST /cgi-bin/kf/servicer/del': ({ caller, body }) =>
    withEach(caller, body, caller.corp.kf.need(body.open_kfid), 'delete'),
  'GET /cgi-bin/kf/servicer/list': ({ caller: { corp }, query }) => {
    const { servicers, departments } = corp.kf.need(query.open_kfid);
    return {
      servicer_list: [
        ...[...servicers].map(({ userid }) => ({ userid, status: SERVING })),
        ...[...departments].map((id) => ({ department_id: id })),
      ],
    };
  },
};
