import type { Calendar } from '../../oa/schedule.book.js';
import type { WorkPage } from '../work-call.interface.js';
import { WorkRefusal } from '../work.refusal.js';

const MOST = 1000;

/** As `calendar/get` tells it. */
const shown = (id: string, calendar: Calendar) => {
  const { set_as_default: _default, shares = [], ...facts } = calendar;
  return {
    ...facts,
    cal_id: id,
    admins: calendar.admins ?? [],
    description: calendar.description ?? '',
    is_public: calendar.is_public ?? 0,
    is_corp_calendar: calendar.is_corp_calendar ?? 0,
    shares: shares.map(({ userid, permission = 1 }) => ({ userid, permission })),
  };
};

/** @throws {WorkRefusal} for too many ids at a time */
function checkCount(ids: readonly string[]): void {
  if (ids.length < 1 || ids.length > MOST) throw new WorkRefusal(40058, `one to ${MOST} ids`);
}

/** 日历 · 日程 */
export const calendarPage: WorkPage = {
  'POST /cgi-bin/oa/calendar/add': ({ caller: { corp }, body }) => ({
    cal_id: corp.office.schedules.calendars.add(body.calendar),
  }),
  'POST /cgi-bin/oa/calendar/update': ({ caller: { corp }, body: { calendar } }) => {
    const { cal_id: id, ...facts } = calendar;
    corp.office.schedules.calendars.change(id, facts);
    return {};
  },
  'POST /cgi-bin/oa/calendar/get': ({ caller: { corp }, body: { cal_id_list: ids } }) => {
    checkCount(ids);
    const { calendars } = corp.office.schedules;
    return {
      calendar_list: ids.flatMap((id) => {
        const found = calendars.find(id);
        return found ? shown(id, found) : [];
      }),
    };
  },
  'POST /cgi-bin/oa/calendar/del': ({ caller: { corp }, body }) => {
    corp.office.schedules.calendars.remove(body.cal_id);
    return {};
  },
  'POST /cgi-bin/oa/schedule/add': ({ caller: { corp }, body: { schedule } }) => {
    const { schedules } = corp.office;
    if (schedule.cal_id) schedules.calendars.need(schedule.cal_id);
    return { schedule_id: schedules.add(schedule) };
  },
  'POST /cgi-bin/oa/schedule/update': ({ caller: { corp }, body }) => {
    const { schedule, skip_attendees: isKept, ...occasions } = body;
    const {
      schedule_id: id,
      attendees,
      allow_active_join: _join,
      only_organizer_create_chat: _chat,
      ...facts
    } = schedule;
    const people = attendees && isKept !== 1 ? { attendees } : {};
    const made = corp.office.schedules.change(id, { ...facts, ...people }, occasions);
    return made === undefined ? {} : { schedule_id: made };
  },
  'POST /cgi-bin/oa/schedule/add_attendees': ({ caller: { corp }, body }) => {
    const { schedules } = corp.office.schedules;
    const { attendees = [] } = schedules.need(body.schedule_id);
    const added = (body.attendees ?? []).filter(
      ({ userid }) => !attendees.some((one) => one.userid === userid),
    );
    schedules.change(body.schedule_id, { attendees: [...attendees, ...added] });
    return {};
  },
  'POST /cgi-bin/oa/schedule/del_attendees': ({ caller: { corp }, body }) => {
    const { schedules } = corp.office.schedules;
    const { attendees = [] } = schedules.need(body.schedule_id);
    const gone = new Set((body.attendees ?? []).map(({ userid }) => userid));
    schedules.change(body.schedule_id, { attendees: attendees.filter(({ userid }) => !gone.has(userid)) });
    return {};
  },
  'POST /cgi-bin/oa/schedule/get': ({ caller: { corp }, body: { schedule_id_list: ids } }) => {
    checkCount(ids);
    const { schedules } = corp.office;
    return {
      schedule_list: ids.filter((id) => schedules.schedules.find(id)).map((id) => schedules.told(id)),
    };
  },
  'POST /cgi-bin/oa/schedule/get_by_calendar': ({ caller: { corp }, body }) => {
    const { cal_id: calendar, offset = 0, limit = MOST } = body;
    const { schedules } = corp.office;
    schedules.calendars.need(calendar);
    const found = schedules.schedules.entries.filter(([, { cal_id: id }]) => id === calendar);
    return {
      schedule_list: found
        .slice(offset, offset + limit)
        .map(([id, { sequence }]) => ({ ...schedules.told(id), sequence })),
    };
  },
  'POST /cgi-bin/oa/schedule/del': ({ caller: { corp }, body: { schedule_id: id, ...occasions } }) => {
    corp.office.schedules.remove(id, occasions);
    return {};
  },
};
