import { first, type ParityCalls } from './calls.interface.js';

const SPAN = { start: 1_764_547_200, end: 1_765_152_000 };
const DAY = { start: 1_764_547_200, end: 1_764_633_600 };
const USERIDS = ['zhangsan', 'lisi'];
const APPROVAL = 'WeChat.Work.OA.Approval';
const CALENDAR = 'WeChat.Work.OA.Calendar';
const CHECKIN = 'WeChat.Work.OA.Checkin';
const JOURNAL = 'WeChat.Work.OA.Journal';
const MEETING_ROOM = 'WeChat.Work.OA.MeetingRoom';
const SCHEDULE = 'WeChat.Work.OA.Schedule';
const VACATION = 'WeChat.Work.OA.Vacation';

export const calls: ParityCalls = {
  [`${APPROVAL}.get_template_detail/3`]: ({ assistant }) => assistant.oa.approvals.getTemplate('template'),
  [`${APPROVAL}.apply_event/3`]: ({ assistant }) =>
    assistant.oa.approvals.apply({
      creator_userid: 'zhangsan',
      template_id: 'template',
      use_template_approver: 1,
      apply_data: { contents: [{ control: 'Text', id: 'Text-1', value: { text: '咖啡' } }] },
      summary_list: [{ summary_info: [{ lang: 'zh_CN', text: '咖啡' }] }],
    }),
  [`${APPROVAL}.list_approvals/6..7`]: ({ assistant }) =>
    first(assistant.oa.approvals.list(SPAN, { spStatus: 2, departmentId: [1, 2] })),
  [`${APPROVAL}.get_approval_detail/3`]: ({ assistant }) => assistant.oa.approvals.get('202612010001'),

  [`${CALENDAR}.add/3`]: ({ assistant }) =>
    assistant.oa.calendars.add({ summary: '排班', color: '#FF3030', admins: ['zhangsan'] }),
  [`${CALENDAR}.update/3`]: ({ assistant }) =>
    assistant.oa.calendars.update({ cal_id: 'wc1', summary: '排班', color: '#0000FF' }),
  [`${CALENDAR}.get/3`]: ({ assistant }) => assistant.oa.calendars.get(['wc1']),
  [`${CALENDAR}.delete/3`]: ({ assistant }) => assistant.oa.calendars.delete('wc1'),

  [`${CHECKIN}.list_options/2`]: ({ assistant }) => assistant.oa.checkins.listOptions(),
  [`${CHECKIN}.get_user_option/4`]: ({ assistant }) =>
    first(assistant.oa.checkins.listUserOptions(new Date('2026-12-01T00:00:00+08:00'), USERIDS)),
  [`${CHECKIN}.list_data/6`]: ({ assistant }) => first(assistant.oa.checkins.listData(SPAN, USERIDS, 1)),
  [`${CHECKIN}.list_day_data/5`]: ({ assistant }) => first(assistant.oa.checkins.listDayData(SPAN, USERIDS)),
  [`${CHECKIN}.list_month_data/5`]: ({ assistant }) =>
    first(assistant.oa.checkins.listMonthData(SPAN, USERIDS)),
  [`${CHECKIN}.list_scheduling/5`]: ({ assistant }) =>
    first(assistant.oa.checkins.listSchedules(SPAN, USERIDS)),
  [`${CHECKIN}.set_scheduling/5`]: ({ assistant }) =>
    assistant.oa.checkins.setSchedules(1, 202_612, [{ userid: 'zhangsan', day: 5, schedule_id: 0 }]),
  [`${CHECKIN}.re_checkin/5..7`]: ({ assistant }) =>
    assistant.oa.checkins.correct({
      userid: 'zhangsan',
      schedule_date_time: SPAN.start,
      schedule_checkin_time: 32_400,
      checkin_time: SPAN.start + 32_400,
      remark: '忘记打卡',
    }),
  [`${CHECKIN}.set_user_face/4`]: ({ assistant }) =>
    assistant.oa.checkins.addUserFace('zhangsan', Buffer.from('face')),
  [`${CHECKIN}.get_hardware_checkin_data/5..6`]: ({ assistant }) =>
    first(assistant.oa.checkins.listHardwareData(SPAN, USERIDS, 2)),

  [`${JOURNAL}.list_records/6..7`]: ({ assistant }) =>
    first(assistant.oa.journals.list(SPAN, { creator: 'zhangsan' })),
  [`${JOURNAL}.get_record_detail/3`]: ({ assistant }) => assistant.oa.journals.get('journal'),
  [`${JOURNAL}.list_stats/5`]: ({ assistant }) => assistant.oa.journals.listStats('template', SPAN),
  [`${JOURNAL}.export_doc/4`]: ({ assistant }) => assistant.oa.journals.exportDoc('journal', 'doc'),
  [`${JOURNAL}.download_we_drive_file/4`]: ({ assistant }) =>
    assistant.oa.journals.downloadWeDriveFile('journal', 'file'),

  [`${MEETING_ROOM}.add/3`]: ({ assistant }) =>
    assistant.oa.meetingRooms.add({ name: '18F-会议室', capacity: 10 }),
  [`${MEETING_ROOM}.list/3`]: ({ assistant }) => assistant.oa.meetingRooms.list({ city: '深圳' }),
  [`${MEETING_ROOM}.edit/3`]: ({ assistant }) =>
    assistant.oa.meetingRooms.edit({ meetingroom_id: 2, capacity: 12 }),
  [`${MEETING_ROOM}.delete/3`]: ({ assistant }) => assistant.oa.meetingRooms.delete(2),
  [`${MEETING_ROOM}.list_booking/3`]: ({ assistant }) =>
    assistant.oa.meetingRooms.listBookings({ meetingRoomId: 2 }, DAY),
  [`${MEETING_ROOM}.book/3`]: ({ assistant }) =>
    assistant.oa.meetingRooms.book({
      meetingroom_id: 2,
      subject: '周会',
      start_time: SPAN.start,
      end_time: SPAN.start + 3600,
      booker: 'zhangsan',
    }),
  [`${MEETING_ROOM}.cancel_book/3`]: ({ assistant }) =>
    assistant.oa.meetingRooms.cancelBook({ booking_id: 'bk1', keep_schedule: 1 }),
  [`${MEETING_ROOM}.get_booking_info_by_meeting_id/4`]: ({ assistant }) =>
    assistant.oa.meetingRooms.getBookingByMeeting(2, 'mt1'),

  'WeChat.Work.OA.Pstncc.call/3': ({ assistant }) => assistant.oa.dials.call(USERIDS),
  'WeChat.Work.OA.Pstncc.get_states/4': ({ assistant }) => assistant.oa.dials.getStates('zhangsan', 'call'),

  [`${SCHEDULE}.add/3`]: ({ assistant }) =>
    assistant.oa.schedules.add({ start_time: SPAN.start, end_time: SPAN.start + 3600, summary: '周会' }),
  [`${SCHEDULE}.update/3`]: ({ assistant }) =>
    assistant.oa.schedules.update({
      schedule_id: 'sc1',
      start_time: SPAN.start,
      end_time: SPAN.start + 1800,
    }),
  [`${SCHEDULE}.add_attendees/4`]: ({ assistant }) => assistant.oa.schedules.addAttendees('sc1', USERIDS),
  [`${SCHEDULE}.del_attendees/4`]: ({ assistant }) => assistant.oa.schedules.removeAttendees('sc1', USERIDS),
  [`${SCHEDULE}.get/3`]: ({ assistant }) => assistant.oa.schedules.get(['sc1']),
  [`${SCHEDULE}.delete/3`]: ({ assistant }) => assistant.oa.schedules.delete('sc1'),
  [`${SCHEDULE}.get_by_calendar/3..5`]: ({ assistant }) => first(assistant.oa.schedules.list('wc1')),

  [`${VACATION}.list_configs/2`]: ({ assistant }) => assistant.oa.vacations.listConfigs(),
  [`${VACATION}.get_user_quota/3`]: ({ assistant }) => assistant.oa.vacations.getQuota('zhangsan'),
  [`${VACATION}.set_user_quota/6..7`]: ({ assistant }) =>
    assistant.oa.vacations.setQuota({
      userid: 'zhangsan',
      vacation_id: 1,
      leftduration: 86_400,
      time_attr: 0,
      remarks: '加班调休',
    }),
};
