import { first, type ParityCalls } from './calls.interface.js';

const MEETING = 'WeChat.Work.Meeting';

export const calls: ParityCalls = {
  [`${MEETING}.create/3`]: ({ assistant }) =>
    assistant.meetings.create({
      admin_userid: 'zhangsan',
      title: '新建会议',
      meeting_start: 1_800_000_000,
      meeting_duration: 3600,
    }),
  [`${MEETING}.update/3`]: ({ assistant }) => assistant.meetings.update('meetingid', { title: '周会' }),
  [`${MEETING}.get_info/3`]: ({ assistant }) => assistant.meetings.get('meetingid'),
  [`${MEETING}.cancel/3`]: ({ assistant }) => assistant.meetings.cancel('meetingid'),
  [`${MEETING}.list_user_meeting_ids/3..4`]: ({ assistant }) =>
    first(assistant.meetings.listIds('zhangsan', { start: 1_800_000_000, end: 1_800_086_400 })),
};
