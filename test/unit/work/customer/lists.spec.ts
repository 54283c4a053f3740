import { describe, expect, it, jest } from '@jest/globals';
import { WorkCustomer } from '../../../../lib/work/customer/customer.js';
import type { WorkAgentApi } from '../../../../lib/work/work.api.js';
import { agentThat, read } from '../fake-agent.js';

const SPAN = { start: 1000, end: 2000 };
const ids = (count: number): string[] => Array.from({ length: count }, (_, index) => `id${index}`);

/** Two pages of a list under a name: the second by its cursor. */
const paged = (name: string, first: readonly unknown[], second: readonly unknown[]) =>
  agentThat((_route, { cursor }) =>
    cursor === undefined ? { [name]: first, next_cursor: 'n2' } : { [name]: second, next_cursor: '' },
  );

describe('A customer', () => {
  it('comes with all members who look after them, however many pages they fill', async () => {
    const pages: Record<string, object> = {
      first: { external_contact: { name: '王' }, follow_user: [{ userid: 'a' }], next_cursor: 'n2' },
      n2: { external_contact: { name: '王' }, follow_user: [{ userid: 'b' }], next_cursor: 'n3' },
      n3: { external_contact: { name: '王' }, follow_user: [{ userid: 'c' }] },
    };
    const request = jest.fn(async (_route: string, { query }: { query: { cursor?: string } }) => {
      return pages[query.cursor ?? 'first'];
    });
    const { customers } = new WorkCustomer({ request } as unknown as WorkAgentApi);
    expect(await customers.get('wm1')).toEqual({
      external_contact: { name: '王' },
      follow_user: [{ userid: 'a' }, { userid: 'b' }, { userid: 'c' }],
    });
    expect(request.mock.calls.map(([, { query }]) => query)).toEqual([
      { external_userid: 'wm1', cursor: undefined },
      { external_userid: 'wm1', cursor: 'n2' },
      { external_userid: 'wm1', cursor: 'n3' },
    ]);
  });

  it('is listed a hundred members at a time, page after page of each hundred', async () => {
    const { client, bodies } = paged('external_contact_list', ['one'], ['two']);
    expect(await read(new WorkCustomer(client).customers.listByUser(ids(101)))).toEqual([
      'one',
      'two',
      'one',
      'two',
    ]);
    expect(bodies()).toEqual([
      { userid_list: ids(100), limit: 100 },
      { userid_list: ids(100), limit: 100, cursor: 'n2' },
      { userid_list: ['id100'], limit: 100 },
      { userid_list: ['id100'], limit: 100, cursor: 'n2' },
    ]);
  });

  it('or anybody else who was served is listed by the thousand', async () => {
    const { client, bodies } = paged('info_list', ['one'], ['two']);
    expect(await read(new WorkCustomer(client).customers.listServed())).toEqual(['one', 'two']);
    expect(bodies()).toEqual([{ limit: 1000 }, { limit: 1000, cursor: 'n2' }]);
  });
});

describe('Ways to add members', () => {
  it('are listed as their ids, those of a span alone if wished', async () => {
    const { client, bodies } = paged('contact_way', [{ config_id: 'a' }], [{ config_id: 'b' }]);
    const { contactWays } = new WorkCustomer(client);
    expect(await read(contactWays.list())).toEqual(['a', 'b']);
    expect(await read(contactWays.list(SPAN))).toEqual(['a', 'b']);
    expect(bodies()).toEqual([
      { limit: 1000 },
      { limit: 1000, cursor: 'n2' },
      { limit: 1000, start_time: 1000, end_time: 2000 },
      { limit: 1000, start_time: 1000, end_time: 2000, cursor: 'n2' },
    ]);
  });
});

describe('Group chats', () => {
  it('are listed a hundred owners at a time, under the same status', async () => {
    const { client, bodies } = paged('group_chat_list', ['one'], ['two']);
    const { groupChats } = new WorkCustomer(client);
    expect(await read(groupChats.list({ owners: ids(101), status: 1 }))).toHaveLength(4);
    const asked = { limit: 1000, status_filter: 1 };
    expect(bodies()).toEqual([
      { ...asked, owner_filter: { userid_list: ids(100) } },
      { ...asked, owner_filter: { userid_list: ids(100) }, cursor: 'n2' },
      { ...asked, owner_filter: { userid_list: ['id100'] } },
      { ...asked, owner_filter: { userid_list: ['id100'] }, cursor: 'n2' },
    ]);
  });

  it('of nobody are none, not those of everybody', async () => {
    const { client, bodies } = paged('group_chat_list', ['one'], ['two']);
    expect(await read(new WorkCustomer(client).groupChats.list({ owners: [] }))).toEqual([]);
    expect(bodies()).toEqual([]);
  });

  it('have statistics that go on until their total is reached', async () => {
    const { client, bodies } = agentThat((_route, { offset }) => ({
      items: [offset],
      total: 2001,
      next_offset: 1,
    }));
    const { groupChats } = new WorkCustomer(client);
    const order = { orderBy: 2, ascending: true } as const;
    expect(await read(groupChats.statistic(['zhangsan'], SPAN, order))).toEqual([0, 1000, 2000]);
    expect(bodies()[2]).toEqual({
      day_begin_time: 1000,
      day_end_time: 2000,
      owner_filter: { userid_list: ['zhangsan'] },
      order_by: 2,
      order_asc: 1,
      offset: 2000,
      limit: 1000,
    });
  });
});

