import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { WeChatApiError } from 'nestjs-wechat-sdk';
import type { WorkOa } from 'nestjs-wechat-sdk/work';
import { lastRequest } from '../../src/sandbox.reader.js';
import { type StartedWork, startWork } from '../../src/start-work.js';
import { first } from './parity/calls.interface.js';

/** What is asked, what of it goes over the wire, and what comes back. */
type Asked = readonly [act: (oa: WorkOa) => Promise<unknown>, path: string, body: object, answer: unknown];

const DAY = 86_400;
/** Where WeCom's day begins. */
const EIGHT_HOURS = 28_800;
const starttime = Math.floor((Date.now() / 1000 + EIGHT_HOURS) / DAY) * DAY - EIGHT_HOURS;
const START = new Date(starttime * 1000);
const endtime = starttime + 7 * DAY;
const SPAN = { start: START, end: endtime };
const USERIDS = ['zhangsan', 'lisi'];
const ATTENDEES = USERIDS.map((userid) => ({ userid }));
const CONTROL = {
  property: { control: 'Text', id: 'Text-1', title: [{ lang: 'zh_CN', text: '事由' }], un_print: 0 as const },
};
const TEMPLATE = {
  template_name: [{ lang: 'zh_CN', text: '报销' }],
  template_content: { controls: [CONTROL] },
};
const APPLICATION = {
  creator_userid: 'zhangsan',
  use_template_approver: 1 as const,
  apply_data: { contents: [{ control: 'Text', id: 'Text-1', value: { text: '咖啡' } }] },
  summary_list: [{ summary_info: [{ lang: 'zh_CN', text: '咖啡' }] }],
};

/** What is there before each test. */
async function make({ assistant: { oa, meetings }, console }: StartedWork) {
  const start_time = starttime + 32_400;
  const templateId = await oa.approvals.createTemplate(TEMPLATE);
  const calId = await oa.calendars.add({ summary: '排班', color: '#FF3030' });
  const meetingroom_id = await oa.meetingRooms.add({ name: '18F-会议室', capacity: 10, city: '深圳' });
  const meeting = { admin_userid: 'lisi', title: '周会', meeting_start: starttime + 7200 };
  const { meetingid } = await meetings.create({ ...meeting, meeting_duration: 3600 });
  const times = { start_time, end_time: start_time + 3600 };
  const scheduleId = await oa.schedules.add({ ...times, cal_id: calId, summary: '周会' });
  const zhang = console.memberOf('zhangsan');
  console.office.checkIn(zhang, { checkin_time: start_time });
  return {
    templateId,
    spNo: await oa.approvals.apply({ ...APPLICATION, template_id: templateId }),
    calId,
    scheduleId,
    meetingroom_id,
    freeRoom: await oa.meetingRooms.add({ name: '18F-电话间', capacity: 1 }),
    meetingId: meetingid,
    bookingId: (await oa.meetingRooms.bookBySchedule(meetingroom_id, scheduleId, 'lisi')).booking_id,
    journalId: console.office.report(zhang, { template_id: 'weekly' }),
  };
}
type Made = Awaited<ReturnType<typeof make>>;

let work: StartedWork;
let made: Made;
beforeAll(async () => {
  work = await startWork();
  for (const userid of USERIDS) work.console.member({ userid });
});
beforeEach(async () => {
  work.sandbox.reset();
  made = await make(work);
  work.sandbox.reset();
});
afterAll(() => work.close());

function expectEach(casesOf: (given: Made) => Readonly<Record<string, Asked>>): void {
  it.each(Object.keys(casesOf({} as Made)))('%s', async (name) => {
    const [act, path, body, answer] = casesOf(made)[name] as Asked;
    const given = await act(work.assistant.oa);
    const { route, body: sent } = lastRequest(work.sandbox);
    expect({ route, sent: sent ?? {} }).toEqual({ route: path, sent: body });
    if (answer === undefined) expect(given).toBeUndefined();
    else expect({ given }).toMatchObject({ given: answer });
  });
}

