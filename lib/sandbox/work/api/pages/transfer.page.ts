import { pageOf } from '../../cursor.page.js';
import type { WorkPage } from '../work-call.interface.js';
import { WorkRefusal } from '../work.refusal.js';

const PAGE = 1000;
const MOST = 100;

/** @throws {WorkRefusal} for too many at a time */
function checkCount(ids: readonly string[]): void {
  if (ids.length < 1 || ids.length > MOST) throw new WorkRefusal(40058, `external_userid: one to ${MOST}`);
}

/** 在职继承 · 离职继承 */
export const transferPage: WorkPage = {
  'POST /cgi-bin/externalcontact/transfer_customer': ({ caller: { corp }, body }) => {
    checkCount(body.external_userid);
    return { customer: corp.clientele.transfers.begin(body, false) };
  },
  'POST /cgi-bin/externalcontact/transfer_result': ({ caller: { corp }, body }) => {
    const results = corp.clientele.transfers.results(body.handover_userid, body.takeover_userid);
    const { items, next } = pageOf(results, body, PAGE);
    return { customer: items, ...next };
  },
  'POST /cgi-bin/externalcontact/resigned/transfer_customer': ({ caller: { corp }, body }) => {
    checkCount(body.external_userid);
    return { customer: corp.clientele.transfers.begin(body, true) };
  },
  'POST /cgi-bin/externalcontact/resigned/transfer_result': ({ caller: { corp }, body }) => {
    const results = corp.clientele.transfers.results(body.handover_userid, body.takeover_userid);
    const { items, next } = pageOf(results, body, PAGE);
    return { customer: items, ...next };
  },
  'POST /cgi-bin/externalcontact/get_unassigned_list': ({ caller: { corp }, body }) => {
    const query = { cursor: body.cursor, limit: body.page_size };
    const { items, next } = pageOf(corp.clientele.customers.unassigned, query, PAGE);
    return {
      info: items.map(({ member, customer, leftAt }) => ({
        handover_userid: member.userid,
        external_userid: customer.externalUserId,
        dimission_time: leftAt,
      })),
      is_last: next.next_cursor === undefined,
      ...next,
    };
  },
};
