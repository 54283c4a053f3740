import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import type { SandboxCustomer } from 'nestjs-wechat-sdk/sandbox';
import type { WorkCustomer } from 'nestjs-wechat-sdk/work';
import { lastRequest } from '../../src/sandbox.reader.js';
import { type StartedWork, startWork } from '../../src/start-work.js';

let work: StartedWork;
let api: WorkCustomer;
let wang: SandboxCustomer;
beforeAll(async () => {
  work = await startWork();
  api = work.customer.customer;
  wang = work.console.customer({ name: '王' });
  await wang.addMember(work.console.member({ userid: 'zhangsan' }));
});
beforeEach(() => work.sandbox.reset());
afterAll(() => work.close());

async function collect<Item>(items: AsyncIterable<Item>): Promise<Item[]> {
  const found: Item[] = [];
  for await (const item of items) found.push(item);
  return found;
}

const lastBody = (): unknown => lastRequest(work.sandbox).body;
const nobodyWasAsked = (): void => expect(work.sandbox.requests).toEqual([]);
const named = (tags: readonly { name: string }[]): string[] => tags.map(({ name }) => name);

describe('Tags on customers', () => {
  it('are added in groups, renamed, put on and taken off, and deleted', async () => {
    const { tags } = api;
    const group = await tags.add({ group_name: '来源', tag: [{ name: '展会' }, { name: '门店' }] });
    expect(named(group.tag)).toEqual(['展会', '门店']);
    const [fair = '', door = ''] = group.tag.map(({ id }) => id);
    await expect(tags.add({ group_name: '来源', tag: [{ name: '展会' }] })).rejects.toMatchObject({
      errcode: 40071,
    });
    await tags.edit(fair, { name: '春季展会', order: 3 });
    expect(lastBody()).toEqual({ id: fair, name: '春季展会', order: 3 });
    expect(await tags.list({ tagIds: [fair] })).toMatchObject([
      { group_name: '来源', tag: [{ id: fair, name: '春季展会', order: 3 }] },
    ]);

    await tags.mark('zhangsan', wang.externalUserId, { add: [fair, door] });
    expect(lastBody()).toEqual({
      userid: 'zhangsan',
      external_userid: wang.externalUserId,
      add_tag: [fair, door],
    });
    await tags.mark('zhangsan', wang.externalUserId, { add: [], remove: [fair] });
    expect(lastBody()).toEqual({
      userid: 'zhangsan',
      external_userid: wang.externalUserId,
      remove_tag: [fair],
    });
    const [follow] = (await api.customers.get(wang.externalUserId)).follow_user;
    expect(follow?.tags).toMatchObject([{ tag_id: door, tag_name: '门店', group_name: '来源' }]);

    await tags.delete({ tagIds: [fair], groupIds: [] });
    expect(lastBody()).toEqual({ tag_id: [fair] });
    await tags.delete({ groupIds: [group.group_id] });
    expect(lastBody()).toEqual({ group_id: [group.group_id] });
    expect(await tags.list()).toEqual([]);
    expect(lastBody() ?? {}).toEqual({});
    await expect(tags.edit(fair, { name: '展会' })).rejects.toMatchObject({ errcode: 40068 });
  });

  it('are not put on without any, and none are deleted without any', async () => {
    const { tags } = api;
    await expect(tags.mark('zhangsan', wang.externalUserId, { add: [] })).rejects.toThrow(
      new RangeError('There is no tag: give add or remove'),
    );
    const message = 'There is no tag: give tagIds or groupIds';
    await expect(tags.delete({ tagIds: [] })).rejects.toThrow(new RangeError(message));
    await expect(tags.deleteOfStrategy({})).rejects.toThrow(new RangeError(message));
    nobodyWasAsked();
  });

  it('may belong to rule groups', async () => {
    const { strategies, tags } = api;
    const id = await strategies.create({
      strategy_name: '南区',
      admin_list: ['zhangsan'],
      privilege: {},
      range: [],
    });
    const group = await tags.addToStrategy(id, { group_name: '南区来源', tag: [{ name: '门店' }] });
    expect(lastBody()).toEqual({ strategy_id: id, group_name: '南区来源', tag: [{ name: '门店' }] });
    await tags.editOfStrategy(group.group_id, { name: '南区渠道' });
    expect(await tags.listOfStrategy(id)).toMatchObject([{ strategy_id: id, group_name: '南区渠道' }]);
    expect(await tags.listOfStrategy(undefined, { groupIds: [group.group_id] })).toHaveLength(1);
    expect(lastBody()).toEqual({ group_id: [group.group_id] });
    await tags.deleteOfStrategy({ groupIds: [group.group_id] });
    expect(await tags.listOfStrategy()).toEqual([]);
  });
});

