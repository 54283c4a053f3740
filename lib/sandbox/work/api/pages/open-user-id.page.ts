import { WorkRefusal } from '../work.refusal.js';
import type { WorkPage } from '../work-call.interface.js';

/** userid的转换 */
export const openUserIdPage: WorkPage = {
  'POST /cgi-bin/batch/userid_to_openuserid': ({ caller: { corp }, body }) => {
    const members = body.userid_list.map((userid) => [userid, corp.book.find(userid)] as const);
    return {
      open_userid_list: members.flatMap(([userid, member]) =>
        member ? [{ userid, open_userid: member.openUserId }] : [],
      ),
      invalid_userid_list: members.filter(([, member]) => !member).map(([userid]) => userid),
    };
  },
  'POST /cgi-bin/batch/openuserid_to_userid': ({ caller: { corp }, body }) => {
    if (!corp.agentById(body.source_agentid)) throw new WorkRefusal(40056);
    const byOpenId = new Map(corp.book.members.map(({ userid, openUserId }) => [openUserId, userid]));
    return {
      userid_list: body.open_userid_list.flatMap((open_userid) => {
        const userid = byOpenId.get(open_userid);
        return userid === undefined ? [] : [{ userid, open_userid }];
      }),
      invalid_open_userid_list: body.open_userid_list.filter((openUserId) => !byOpenId.has(openUserId)),
    };
  },
};
