import type { MemberFacts } from '../../contacts/member.state.js';
import { type MemberDetail, type MemberState } from '../../contacts/member.state.js';
import type { AgentState } from '../../agent.state.js';
import type { WorkPage } from '../work-call.interface.js';
import { WorkRefusal } from '../work.refusal.js';

const MOST_DELETED = 200;
const PAGE = 10_000;
const ACTIVE_BY_EMAIL = 1;

/** Pictures are known by the media they were uploaded as. @throws {WorkRefusal} for one that is not there */
function checkAvatar({ corp }: AgentState, { avatar_mediaid: id }: Partial<MemberFacts>): void {
  if (id !== undefined && id !== '') corp.media.need(id, 'image');
}

/** Whom a query of a department means. */
function membersIn(
  { corp }: AgentState,
  query: { department_id: string; fetch_child?: string },
): MemberState[] {
  const id = Number(query.department_id);
  if (!corp.book.departments.has(id)) throw new WorkRefusal(60003, query.department_id);
  return corp.book.membersOf(id, query.fetch_child === '1');
}

/** Lists tell orders and leaderships, always. */
const listed = (detail: MemberDetail): MemberDetail & { order: number[] } => ({
  ...detail,
  order: detail.order ?? [],
});

/** 成员管理 */
export const memberPage: WorkPage = {
  'POST /cgi-bin/user/create': ({ caller, body }) => {
    checkAvatar(caller, body);
    caller.corp.book.add(body);
    return {};
  },
  'GET /cgi-bin/user/get': ({ caller: { corp }, query }) => corp.book.need(query.userid).detail,
  'POST /cgi-bin/user/update': ({ caller, body: { new_userid: userid, ...facts } }) => {
    const { book } = caller.corp;
    const member = book.need(facts.userid);
    checkAvatar(caller, facts);
    book.change(member, { ...facts, userid: userid ?? member.userid });
    return {};
  },
  'GET /cgi-bin/user/delete': ({ caller: { corp }, query }) => {
    corp.letGo(corp.book.need(query.userid));
    return {};
  },
  'POST /cgi-bin/user/batchdelete': ({ caller: { corp }, body: { useridlist } }) => {
    if (useridlist.length < 1 || useridlist.length > MOST_DELETED) throw new WorkRefusal(40032);
    const found = useridlist.map((userid) => corp.book.find(userid));
    if (found.some((member) => !member)) throw new WorkRefusal(40031);
    for (const member of found) if (member) corp.letGo(member);
    return {};
  },
  'GET /cgi-bin/user/simplelist': ({ caller, query }) => ({
    userlist: membersIn(caller, query).map(({ userid, name, departments, openUserId }) => ({
      userid,
      name,
      department: [...departments],
      open_userid: openUserId,
    })),
  }),
  'GET /cgi-bin/user/list': ({ caller, query }) => ({
    userlist: membersIn(caller, query).map(({ detail }) => listed(detail)),
  }),
  'POST /cgi-bin/user/list_id': ({ caller: { corp }, body: { cursor = '0', limit = PAGE } }) => {
    const all = corp.book.members.flatMap(({ userid, departments }) =>
      departments.map((department) => ({ userid, department })),
    );
    if (!/^\d+$/.test(cursor || '0')) throw new WorkRefusal(40058, 'cursor');
    const start = Number(cursor);
    const end = start + limit;
    return {
      dept_user: all.slice(start, end),
      ...(end < all.length ? { next_cursor: String(end) } : {}),
    };
  },
  'POST /cgi-bin/user/convert_to_openid': ({ caller: { corp }, body }) => ({
    openid: corp.book.need(body.userid).openid,
  }),
  'POST /cgi-bin/user/convert_to_userid': ({ caller: { corp }, body }) => {
    const member = corp.book.members.find(({ openid }) => openid === body.openid);
    if (!member) throw new WorkRefusal(40073);
    return { userid: member.userid };
  },
  'POST /cgi-bin/user/getuserid': ({ caller: { corp }, body }) => {
    const member = corp.book.members.find(({ facts }) => facts.mobile === body.mobile);
    if (!member) throw new WorkRefusal(46004);
    return { userid: member.userid };
  },
  'POST /cgi-bin/user/get_userid_by_email': ({ caller: { corp }, body }) => {
    const name = (body.email_type ?? ACTIVE_BY_EMAIL) === ACTIVE_BY_EMAIL ? 'biz_mail' : 'email';
    const member = corp.book.members.find(({ facts }) => facts[name] === body.email);
    if (!member) throw new WorkRefusal(46004);
    return { userid: member.userid };
  },
  'GET /cgi-bin/user/authsucc': ({ caller: { corp }, query }) => {
    corp.book.need(query.userid);
    return {};
  },
  'POST /cgi-bin/user/get_active_stat': ({ caller: { corp } }) => ({ active_cnt: corp.book.members.length }),
};