describe('Approvals', () => {
  expectEach((made) => ({
    'have templates': [
      (oa) => oa.approvals.getTemplate(made.templateId),
      'POST /cgi-bin/oa/gettemplatedetail',
      { template_id: made.templateId },
      { template_names: TEMPLATE.template_name, template_content: { controls: [CONTROL] } },
    ],
    'have templates that are created': [
      (oa) => oa.approvals.createTemplate(TEMPLATE),
      'POST /cgi-bin/oa/approval/create_template',
      TEMPLATE,
      expect.any(String),
    ],
    'have templates that are changed': [
      (oa) => oa.approvals.updateTemplate({ ...TEMPLATE, template_id: made.templateId }),
      'POST /cgi-bin/oa/approval/update_template',
      { ...TEMPLATE, template_id: made.templateId },
      undefined,
    ],
    'have templates that are copied': [
      (oa) => oa.approvals.copyTemplate('open'),
      'POST /cgi-bin/oa/approval/copytemplate',
      { open_template_id: 'open' },
      expect.any(String),
    ],
    'are applied for': [
      (oa) => oa.approvals.apply({ ...APPLICATION, template_id: made.templateId }),
      'POST /cgi-bin/oa/applyevent',
      { ...APPLICATION, template_id: made.templateId },
      expect.stringMatching(/^\d{12,}$/),
    ],
    'are listed, their conditions as texts': [
      (oa) => first(oa.approvals.list(SPAN, { spStatus: 1, templateId: made.templateId })),
      'POST /cgi-bin/oa/getapprovalinfo',
      {
        starttime: String(starttime),
        endtime: String(endtime),
        size: 100,
        new_cursor: '',
        filters: [
          { key: 'template_id', value: made.templateId },
          { key: 'sp_status', value: '1' },
        ],
      },
      made.spNo,
    ],
    'are looked at': [
      (oa) => oa.approvals.get(made.spNo),
      'POST /cgi-bin/oa/getapprovaldetail',
      { sp_no: made.spNo },
      {
        sp_no: made.spNo,
        sp_status: 1,
        applyer: { userid: 'zhangsan' },
        apply_data: { contents: [{ title: [{ text: '事由' }], value: { text: '咖啡' } }] },
      },
    ],
    'of an application of its own are looked at': [
      (oa) => oa.approvals.getOpen('third'),
      'POST /cgi-bin/corp/getopenapprovaldata',
      { thirdNo: 'third' },
      { OpenSpstatus: 1 },
    ],
  }));

  it('are not listed over a span that ends before it begins', async () => {
    const { approvals } = work.assistant.oa;
    await expect(first(approvals.list({ start: endtime, end: START }))).rejects.toThrow(RangeError);
    expect(work.sandbox.requests).toEqual([]);
  });

  it('that WeCom refuses are an error with its words', async () => {
    work.sandbox.fail('POST /cgi-bin/oa/applyevent', { errcode: 301_025, errmsg: 'apply event param error' });
    const refusal = await work.assistant.oa.approvals
      .apply({ ...APPLICATION, template_id: made.templateId })
      .catch((error: unknown) => error);
    expect(refusal).toBeInstanceOf(WeChatApiError);
    expect(refusal).toMatchObject({ errcode: 301_025, client: 'corp/assistant' });
  });
});