describe.each([
  ['customers', 'view_customer_list'],
  ['moments', 'send_moment'],
] as const)('Rule groups of %s', (kind, privilege) => {
  it('are created, changed and deleted', async () => {
    const { strategies, momentStrategies } = api;
    const groups = kind === 'customers' ? strategies : momentStrategies;
    const strategy = {
      strategy_name: '北区',
      admin_list: ['zhangsan'],
      privilege: { [privilege]: true },
      range: [
        { type: 1, userid: 'zhangsan' },
        { type: 2, partyid: 1 },
      ],
    };
    const id = await groups.create(strategy);
    expect(lastBody()).toEqual(strategy);
    expect(await collect(groups.list())).toContain(id);
    expect(await groups.get(id)).toMatchObject({
      strategy_id: id,
      strategy_name: '北区',
      privilege: { [privilege]: true },
    });
    expect(await collect(groups.listRange(id))).toEqual(strategy.range);
    await groups.edit({
      strategy_id: id,
      strategy_name: '东区',
      range_del: [{ type: 1, userid: 'zhangsan' }],
    });
    expect(await groups.get(id)).toMatchObject({ strategy_name: '东区' });
    expect(await collect(groups.listRange(id))).toEqual([{ type: 2, partyid: 1 }]);
    await groups.delete(id);
    expect(lastBody()).toEqual({ strategy_id: id });
    expect(await collect(groups.list())).not.toContain(id);
    await expect(groups.get(id)).rejects.toMatchObject({ errcode: expect.any(Number) });
  });
});

describe('What members must not say', () => {
  it('is ruled', async () => {
    const { interceptRules } = api;
    const rule = {
      rule_name: '返现',
      word_list: ['返现'],
      semantics_list: [1],
      intercept_type: 1,
      applicable_range: { user_list: ['zhangsan'] },
    };
    const id = await interceptRules.add(rule);
    expect(lastBody()).toEqual(rule);
    expect(await interceptRules.list()).toMatchObject([{ rule_name: '返现' }]);
    expect(await interceptRules.get(id)).toMatchObject({
      rule_name: '返现',
      word_list: ['返现'],
      extra_rule: { semantics_list: [1] },
      applicable_range: { user_list: ['zhangsan'] },
    });
    await interceptRules.update({
      rule_id: id,
      rule_name: '返利',
      word_list: ['返利'],
      add_applicable_range: { department_list: [1] },
      remove_applicable_range: { user_list: ['zhangsan'] },
    });
    expect(await interceptRules.get(id)).toMatchObject({
      rule_name: '返利',
      applicable_range: { user_list: [], department_list: [1] },
    });
    await interceptRules.delete(id);
    await expect(interceptRules.get(id)).rejects.toMatchObject({ errcode: 41070 });
  });
});

describe('Products', () => {
  it('are added, listed, changed and deleted', async () => {
    const { products } = api;
    const product = {
      description: '咖啡豆 500g',
      price: 8800,
      product_sn: 'BEAN500',
      attachments: [{ type: 'image', image: { media_id: 'picture' } }],
    };
    const id = await products.add(product);
    expect(lastBody()).toEqual(product);
    expect(await products.get(id)).toMatchObject({ product_id: id, ...product });
    await products.update({ product_id: id, price: 7900 });
    expect(await collect(products.list())).toMatchObject([{ product_id: id, price: 7900 }]);
    await products.delete(id);
    await expect(products.get(id)).rejects.toMatchObject({ errcode: 41075 });
  });
});
