import type { WorkPage } from '../work-call.interface.js';

/** 标签管理 */
export const memberTagPage: WorkPage = {
  'POST /cgi-bin/tag/create': ({ caller: { corp }, body }) => ({
    tagid: corp.tags.add(body.tagname, body.tagid).id,
  }),
  'POST /cgi-bin/tag/update': ({ caller: { corp }, body }) => {
    corp.tags.rename(body.tagid, body.tagname);
    return {};
  },
  'GET /cgi-bin/tag/delete': ({ caller: { corp }, query }) => {
    corp.tags.remove(Number(query.tagid));
    return {};
  },
  'GET /cgi-bin/tag/get': ({ caller: { corp }, query }) => {
    const { name, members, departments } = corp.tags.need(Number(query.tagid));
    return {
      tagname: name,
      userlist: [...members].map((member) => ({ userid: member.userid, name: member.name })),
      partylist: [...departments],
    };
  },
  'POST /cgi-bin/tag/addtagusers': ({ caller: { corp }, body: { tagid, ...tagged } }) =>
    corp.tags.apply('add', tagid, tagged),
  'POST /cgi-bin/tag/deltagusers': ({ caller: { corp }, body: { tagid, ...tagged } }) =>
    corp.tags.apply('delete', tagid, tagged),
  'GET /cgi-bin/tag/list': ({ caller: { corp } }) => ({
    taglist: corp.tags.list.map(({ id, name }) => ({ tagid: id, tagname: name })),
  }),
};
