import { describe, expect, it } from '@jest/globals';
import { WorkApprovalService } from '../../../../lib/work/oa/approval.service.js';
import { WorkCheckinService } from '../../../../lib/work/oa/checkin.service.js';
import { WorkDialService } from '../../../../lib/work/oa/dial.service.js';
import { WorkJournalService } from '../../../../lib/work/oa/journal.service.js';
import { WorkScheduleService } from '../../../../lib/work/oa/schedule.service.js';
import { agentThat, read } from '../fake-agent.js';

const SPAN = { start: 1000, end: 2000 };
const range = (from: number, to: number): number[] =>
  Array.from({ length: to - from }, (_, index) => from + index);

describe('Numbers of approvals', () => {
  it('are listed from page to page by the new cursor, under the same conditions', async () => {
    const { client, bodies } = agentThat((_route, { new_cursor }) =>
      new_cursor === ''
        ? { sp_no_list: ['1', '2'], next_cursor: 7, new_next_cursor: 'n2' }
        : { sp_no_list: ['3'] },
    );
    const conditions = { templateId: 't', departmentId: [1, '2'], spStatus: 2, creator: undefined } as const;
    expect(await read(new WorkApprovalService(client).list(SPAN, conditions))).toEqual(['1', '2', '3']);
    const asked = {
      starttime: '1000',
      endtime: '2000',
      size: 100,
      filters: [
        { key: 'template_id', value: 't' },
        { key: 'department', value: '1' },
        { key: 'department', value: '2' },
        { key: 'sp_status', value: '2' },
      ],
    };
    expect(bodies()).toEqual([
      { ...asked, new_cursor: '' },
      { ...asked, new_cursor: 'n2' },
    ]);
  });

  it('go on behind a page that shows the application nothing', async () => {
    const { client } = agentThat((_route, { new_cursor }) =>
      new_cursor === '' ? { sp_no_list: [], new_next_cursor: 'n2' } : { sp_no_list: ['3'] },
    );
    expect(await read(new WorkApprovalService(client).list(SPAN))).toEqual(['3']);
  });

  it('are asked for without conditions where there are none', async () => {
    const { client, bodies } = agentThat(() => ({ sp_no_list: [] }));
    await read(new WorkApprovalService(client).list(SPAN, { creator: undefined }));
    expect(bodies()).toEqual([{ starttime: '1000', endtime: '2000', size: 100, new_cursor: '' }]);
  });
});

describe('Ids of reports', () => {
  it('are listed by a cursor that is a number, to the flag that says it is the end', async () => {
    const { client, bodies } = agentThat((_route, { cursor }) => ({
      journaluuid_list: [`report-${String(cursor)}`],
      endflag: cursor === 20 ? 1 : 0,
      next_cursor: Number(cursor) + 10,
    }));
    expect(await read(new WorkJournalService(client).list(SPAN))).toEqual([
      'report-0',
      'report-10',
      'report-20',
    ]);
    expect(bodies().map(({ cursor }) => cursor)).toEqual([0, 10, 20]);
  });

  it('are not asked for over more than a month, nor statistics over more than a year', async () => {
    const { client, calls } = agentThat(() => ({}));
    const journals = new WorkJournalService(client);
    await expect(read(journals.list({ start: 0, end: 32 * 86_400 }))).rejects.toThrow(/31 days/);
    await expect(journals.listStats('t', { start: 0, end: 367 * 86_400 })).rejects.toThrow(/366 days/);
    expect(calls()).toEqual([]);
  });
});

describe('Lists of members', () => {
  const userids = range(0, 250).map((number) => `user-${number}`);

  it('are asked for by the hundred', async () => {
    const { client, bodies } = agentThat((_route, { useridlist }) => ({
      checkindata: (useridlist as string[]).map((userid) => ({ userid })),
    }));
    const records = await read(new WorkCheckinService(client).listData(SPAN, userids));
    expect(records.map(({ userid }) => userid)).toEqual(userids);
    expect(bodies().map(({ useridlist }) => (useridlist as string[]).length)).toEqual([100, 100, 50]);
    expect(bodies()[2]).toMatchObject({ starttime: 1000, endtime: 2000, opencheckindatatype: 3 });
  });

  it('ask nothing of nobody', async () => {
    const { client, calls } = agentThat(() => ({}));
    expect(await read(new WorkCheckinService(client).listDayData(SPAN, []))).toEqual([]);
    expect(calls()).toEqual([]);
  });

  it('take no span that is longer than WeCom gives', async () => {
    const { client, calls } = agentThat(() => ({}));
    const checkins = new WorkCheckinService(client);
    const days = (count: number) => ({ start: 0, end: count * 86_400 + 1 });
    await expect(read(checkins.listData(days(30), userids))).rejects.toThrow(/30 days/);
    await expect(read(checkins.listSchedules(days(31), userids))).rejects.toThrow(/31 days/);
    await expect(read(checkins.listHardwareData(days(31), userids))).rejects.toThrow(/31 days/);
    expect(calls()).toEqual([]);
  });
});

describe('Lists with an offset', () => {
  const pageOf = (count: number, { offset, limit }: Readonly<Record<string, unknown>>): object[] =>
    range(0, count)
      .slice(Number(offset), Number(offset) + Number(limit))
      .map((schedule_id) => ({ schedule_id }));

  it('of schedules end with a page that is empty', async () => {
    const { client, bodies } = agentThat((_route, body) => ({ schedule_list: pageOf(1500, body) }));
    expect(await read(new WorkScheduleService(client).list('calendar'))).toHaveLength(1500);
    expect(bodies()).toEqual([0, 1000, 2000].map((offset) => ({ cal_id: 'calendar', offset, limit: 1000 })));
  });

  it('of calls are of the last thirty days where no span is given', async () => {
    const { client, bodies } = agentThat((_route, body) => ({ record: pageOf(100, body) }));
    expect(await read(new WorkDialService(client).listRecords())).toHaveLength(100);
    expect(bodies()).toEqual([0, 100].map((offset) => ({ offset, limit: 100 })));
  });

  it('of calls are refused a span WeCom would cut', async () => {
    const { client, calls } = agentThat(() => ({ record: [] }));
    const dials = new WorkDialService(client);
    await expect(read(dials.listRecords({ start: 0, end: 31 * 86_400 }))).rejects.toThrow(RangeError);
    expect(calls()).toEqual([]);
  });
});