describe('Checking in', () => {
  const members = { starttime, endtime, useridlist: USERIDS };
  const option = { effective_now: true, group: { grouptype: 1, groupname: '研发' } };
  const correction = { userid: 'lisi', schedule_date_time: starttime, checkin_time: starttime + 32_400 };
  expectEach(() => ({
    'has rules': [
      (oa) => oa.checkins.listOptions(),
      'POST /cgi-bin/checkin/getcorpcheckinoption',
      {},
      [{ groupid: 1 }],
    ],
    'has rules for members on a day': [
      (oa) => first(oa.checkins.listUserOptions(START, USERIDS)),
      'POST /cgi-bin/checkin/getcheckinoption',
      { datetime: starttime, useridlist: USERIDS },
      { userid: 'userid', group: { groupid: 1 } },
    ],
    'leaves records, of all kinds unless one is asked for': [
      (oa) => first(oa.checkins.listData(SPAN, USERIDS)),
      'POST /cgi-bin/checkin/getcheckindata',
      { ...members, opencheckindatatype: 3 },
      { userid: 'zhangsan', checkin_time: starttime + 32_400 },
    ],
    'is reported by the day': [
      (oa) => first(oa.checkins.listDayData(SPAN, USERIDS)),
      'POST /cgi-bin/checkin/getcheckin_daydata',
      members,
      { base_info: { acctid: 'acctid' } },
    ],
    'is reported for a span': [
      (oa) => first(oa.checkins.listMonthData(SPAN, USERIDS)),
      'POST /cgi-bin/checkin/getcheckin_monthdata',
      members,
      { base_info: { acctid: 'acctid' } },
    ],
    'has shifts': [
      (oa) => first(oa.checkins.listSchedules(SPAN, USERIDS)),
      'POST /cgi-bin/checkin/getcheckinschedulist',
      members,
      { userid: 'userid', yearmonth: 1 },
    ],
    'has shifts that are set': [
      (oa) => oa.checkins.setSchedules(7, 202_612, [{ userid: 'lisi', day: 5, schedule_id: 0 }]),
      'POST /cgi-bin/checkin/setcheckinschedulist',
      { groupid: 7, yearmonth: 202_612, items: [{ userid: 'lisi', day: 5, schedule_id: 0 }] },
      undefined,
    ],
    'is made up for': [
      (oa) => oa.checkins.correct(correction),
      'POST /cgi-bin/checkin/punch_correction',
      correction,
      undefined,
    ],
    'takes records of other systems': [
      (oa) => oa.checkins.addRecords([{ userid: 'lisi', checkin_time: starttime }]),
      'POST /cgi-bin/checkin/add_checkin_record',
      { records: [{ userid: 'lisi', checkin_time: starttime }] },
      undefined,
    ],
    'knows faces by their bytes alone': [
      (oa) => oa.checkins.addUserFace('lisi', Buffer.from('x咖啡').subarray(1)),
      'POST /cgi-bin/checkin/addcheckinuserface',
      { userid: 'lisi', userface: '5ZKW5ZWh' },
      undefined,
    ],
    'is recorded by machines': [
      (oa) => first(oa.checkins.listHardwareData(SPAN, USERIDS)),
      'POST /cgi-bin/hardware/get_hardware_checkin_data',
      { ...members, filter_type: 1 },
      { device_sn: 'device_sn' },
    ],
    'takes new rules': [
      (oa) => oa.checkins.addOption(option),
      'POST /cgi-bin/checkin/add_checkin_option',
      option,
      undefined,
    ],
    'takes changed rules': [
      (oa) => oa.checkins.updateOption({ ...option, group: { ...option.group, groupid: 7 } }),
      'POST /cgi-bin/checkin/update_checkin_option',
      { ...option, group: { ...option.group, groupid: 7 } },
      undefined,
    ],
    'has lists in its rules that are emptied': [
      (oa) => oa.checkins.clearOptionFields({ groupid: 7, clear_field: [1] }),
      'POST /cgi-bin/checkin/clear_checkin_option_array_field',
      { groupid: 7, clear_field: [1] },
      undefined,
    ],
    'has rules that are deleted': [
      (oa) => oa.checkins.deleteOption(7),
      'POST /cgi-bin/checkin/del_checkin_option',
      { groupid: 7 },
      undefined,
    ],
  }));

  it.each([0, 1024 * 1024 + 1])('takes no face of %i bytes', async (length) => {
    const { checkins } = work.assistant.oa;
    await expect(checkins.addUserFace('lisi', Buffer.alloc(length))).rejects.toThrow(RangeError);
    expect(work.sandbox.requests).toEqual([]);
  });
});

