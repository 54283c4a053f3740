import { pageOf } from '../../cursor.page.js';
import type { Meeting, MeetingFacts } from '../../meeting/meeting.book.js';
import type { WorkAnswer, WorkPage } from '../work-call.interface.js';
import { WorkRefusal } from '../work.refusal.js';

const PAGE = 100;
const ARRANGED = 0;
/** Of somebody who has not come. */
const ABSENT = 2;

type Detail = WorkAnswer<'POST /cgi-bin/meeting/get_info'>;

const linkOf = ({ code }: Meeting): string => `https://meeting.tencent.com/dm/${code}`;

const settingsOf = ({ settings = {} }: MeetingFacts): Detail['settings'] => ({
  enable_waiting_room: false,
  allow_enter_before_host: true,
  allow_external_user: true,
  enable_enter_mute: 1,
  allow_unmute_self: true,
  mute_all: false,
  enable_screen_watermark: false,
  watermark_type: 0,
  auto_record_type: 'none',
  attendee_join_auto_record: false,
  enable_host_pause_auto_record: true,
  enable_interpreter: false,
  enable_doc_upload_permission: true,
  enable_enroll: false,
  enable_host_key: false,
  remind_scope: 1,
  ...settings,
  need_password: settings.password !== undefined && settings.password !== '',
});

function detailOf(meeting: Meeting): Detail {
  const { facts, id, code, status } = meeting;
  const { invitees = {}, reminders, guests, location, cal_id: calendar } = facts;
  return {
    meetingid: id,
    admin_userid: facts.admin_userid,
    title: facts.title,
    meeting_start: facts.meeting_start,
    meeting_duration: facts.meeting_duration,
    status,
    meeting_type: ARRANGED,
    description: facts.description ?? '',
    ...(location === undefined ? {} : { location }),
    ...(calendar === undefined ? {} : { cal_id: calendar }),
    attendees: {
      member: (invitees.userid ?? []).map((userid) => ({
        userid,
        status: ABSENT,
        total_join_count: 0,
        cumulative_time: 0,
      })),
      tmp_external_user: [],
      device: (invitees.device_sn ?? []).map((sn) => ({ device_sn: sn, status: 1 })),
    },
    ...(guests ? { guests } : {}),
    settings: settingsOf(facts),
    ...(reminders
      ? {
          reminders: {
            ...reminders,
            is_repeat: reminders.is_repeat ?? 0,
            is_custom_repeat: reminders.is_custom_repeat ?? 0,
          },
        }
      : {}),
    meeting_code: code,
    meeting_link: linkOf(meeting),
    has_vote: false,
    has_more_sub_meeting: 0,
  };
}

/** 预约会议基础管理 */
export const meetingPage: WorkPage = {
  'POST /cgi-bin/meeting/create': ({ caller, body }) => {
    const { corp } = caller;
    corp.book.need(body.admin_userid);
    const meeting = corp.meetings.add(caller, body);
    return {
      meetingid: meeting.id,
      meeting_code: meeting.code,
      meeting_link: linkOf(meeting),
      excess_users: [],
    };
  },
  'POST /cgi-bin/meeting/update': ({ caller: { corp }, body: { meetingid: id, ...facts } }) => {
    const meeting = corp.meetings.needLiving(id);
    meeting.facts = { ...meeting.facts, ...facts };
    return { excess_users: [] };
  },
  'POST /cgi-bin/meeting/cancel': ({ caller: { corp }, body: { meetingid: id, sub_meetingid: part } }) => {
    const meeting = corp.meetings.needLiving(id);
    // one of a series goes, the others stay
    if (part === undefined) meeting.status = 4;
    return {};
  },
  'POST /cgi-bin/meeting/get_info': ({ caller: { corp }, body }) => {
    const found = corp.meetings.list.find(
      ({ id, code }) => id === body.meetingid || (!body.meetingid && code === body.meeting_code),
    );
    if (!found) throw new WorkRefusal(400040);
    return detailOf(found);
  },
  'POST /cgi-bin/meeting/get_user_meetingid': ({ caller: { corp }, body }) => {
    const { begin_time: start = 0, end_time: end = Infinity, userid } = body;
    corp.book.need(userid);
    const found = corp.meetings.list.filter(
      ({ facts, status }) =>
        status !== 4 &&
        facts.meeting_start >= start &&
        facts.meeting_start <= end &&
        (facts.admin_userid === userid || facts.invitees?.userid?.includes(userid)),
    );
    const { items, next } = pageOf(found, body, PAGE);
    return { meetingid_list: items.map(({ id }) => id), ...next };
  },
};
