import { MemberState } from '../../contacts/member.state.js';
import type { CustomerState } from '../../customer/customer.state.js';
import { pageOf } from '../../cursor.page.js';
import type { Living } from '../../meeting/living.book.js';
import { newWorkCode } from '../../work.identifiers.js';
import type { WorkAnswer, WorkPage } from '../work-call.interface.js';
import { WorkRefusal } from '../work.refusal.js';

const PAGE = 100;
const WECHAT_USER = 1;
/** What the first call may give as the key of what comes next. */
const FROM_START: ReadonlySet<string | undefined> = new Set([undefined, '', '0']);

type Info = WorkAnswer<'GET /cgi-bin/living/get_living_info'>['living_info'];

const isMember = (who: MemberState | CustomerState): who is MemberState => who instanceof MemberState;

const infoOf = (
  { id, facts, status, startedAt, endedAt, hasReplay, viewers }: Living,
  department: number,
): Info => ({
  livingid: id,
  anchor_userid: facts.anchor_userid,
  theme: facts.theme,
  living_start: startedAt ?? facts.living_start,
  living_duration:
    startedAt === undefined || endedAt === undefined ? facts.living_duration : endedAt - startedAt,
  reserve_start: facts.living_start,
  reserve_living_duration: facts.living_duration,
  status,
  main_department: department,
  type: facts.type ?? 3,
  description: facts.description ?? '',
  open_replay: hasReplay ? 1 : 0,
  subscribe_count: 0,
  viewer_num: viewers.length,
  online_count: 0,
  comment_num: 0,
  mic_num: 0,
});

/** 直播 */
export const livingPage: WorkPage = {
  'POST /cgi-bin/living/create': ({ caller, body }) => {
    const { corp } = caller;
    corp.book.need(body.anchor_userid);
    for (const id of [body.activity_cover_mediaid, body.activity_share_mediaid])
      if (id) corp.media.need(id, 'image');
    return { livingid: corp.livings.add(caller, body).id };
  },
  'POST /cgi-bin/living/modify': ({ caller: { corp }, body: { livingid: id, title: _title, ...facts } }) => {
    const living = corp.livings.needReserved(id);
    living.facts = { ...living.facts, ...facts };
    return {};
  },
  'POST /cgi-bin/living/cancel': ({ caller: { corp }, body }) => {
    corp.livings.needReserved(body.livingid).status = 4;
    return {};
  },
  'POST /cgi-bin/living/delete_replay_data': ({ caller: { corp }, body }) => {
    corp.livings.need(body.livingid).hasReplay = false;
    return {};
  },
  'GET /cgi-bin/living/get_living_info': ({ caller: { corp }, query }) => {
    const living = corp.livings.need(query.livingid);
    const anchor = corp.book.find(living.facts.anchor_userid);
    return { living_info: infoOf(living, anchor?.departments[0] ?? 1) };
  },
  'POST /cgi-bin/living/get_user_all_livingid': ({ caller: { corp }, body }) => {
    const { userid } = corp.book.need(body.userid);
    const found = corp.livings.list.filter(({ facts }) => facts.anchor_userid === userid);
    const { items, next } = pageOf(found, body, PAGE);
    return { livingid_list: items.map(({ id }) => id), ...next };
  },
  'POST /cgi-bin/living/get_living_code': ({ caller: { corp }, body }) => {
    corp.livings.need(body.livingid);
    return { living_code: newWorkCode() };
  },
  'POST /cgi-bin/living/get_living_share_info': ({ caller: { corp }, body }) => {
    const share = corp.livings.shares.get(body.ww_share_code);
    if (!share) throw new WorkRefusal(40058, 'ww_share_code');
    const { living, viewer } = share;
    const inviter = { invitor_userid: living.facts.anchor_userid };
    return isMember(viewer)
      ? { livingid: living.id, viewer_userid: viewer.userid, ...inviter }
      : { livingid: living.id, viewer_external_userid: viewer.externalUserId, ...inviter };
  },
  'POST /cgi-bin/living/get_watch_stat': ({ caller: { corp }, body }) => {
    const { viewers } = corp.livings.need(body.livingid);
    const { items, next } = pageOf(
      viewers,
      { cursor: FROM_START.has(body.next_key) ? undefined : body.next_key },
      PAGE,
    );
    return {
      ending: next.next_cursor ? 0 : 1,
      next_key: next.next_cursor ?? '',
      stat_info: {
        users: items.flatMap(({ who, watched }) =>
          isMember(who)
            ? { userid: who.userid, watch_time: watched, is_comment: 0 as const, is_mic: 0 as const }
            : [],
        ),
        external_users: items.flatMap(({ who, watched }) =>
          isMember(who)
            ? []
            : {
                external_userid: who.externalUserId,
                type: WECHAT_USER,
                name: who.name,
                watch_time: watched,
                is_comment: 0 as const,
                is_mic: 0 as const,
              },
        ),
      },
    };
  },
};
