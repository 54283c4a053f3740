import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import type { WorkMeetingService } from 'nestjs-wechat-sdk/work';
import { lastRequest } from '../../src/sandbox.reader.js';
import { type StartedWork, startWork } from '../../src/start-work.js';

const MEETING = {
  admin_userid: 'zhangsan',
  title: '周会',
  meeting_start: 1_800_000_000,
  meeting_duration: 3600,
  invitees: { userid: ['lisi'] },
};

let work: StartedWork;
let meetings: WorkMeetingService;
beforeAll(async () => {
  work = await startWork();
  ({ meetings } = work.assistant);
  work.console.member({ userid: 'zhangsan' });
  work.console.member({ userid: 'lisi' });
});
beforeEach(() => work.sandbox.reset());
afterAll(() => work.close());

const last = (): { route: string; body: unknown } => {
  const { route, body } = lastRequest(work.sandbox);
  return { route, body };
};

describe('Meetings', () => {
  it('are arranged, changed and cancelled', async () => {
    const { meetingid } = await meetings.create(MEETING);
    expect(last()).toEqual({ route: 'POST /cgi-bin/meeting/create', body: MEETING });
    await meetings.update(meetingid, { title: '月会' });
    expect(last()).toEqual({ route: 'POST /cgi-bin/meeting/update', body: { meetingid, title: '月会' } });
    expect(await meetings.get(meetingid)).toMatchObject({ meetingid: expect.any(String) });
    expect(last()).toEqual({ route: 'POST /cgi-bin/meeting/get_info', body: { meetingid } });
    await meetings.cancel(meetingid);
    expect(last()).toEqual({ route: 'POST /cgi-bin/meeting/cancel', body: { meetingid } });
  });

  it('of a series are cancelled one by one', async () => {
    const { meetingid } = await meetings.create({
      ...MEETING,
      reminders: { is_repeat: 1, repeat_type: 1, repeat_until: 1_801_000_000 },
    });
    await meetings.cancel(meetingid, 'sub1');
    expect(last().body).toEqual({ meetingid, sub_meetingid: 'sub1' });
  });

  it('are listed by the member, within a span that may be open', async () => {
    const span = { start: new Date(1_799_000_000_000), end: 1_801_000_000 };
    for await (const id of meetings.listIds('zhangsan', span)) expect(id).toEqual(expect.any(String));
    expect(work.sandbox.requests[0]).toMatchObject({
      body: { userid: 'zhangsan', limit: 100, begin_time: 1_799_000_000, end_time: 1_801_000_000 },
    });
    work.sandbox.reset();
    for await (const id of meetings.listIds('zhangsan')) expect(id).toEqual(expect.any(String));
    expect(work.sandbox.requests[0]?.body).toEqual({ userid: 'zhangsan', limit: 100 });
    await expect(meetings.listIds('zhangsan', { start: 1_800_000_000_000 }).next()).rejects.toThrow(
      RangeError,
    );
  });
});