describe('Calendars', () => {
  const calendar = { summary: '排班', color: '#FF3030' };
  expectEach((made) => ({
    'are created': [
      (oa) => oa.calendars.add(calendar),
      'POST /cgi-bin/oa/calendar/add',
      { calendar },
      expect.any(String),
    ],
    'are put anew': [
      (oa) => oa.calendars.update({ ...calendar, cal_id: made.calId }, { skipPublicRange: true }),
      'POST /cgi-bin/oa/calendar/update',
      { calendar: { ...calendar, cal_id: made.calId }, skip_public_range: 1 },
      undefined,
    ],
    'are looked at': [
      (oa) => oa.calendars.get([made.calId]),
      'POST /cgi-bin/oa/calendar/get',
      { cal_id_list: [made.calId] },
      [{ cal_id: made.calId, summary: '排班' }],
    ],
    'are deleted': [
      (oa) => oa.calendars.delete(made.calId),
      'POST /cgi-bin/oa/calendar/del',
      { cal_id: made.calId },
      undefined,
    ],
  }));
});

describe('Schedules', () => {
  const schedule = { start_time: starttime, end_time: starttime + 3600, summary: '周会' };
  const following = { mode: 'following', from: START } as const;
  expectEach((made) => ({
    'are created': [
      (oa) => oa.schedules.add(schedule),
      'POST /cgi-bin/oa/schedule/add',
      { schedule },
      expect.any(String),
    ],
    'are put anew, some of their times under a new id': [
      (oa) =>
        oa.schedules.update(
          { ...schedule, schedule_id: made.scheduleId },
          { skipAttendees: true, occasions: following },
        ),
      'POST /cgi-bin/oa/schedule/update',
      {
        schedule: { ...schedule, schedule_id: made.scheduleId },
        skip_attendees: 1,
        op_mode: 2,
        op_start_time: starttime,
      },
      expect.any(String),
    ],
    'are for more members': [
      (oa) => oa.schedules.addAttendees(made.scheduleId, USERIDS),
      'POST /cgi-bin/oa/schedule/add_attendees',
      { schedule_id: made.scheduleId, attendees: ATTENDEES },
      undefined,
    ],
    'are for fewer members': [
      (oa) => oa.schedules.removeAttendees(made.scheduleId, USERIDS),
      'POST /cgi-bin/oa/schedule/del_attendees',
      { schedule_id: made.scheduleId, attendees: ATTENDEES },
      undefined,
    ],
    'are looked at': [
      (oa) => oa.schedules.get([made.scheduleId]),
      'POST /cgi-bin/oa/schedule/get',
      { schedule_id_list: [made.scheduleId] },
      [{ schedule_id: made.scheduleId, summary: '周会' }],
    ],
    'are called off, with all their times': [
      (oa) => oa.schedules.delete(made.scheduleId),
      'POST /cgi-bin/oa/schedule/del',
      { schedule_id: made.scheduleId },
      undefined,
    ],
    'are called off once': [
      (oa) => oa.schedules.delete(made.scheduleId, { mode: 'one', from: starttime }),
      'POST /cgi-bin/oa/schedule/del',
      { schedule_id: made.scheduleId, op_mode: 1, op_start_time: starttime },
      undefined,
    ],
    'are listed by their calendar': [
      (oa) => first(oa.schedules.list(made.calId)),
      'POST /cgi-bin/oa/schedule/get_by_calendar',
      { cal_id: made.calId, offset: 0, limit: 1000 },
      { schedule_id: made.scheduleId },
    ],
  }));
});

