import { describe, expect, it } from '@jest/globals';
import { WorkCustomer } from '../../../lib/work/customer/customer.js';
import { checkCount, checkCounts, refuseEmpty } from '../../../lib/work/limits.js';
import { WorkAppChatService } from '../../../lib/work/message/app-chat.service.js';
import { WorkOa } from '../../../lib/work/oa/oa.js';
import { WorkWeDrive } from '../../../lib/work/we-drive/we-drive.js';
import type { WorkAgentApi } from '../../../lib/work/work.api.js';
import { agentThat, read } from './fake-agent.js';

const SPAN = { start: 1000, end: 2000 };

describe('The limits of a list', () => {
  it('say what is empty, or how many WeCom takes', () => {
    expect(() => checkCount([1], 'ids', 1)).not.toThrow();
    expect(() => checkCount([1, 2], 'ids')).not.toThrow();
    expect(() => checkCount([], 'ids')).toThrow(new RangeError('ids takes one at least, not 0'));
    expect(() => checkCount([], 'ids', 2)).toThrow(new RangeError('ids takes 1 to 2 at once, not 0'));
    expect(() => checkCount([1, 2, 3], 'ids', 2)).toThrow(RangeError);
  });

  it('are those of each list, of which one is enough', () => {
    expect(() => checkCounts('nobody', { a: [], b: [1], c: undefined }, { a: 1, b: 1 })).not.toThrow();
    expect(() => checkCounts('nobody', { a: [], b: undefined, c: [] })).toThrow(
      new RangeError('There is nobody: give a, b or c'),
    );
    expect(() => checkCounts('nobody', { a: [1], b: [1, 2] }, { b: 1 })).toThrow(
      new RangeError('b takes 1 to 1 at once, not 2'),
    );
  });

  it('leave out what is left out', () => {
    expect(() => refuseEmpty(undefined, 'ids')).not.toThrow();
    expect(() => refuseEmpty([], 'ids')).toThrow(RangeError);
  });
});

describe('Nobody and nothing', () => {
  const writes: Readonly<Record<string, (client: WorkAgentApi) => Promise<unknown>>> = {
    'is not called': (client) => new WorkOa(client).dials.call([]),
    'is not invited': (client) => new WorkOa(client).schedules.addAttendees('schedule', []),
    'is not put off': (client) => new WorkOa(client).schedules.removeAttendees('schedule', []),
    'makes no group chat': (client) => new WorkAppChatService(client).create([]),
    'is not moved': (client) => new WorkWeDrive(client).files.move('folder', []),
    'is not deleted': (client) => new WorkWeDrive(client).files.delete([]),
    'is not let at a file': (client) => new WorkWeDrive(client).fileAcl.add('file', []),
    'is not kept from a file': (client) => new WorkWeDrive(client).fileAcl.delete('file', []),
    'is not taken into a space': (client) => new WorkWeDrive(client).spaceAcl.add('space', []),
    'is not put out of a space': (client) => new WorkWeDrive(client).spaceAcl.delete('space', []),
    'loses no tag': (client) => new WorkCustomer(client).tags.delete({ tagIds: [] }),
    'is not handed over': (client) => new WorkCustomer(client).transfers.transferGroupChats([], 'lisi'),
  };
  it.each(Object.keys(writes))('%s', async (name) => {
    const { client, calls } = agentThat(() => ({}));
    await expect((writes[name] as (typeof writes)[string])(client)).rejects.toThrow(RangeError);
    expect(calls()).toEqual([]);
  });

  const reads: Readonly<Record<string, (client: WorkAgentApi) => Promise<unknown>>> = {
    calendars: (client) => new WorkOa(client).calendars.get([]),
    schedules: (client) => new WorkOa(client).schedules.get([]),
    'rules of members': (client) => read(new WorkOa(client).checkins.listUserOptions(1000, [])),
    'records of members': (client) => read(new WorkOa(client).checkins.listData(SPAN, [])),
    'statistics of owners': (client) => read(new WorkCustomer(client).groupChats.statistic([], SPAN)),
    'statistics by day': (client) => new WorkCustomer(client).groupChats.statisticByDay([], SPAN),
    'customers of members': (client) => read(new WorkCustomer(client).customers.listByUser([])),
    'new ids': (client) => new WorkCustomer(client).customers.getNewExternalUserIds([]),
  };
  it.each(Object.keys(reads))('is what comes of %s when none is asked for', async (name) => {
    const { client, calls } = agentThat(() => ({}));
    expect(await (reads[name] as (typeof reads)[string])(client)).toEqual([]);
    expect(calls()).toEqual([]);
  });
});
