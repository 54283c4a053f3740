import { describe, expect, it } from '@jest/globals';
import { SandboxUseError } from '../../../lib/sandbox/index.js';
import { openPush } from './work.envelope.js';
import { setWorkStage, type WorkStage } from './work.stage.js';

const TEMPLATE = {
  template_name: [{ lang: 'zh_CN', text: '请假' }],
  template_content: {
    controls: [
      { property: { control: 'Date', id: 'Date-1', title: [{ lang: 'zh_CN', text: '何时' }], un_print: 0 } },
    ],
  },
};

/** A template, and an application that names who decides. */
async function setOffice({ sandbox, corp, app, as }: WorkStage) {
  const approval = corp.addAgent('approval', { callbackUrl: `${app.url}/approval` });
  const client = await as('assistant');
  const { template_id: templateId } = await client.post('oa/approval/create_template', TEMPLATE);
  const application = (deciders: string[], attr: number) => ({
    template_id: String(templateId),
    use_template_approver: 0 as const,
    approver: [{ attr, userid: deciders }],
    apply_data: {
      contents: [
        { control: 'Date', id: 'Date-1', value: { date: { type: 'day', s_timestamp: 1_800_000_000 } } },
      ],
    },
    summary_list: [{ summary_info: [{ lang: 'zh_CN', text: '请假' }] }],
  });
  return { sandbox, corp, app, approval, client, application };
}

describe('An approval', () => {
  it('is decided by those it names, who are told of', async () => {
    const { corp, app, approval, client, application } = await setOffice(await setWorkStage());
    const [zhang, li, wang] = ['zhangsan', 'lisi', 'wangwu'].map((userid) => corp.member({ userid }));
    if (!zhang || !li || !wang) throw new Error('nobody is there');
    const spNo = await corp.office.apply(zhang, application(['lisi', 'wangwu'], 2));
    expect(openPush(approval, app.last)).toMatchObject({
      Event: 'sys_approval_change',
      ApprovalInfo: {
        SpNo: spNo,
        SpName: '请假',
        SpStatus: '1',
        StatuChangeEvent: '1',
        Applyer: { UserId: 'zhangsan' },
      },
    });
    await corp.office.approve(spNo, li, '好');
    const detail = async () => (await client.post('oa/getapprovaldetail', { sp_no: spNo }))['info'];
    expect(await detail()).toMatchObject({
      sp_status: 1,
      apply_data: {
        contents: [{ title: [{ text: '何时' }], value: { date: { s_timestamp: '1800000000' } } }],
      },
      sp_record: [{ sp_status: 1, details: [{ sp_status: 2, speech: '好' }, { sp_status: 1 }] }],
    });
    await expect(corp.office.approve(spNo, zhang)).rejects.toThrow(SandboxUseError);
    await corp.office.comment(spNo, zhang, '急');
    await corp.office.approve(spNo, wang);
    expect(openPush(approval, app.last)).toMatchObject({
      ApprovalInfo: { SpStatus: '2', StatuChangeEvent: '2', Comments: { CommentContent: '急' } },
    });
    expect(await detail()).toMatchObject({ sp_status: 2, comments: [{ commentcontent: '急' }] });
    await expect(corp.office.refuse(spNo, wang)).rejects.toThrow(/decided already/);
  });

  it('is for members, by a template that is there', async () => {
    const { corp, client, application } = await setOffice(await setWorkStage());
    const apply = (body: object) => client.post('oa/applyevent', body);
    const given = application(['lisi'], 1);
    expect(await apply({ ...given, creator_userid: 'nobody' })).toMatchObject({ errcode: 301055 });
    const zhang = corp.member({ userid: 'zhangsan' });
    expect(await apply({ ...given, creator_userid: zhang.userid, template_id: 'x' })).toMatchObject({
      errcode: 301025,
    });
    expect(await apply({ ...given, creator_userid: zhang.userid })).toMatchObject({ errcode: 0 });
    expect(corp.office.approvals).toMatchObject([{ sp_status: 1, applyer: { userid: 'zhangsan' } }]);
  });
});