describe('Meeting rooms', () => {
  const booking = { start_time: starttime, end_time: starttime + 3600, booker: 'lisi' };
  const day = { start: START, end: starttime + 86_400 };
  expectEach((made) => ({
    'are added': [
      (oa) => oa.meetingRooms.add({ name: '18F-会议室', capacity: 10 }),
      'POST /cgi-bin/oa/meetingroom/add',
      { name: '18F-会议室', capacity: 10 },
      expect.any(Number),
    ],
    'are listed': [
      (oa) => oa.meetingRooms.list(),
      'POST /cgi-bin/oa/meetingroom/list',
      {},
      expect.arrayContaining([expect.objectContaining({ meetingroom_id: made.meetingroom_id })]),
    ],
    'are changed': [
      (oa) => oa.meetingRooms.edit({ meetingroom_id: made.meetingroom_id, capacity: 12 }),
      'POST /cgi-bin/oa/meetingroom/edit',
      { meetingroom_id: made.meetingroom_id, capacity: 12 },
      undefined,
    ],
    'are deleted': [
      (oa) => oa.meetingRooms.delete(made.meetingroom_id),
      'POST /cgi-bin/oa/meetingroom/del',
      { meetingroom_id: made.meetingroom_id },
      undefined,
    ],
    'are booked, as far as today goes': [
      (oa) => oa.meetingRooms.listBookings(),
      'POST /cgi-bin/oa/meetingroom/get_booking_info',
      {},
      expect.arrayContaining([expect.objectContaining({ meetingroom_id: made.meetingroom_id })]),
    ],
    'are booked on a day': [
      (oa) => oa.meetingRooms.listBookings({ city: '深圳' }, day),
      'POST /cgi-bin/oa/meetingroom/get_booking_info',
      { city: '深圳', start_time: starttime, end_time: starttime + 86_400 },
      expect.arrayContaining([
        expect.objectContaining({
          meetingroom_id: made.meetingroom_id,
          schedule: [expect.objectContaining({ booking_id: made.bookingId, booker: 'lisi' })],
        }),
      ]),
    ],
    'can be booked': [
      (oa) => oa.meetingRooms.book({ ...booking, meetingroom_id: made.meetingroom_id }),
      'POST /cgi-bin/oa/meetingroom/book',
      { ...booking, meetingroom_id: made.meetingroom_id },
      { booking_id: expect.any(String), schedule_id: expect.any(String) },
    ],
    'can be booked for a schedule': [
      (oa) => oa.meetingRooms.bookBySchedule(made.freeRoom, made.scheduleId, 'lisi'),
      'POST /cgi-bin/oa/meetingroom/book_by_schedule',
      { meetingroom_id: made.freeRoom, schedule_id: made.scheduleId, booker: 'lisi' },
      { booking_id: expect.any(String) },
    ],
    'can be booked for a meeting': [
      (oa) => oa.meetingRooms.bookByMeeting(made.meetingroom_id, made.meetingId, 'lisi'),
      'POST /cgi-bin/oa/meetingroom/book_by_meeting',
      { meetingroom_id: made.meetingroom_id, meetingid: made.meetingId, booker: 'lisi' },
      { booking_id: expect.any(String) },
    ],
    'are given back': [
      (oa) => oa.meetingRooms.cancelBook({ booking_id: made.bookingId, keep_schedule: 1 }),
      'POST /cgi-bin/oa/meetingroom/cancel_book',
      { booking_id: made.bookingId, keep_schedule: 1 },
      undefined,
    ],
    'have bookings': [
      (oa) => oa.meetingRooms.getBooking(made.meetingroom_id, made.bookingId),
      'POST /cgi-bin/oa/meetingroom/bookinfo/get',
      { meetingroom_id: made.meetingroom_id, booking_id: made.bookingId },
      { booking_id: made.bookingId, schedule_id: made.scheduleId },
    ],
  }));

  it('have bookings for meetings', async () => {
    const { meetingRooms } = work.assistant.oa;
    const { meetingroom_id, meetingId } = made;
    await meetingRooms.bookByMeeting(meetingroom_id, meetingId, 'lisi');
    expect(await meetingRooms.getBookingByMeeting(meetingroom_id, meetingId)).toMatchObject({
      meeting_id: meetingId,
      start_time: starttime + 7200,
    });
    expect(lastRequest(work.sandbox)).toMatchObject({
      route: 'POST /cgi-bin/oa/meetingroom/get_booking_info_by_meeting_id',
      body: { meetingroom_id, meeting_id: meetingId },
    });
  });

  it('are not asked for over more than a day', async () => {
    await expect(work.assistant.oa.meetingRooms.listBookings({}, SPAN)).rejects.toThrow(/1 days/);
    expect(work.sandbox.requests).toEqual([]);
  });
});