describe('Lists by cursor', () => {
  type Listed = readonly [
    name: string,
    pages: readonly [field: string, first: unknown[], second: unknown[]],
    list: (customer: WorkCustomer) => AsyncIterable<unknown>,
    asked: object,
    items: unknown[],
  ];
  const lists: Listed[] = [
    [
      'messages',
      ['group_msg_list', ['a'], ['b']],
      ({ messages }) => messages.list('single', SPAN, { creator: 'zhangsan', filterType: 0 }),
      {
        chat_type: 'single',
        start_time: 1000,
        end_time: 2000,
        limit: 100,
        creator: 'zhangsan',
        filter_type: 0,
      },
      ['a', 'b'],
    ],
    [
      'members who send a message',
      ['task_list', ['a'], ['b']],
      ({ messages }) => messages.listTasks('msg'),
      { msgid: 'msg', limit: 1000 },
      ['a', 'b'],
    ],
    [
      'customers who had a message',
      ['send_list', ['a'], ['b']],
      ({ messages }) => messages.listSendResults('msg', 'zhangsan'),
      { msgid: 'msg', userid: 'zhangsan', limit: 1000 },
      ['a', 'b'],
    ],
    [
      'moments',
      ['moment_list', ['a'], ['b']],
      ({ moments }) => moments.list(SPAN, { creator: 'zhangsan', filterType: 1 }),
      { start_time: 1000, end_time: 2000, limit: 20, creator: 'zhangsan', filter_type: 1 },
      ['a', 'b'],
    ],
    [
      'members who publish a moment',
      ['task_list', ['a'], ['b']],
      ({ moments }) => moments.listTasks('mom'),
      { moment_id: 'mom', limit: 1000 },
      ['a', 'b'],
    ],
    [
      'customers a moment is meant for',
      ['customer_list', ['a'], ['b']],
      ({ moments }) => moments.listCustomers('mom', 'zhangsan'),
      { moment_id: 'mom', userid: 'zhangsan', limit: 1000 },
      ['a', 'b'],
    ],
    [
      'customers who can see a moment',
      ['customer_list', [{ external_userid: 'a' }], [{ external_userid: 'b' }]],
      ({ moments }) => moments.listSendResults('mom', 'zhangsan'),
      { moment_id: 'mom', userid: 'zhangsan', limit: 3000 },
      ['a', 'b'],
    ],
    [
      'rule groups',
      ['strategy', [{ strategy_id: 1 }], [{ strategy_id: 2 }]],
      ({ strategies }) => strategies.list(),
      { limit: 1000 },
      [1, 2],
    ],
    [
      'whom a rule group is for',
      ['range', ['a'], ['b']],
      ({ strategies }) => strategies.listRange(7),
      { strategy_id: 7, limit: 1000 },
      ['a', 'b'],
    ],
    [
      'rule groups of moments',
      ['strategy', [{ strategy_id: 1 }], [{ strategy_id: 2 }]],
      ({ momentStrategies }) => momentStrategies.list(),
      { limit: 1000 },
      [1, 2],
    ],
    [
      'whom a rule group of moments is for',
      ['range', ['a'], ['b']],
      ({ momentStrategies }) => momentStrategies.listRange(7),
      { strategy_id: 7, limit: 1000 },
      ['a', 'b'],
    ],
    [
      'customers handed over',
      ['customer', ['a'], ['b']],
      ({ transfers }) => transfers.listResults('zhangsan', 'lisi'),
      { handover_userid: 'zhangsan', takeover_userid: 'lisi' },
      ['a', 'b'],
    ],
    [
      'customers of somebody who left, handed over',
      ['customer', ['a'], ['b']],
      ({ transfers }) => transfers.listResignedResults('zhangsan', 'lisi'),
      { handover_userid: 'zhangsan', takeover_userid: 'lisi' },
      ['a', 'b'],
    ],
    [
      'customers nobody looks after',
      ['info', ['a'], ['b']],
      ({ transfers }) => transfers.listUnassigned(),
      { page_size: 1000 },
      ['a', 'b'],
    ],
    [
      'links',
      ['link_id_list', ['a'], ['b']],
      ({ acquisition }) => acquisition.list(),
      { limit: 100 },
      ['a', 'b'],
    ],
    [
      'customers who came by a link',
      ['customer_list', ['a'], ['b']],
      ({ acquisition }) => acquisition.listCustomers('link'),
      { link_id: 'link', limit: 1000 },
      ['a', 'b'],
    ],
    [
      'products',
      ['product_list', ['a'], ['b']],
      ({ products }) => products.list(),
      { limit: 100 },
      ['a', 'b'],
    ],
  ];

  it.each(lists)('hold all %s, and ask the same of every page', async (_name, pages, list, asked, items) => {
    const { client, bodies } = paged(...pages);
    expect(await read(list(new WorkCustomer(client)))).toEqual(items);
    expect(bodies()).toEqual([asked, { ...asked, cursor: 'n2' }]);
  });

  it('end where WeCom says so, even with a cursor', async () => {
    const { client, bodies } = agentThat(() => ({ info: ['a'], is_last: true, next_cursor: 'n2' }));
    expect(await read(new WorkCustomer(client).transfers.listUnassigned())).toEqual(['a']);
    expect(bodies()).toHaveLength(1);
  });

  it('are empty where WeCom leaves them out', async () => {
    const { client } = agentThat(() => ({}));
    const { messages } = new WorkCustomer(client);
    expect(await read(messages.list('group', SPAN))).toEqual([]);
    expect(await read(messages.listTasks('msg'))).toEqual([]);
    expect(await read(messages.listSendResults('msg', 'zhangsan'))).toEqual([]);
  });

  it('fail with the page that fails', async () => {
    const { client } = agentThat((_route, { cursor }) => {
      if (cursor) throw new Error('page 2');
      return { product_list: ['a'], next_cursor: 'n2' };
    });
    await expect(read(new WorkCustomer(client).products.list())).rejects.toThrow('page 2');
  });
});