describe('The office', () => {
  it('keeps who came when, and a room for one at a time', async () => {
    const { corp, as } = await setWorkStage();
    const zhang = corp.member({ userid: 'zhangsan' });
    const client = await as('assistant');
    const now = Math.floor(Date.now() / 1000);
    corp.office.checkIn(zhang, { checkin_time: now - 60 });
    corp.office.checkInOutside(zhang, '客户处');
    const ask = (type: number, useridlist = ['zhangsan']) =>
      client.post('checkin/getcheckindata', {
        opencheckindatatype: type,
        starttime: now - 3600,
        endtime: now + 3600,
        useridlist,
      });
    expect((await ask(3))['checkindata']).toHaveLength(2);
    expect(await ask(2)).toMatchObject({ checkindata: [{ location_title: '客户处' }] });
    expect(await ask(3, [])).toMatchObject({ errcode: 301023 });
    const { meetingroom_id: room } = await client.post('oa/meetingroom/add', { name: '一号', capacity: 4 });
    const book = (start: number, length = 3600) =>
      client.post('oa/meetingroom/book', {
        meetingroom_id: room,
        booker: 'zhangsan',
        start_time: now + start,
        end_time: now + start + length,
      });
    expect(await book(0)).toMatchObject({ errcode: 0 });
    expect(await book(1800)).toMatchObject({ errcode: 40058 });
    expect(await book(3600)).toMatchObject({ errcode: 0 });
    expect(await book(9000, 0)).toMatchObject({ errcode: 40058 });
  });

  it('leaves times out of a series of schedules', async () => {
    const { as } = await setWorkStage();
    const client = await as('assistant');
    const { cal_id: calendar } = await client.post('oa/calendar/add', {
      calendar: { summary: '排班', color: '#FF3030' },
    });
    const schedule = {
      cal_id: calendar,
      start_time: 1_800_000_000,
      end_time: 1_800_003_600,
      summary: '周会',
      reminders: { is_repeat: 1, repeat_type: 1 },
    };
    const { schedule_id: id } = await client.post('oa/schedule/add', { schedule });
    const moved = await client.post('oa/schedule/update', {
      schedule: { schedule_id: id, summary: '月会' },
      op_mode: 1,
      op_start_time: 1_800_604_800,
    });
    expect(moved['schedule_id']).not.toBe(id);
    expect(
      await client.post('oa/schedule/get', { schedule_id_list: [id, moved['schedule_id']] }),
    ).toMatchObject({
      schedule_list: [
        { summary: '周会', reminders: { exclude_time_list: [{ start_time: 1_800_604_800 }] } },
        { summary: '月会', start_time: 1_800_604_800 },
      ],
    });
    await client.post('oa/schedule/del', { schedule_id: id });
    expect(await client.post('oa/schedule/get_by_calendar', { cal_id: calendar })).toMatchObject({
      schedule_list: [{ schedule_id: moved['schedule_id'] }],
    });
    expect(await client.post('oa/schedule/del', { schedule_id: id })).toMatchObject({ errcode: 40058 });
  });

  it('tells whoever arranged a meeting or a livestream how it goes', async () => {
    const { corp, app, as } = await setWorkStage();
    corp.member({ userid: 'zhangsan' });
    const client = await as('assistant');
    const { meetingid: meeting } = await client.post('meeting/create', {
      admin_userid: 'zhangsan',
      title: '周会',
      meeting_start: 1_800_000_000,
      meeting_duration: 3600,
    });
    await corp.office.startMeeting(String(meeting));
    expect(openPush(corp.agent('assistant'), app.last)).toMatchObject({
      Event: 'meeting_change',
      ChangeType: 'meeting_start',
      MeetingId: meeting,
    });
    expect(await client.post('meeting/get_info', { meetingid: meeting })).toMatchObject({ status: 2 });
    await client.post('meeting/cancel', { meetingid: meeting });
    expect(await client.post('meeting/update', { meetingid: meeting, title: 'x' })).toMatchObject({
      errcode: 400041,
    });
    const { livingid: living } = await client.post('living/create', {
      anchor_userid: 'zhangsan',
      theme: '发布会',
      living_start: 1_800_000_000,
      living_duration: 3600,
    });
    await corp.office.startLiving(String(living));
    await corp.office.endLiving(String(living));
    expect(openPush(corp.agent('assistant'), app.last)).toMatchObject({ LivingId: living, Status: '2' });
    expect(await client.post('living/cancel', { livingid: living })).toMatchObject({ errcode: 40058 });
  });
});
