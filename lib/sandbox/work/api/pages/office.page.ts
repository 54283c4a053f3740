import type { WorkPage } from '../work-call.interface.js';

const PAGE = 100;

/** 打卡 · 汇报 · 假期 */
export const officePage: WorkPage = {
  'POST /cgi-bin/checkin/getcheckindata': ({ caller: { corp }, body }) => ({
    checkindata: corp.office.checkins.find(body),
  }),
  'POST /cgi-bin/checkin/add_checkin_record': ({ caller: { corp }, body: { records } }) => {
    for (const { device_type: _type, device_detail: _detail, ...record } of records)
      corp.office.checkins.add(record);
    return {};
  },
  'POST /cgi-bin/checkin/punch_correction': ({ caller: { corp }, body }) => {
    corp.office.checkins.add({
      userid: body.userid,
      checkin_time: body.checkin_time,
      notes: body.remark ?? '',
    });
    return {};
  },
  'POST /cgi-bin/oa/journal/get_record_list': ({ caller: { corp }, body }) => {
    const { starttime, endtime, cursor, limit, filters = [] } = body;
    const found = corp.office.journals.journals.list.filter(
      ({ report_time: time, submitter, template_id: template }) =>
        time >= starttime &&
        time <= endtime &&
        filters.every(
          ({ key, value }) =>
            (key !== 'creator' || submitter.userid === value) &&
            (key !== 'template_id' || template === value),
        ),
    );
    const end = cursor + Math.min(limit, PAGE);
    return {
      journaluuid_list: found.slice(cursor, end).map(({ journal_uuid: id }) => id),
      next_cursor: end,
      endflag: end < found.length ? 0 : 1,
    };
  },
  'POST /cgi-bin/oa/journal/get_record_detail': ({ caller: { corp }, body }) => ({
    info: corp.office.journals.journals.need(body.journaluuid),
  }),
  'GET /cgi-bin/oa/vacation/getcorpconf': ({ caller: { corp } }) => ({
    lists: [...corp.office.vacations.kinds],
  }),
  'POST /cgi-bin/oa/vacation/getuservacationquota': ({ caller: { corp }, body }) => ({
    lists: corp.office.vacations.quotasOf(corp.book.need(body.userid).userid),
  }),
  'POST /cgi-bin/oa/vacation/setoneuserquota': ({ caller: { corp }, body }) => {
    corp.book.need(body.userid);
    corp.office.vacations.give(body.userid, body.vacation_id, body.leftduration);
    return {};
  },
};
