import type { WorkAnswer, WorkPage } from '../work-call.interface.js';
import { WorkRefusal } from '../work.refusal.js';

const SERVED = 3;
/** Going there gives a code for what is then said: 2 and 3 at first, and the end. */
const TELLING: ReadonlySet<number> = new Set([2, 3, 4]);

type Entries = WorkAnswer<'POST /cgi-bin/kf/sync_msg'>['msg_list'];

/** 会话分配与消息收发 · 客户基本信息 */
export const kfSessionPage: WorkPage = {
  'POST /cgi-bin/kf/service_state/get': ({ caller: { corp }, body }) => {
    const customer = corp.clientele.customers.need(body.external_userid);
    const { state, servicer } = corp.kf.need(body.open_kfid).needSession(customer);
    return { service_state: state, ...(servicer ? { servicer_userid: servicer.userid } : {}) };
  },
  'POST /cgi-bin/kf/service_state/trans': ({ caller: { corp }, body }) => {
    const { service_state: state, servicer_userid: userid } = body;
    const account = corp.kf.need(body.open_kfid);
    const customer = corp.clientele.customers.need(body.external_userid);
    const session = account.needSession(customer);
    if (state === SERVED && !userid) throw new WorkRefusal(40058, 'servicer_userid is missing');
    const servicer = state === SERVED && userid ? account.needServicer(userid) : undefined;
    session.change(state, servicer);
    const code = TELLING.has(state) ? account.codes.issue(session) : undefined;
    return code === undefined ? {} : { msg_code: code };
  },
  'POST /cgi-bin/kf/sync_msg': ({ caller: { corp }, body }) => {
    const account = corp.kf.need(body.open_kfid);
    if (body.token && !account.hasToken(body.token)) throw new WorkRefusal(95007);
    const { entries, hasMore, cursor } = account.log.page(body.cursor, body.limit);
    return { msg_list: entries as unknown as Entries, has_more: hasMore ? 1 : 0, next_cursor: cursor };
  },
  'POST /cgi-bin/kf/send_msg': ({ caller: { corp }, body }) => {
    const account = corp.kf.need(body.open_kfid);
    return { msgid: corp.kf.send(account, corp.clientele.customers.need(body.touser), body) };
  },
  'POST /cgi-bin/kf/send_msg_on_event': ({ caller: { corp }, body }) => ({
    msgid: corp.kf.sendOnEvent(body.code, body),
  }),
  'POST /cgi-bin/kf/customer/batchget': ({ caller: { corp }, body }) => {
    const { customers } = corp.clientele;
    const { external_userid_list: ids, need_enter_session_context: isContextNeeded } = body;
    const found = ids.flatMap((id) => customers.find(id) ?? []);
    return {
      customer_list: found.map((customer) => {
        const { externalUserId, name, avatar, gender, unionid } = customer;
        const account = [...corp.kf.accounts.values()].find((one) => one.hasSession(customer));
        const context = isContextNeeded === 1 ? account?.session(customer).context : undefined;
        return {
          external_userid: externalUserId,
          nickname: name,
          avatar,
          gender,
          unionid,
          ...(context?.scene ? { enter_session_context: context } : {}),
        };
      }),
      invalid_external_userid: ids.filter((id) => !customers.find(id)),
    };
  },
};