describe('Reports', () => {
  expectEach((made) => ({
    'are listed': [
      (oa) => first(oa.journals.list(SPAN, { creator: 'zhangsan', departmentId: 1 })),
      'POST /cgi-bin/oa/journal/get_record_list',
      {
        starttime,
        endtime,
        cursor: 0,
        limit: 100,
        filters: [
          { key: 'creator', value: 'zhangsan' },
          { key: 'department', value: '1' },
        ],
      },
      expect.any(String),
    ],
    'are read': [
      (oa) => oa.journals.get(made.journalId),
      'POST /cgi-bin/oa/journal/get_record_detail',
      { journaluuid: made.journalId },
      { submitter: { userid: 'zhangsan' }, template_id: 'weekly' },
    ],
    'are counted': [
      (oa) => oa.journals.listStats('template', SPAN),
      'POST /cgi-bin/oa/journal/get_stat_list',
      { template_id: 'template', starttime, endtime },
      [{ template_id: 'template_id' }],
    ],
    'hold documents that are exported': [
      (oa) => oa.journals.exportDoc('journal', 'doc'),
      'POST /cgi-bin/oa/journal/export_doc',
      { journaluuid: 'journal', docid: 'doc' },
      'jobid',
    ],
    'hold documents that have been exported': [
      (oa) => oa.journals.getExportResult('job'),
      'POST /cgi-bin/oa/journal/get_export_doc_result',
      { jobid: 'job' },
      { status: 1, url: 'https://example.com/' },
    ],
    'hold files': [
      (oa) => oa.journals.downloadWeDriveFile('journal', 'file'),
      'POST /cgi-bin/oa/journal/download_wedrive_file',
      { journaluuid: 'journal', fileid: 'file' },
      { download_url: 'https://example.com/', cookie_name: 'cookie_name' },
    ],
  }));
});

describe('Vacations', () => {
  const quota = { userid: 'lisi', vacation_id: 1, leftduration: 86_400, time_attr: 0 };
  expectEach(() => ({
    'are of several kinds': [
      (oa) => oa.vacations.listConfigs(),
      'GET /cgi-bin/oa/vacation/getcorpconf',
      {},
      expect.arrayContaining([expect.objectContaining({ id: 1, name: '年假' })]),
    ],
    'are left to members': [
      (oa) => oa.vacations.getQuota('lisi'),
      'POST /cgi-bin/oa/vacation/getuservacationquota',
      { userid: 'lisi' },
      expect.arrayContaining([expect.objectContaining({ leftduration: expect.any(Number) })]),
    ],
    'are given to members': [
      (oa) => oa.vacations.setQuota(quota),
      'POST /cgi-bin/oa/vacation/setoneuserquota',
      quota,
      undefined,
    ],
  }));
});

describe('Calls', () => {
  expectEach(() => ({
    'go out to members': [
      (oa) => oa.dials.call(USERIDS),
      'POST /cgi-bin/pstncc/call',
      { callee_userid: USERIDS },
      [{ callid: 'callid' }],
    ],
    'are answered or not': [
      (oa) => oa.dials.getStates('lisi', 'call'),
      'POST /cgi-bin/pstncc/getstates',
      { callee_userid: 'lisi', callid: 'call' },
      { istalked: 0 },
    ],
    'of members are recorded': [
      (oa) => first(oa.dials.listRecords(SPAN)),
      'POST /cgi-bin/dial/get_dial_record',
      { start_time: starttime, end_time: endtime, offset: 0, limit: 100 },
      { caller: { userid: 'userid' } },
    ],
  }));
});
