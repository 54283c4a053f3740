import { pageOf } from '../../cursor.page.js';
import type { CustomerStrategy, MomentStrategy } from '../../customer/clientele.js';
import type { Shelf } from '../../shelf.js';
import type { WorkAnswer, WorkPage } from '../work-call.interface.js';

type CustomerPrivilege =
  WorkAnswer<'POST /cgi-bin/externalcontact/customer_strategy/get'>['strategy']['privilege'];
type MomentPrivilege =
  WorkAnswer<'POST /cgi-bin/externalcontact/moment_strategy/get'>['strategy']['privilege'];

const PAGE = 1000;

/** All privileges, withheld. */
const NONE: CustomerPrivilege = {
  view_customer_list: false,
  view_customer_data: false,
  view_room_list: false,
  contact_me: false,
  join_room: false,
  share_customer: false,
  oper_resign_customer: false,
  oper_resign_group: false,
  send_customer_msg: false,
  edit_welcome_msg: false,
  view_behavior_data: false,
  view_room_data: false,
  send_group_msg: false,
  room_deduplication: false,
  rapid_reply: false,
  onjob_customer_transfer: false,
  edit_anti_spam_rule: false,
  export_customer_list: false,
  export_customer_data: false,
  export_customer_group_list: false,
};
const NO_MOMENTS: MomentPrivilege = { view_moment_list: false, send_moment: false };

type Strategy = CustomerStrategy | MomentStrategy;
type RangeItem = Strategy['range'][number];

/** What a strategy says beside its privileges. */
const factsOf = (
  id: number,
  { parent_id: parent = 0, strategy_name, admin_list, create_time }: Strategy,
) => ({
  strategy_id: id,
  parent_id: parent,
  strategy_name,
  create_time,
  admin_list,
});

const isSame = (one: RangeItem, other: RangeItem): boolean =>
  one.type === other.type && one.userid === other.userid && one.partyid === other.partyid;

function newRange(
  { range }: Strategy,
  { range_add: added = [], range_del: removed = [] }: { range_add?: RangeItem[]; range_del?: RangeItem[] },
): RangeItem[] {
  const kept = range.filter((item) => !removed.some((gone) => isSame(item, gone)));
  return [...kept, ...added.filter((item) => !kept.some((one) => isSame(item, one)))];
}

const listed = <S extends Strategy>(shelf: Shelf<number, S>, query: { cursor?: string; limit?: number }) => {
  const { items, next } = pageOf(shelf.entries, query, PAGE);
  return { strategy: items.map(([id]) => ({ strategy_id: id })), ...next };
};

const rangeOf = <S extends Strategy>(
  shelf: Shelf<number, S>,
  query: { strategy_id: number; cursor?: string; limit?: number },
) => {
  const { items, next } = pageOf(shelf.need(query.strategy_id).range, query, PAGE);
  return { range: items, ...next };
};

/** 规则组管理 */
export const customerRulePage: WorkPage = {
  'POST /cgi-bin/externalcontact/customer_strategy/create': ({ caller: { corp }, body }) => {
    const { strategies, clock } = corp.clientele;
    return { strategy_id: strategies.add({ ...body, create_time: clock.seconds() }) };
  },
  'POST /cgi-bin/externalcontact/customer_strategy/list': ({ caller: { corp }, body }) =>
    listed(corp.clientele.strategies, body),
  'POST /cgi-bin/externalcontact/customer_strategy/get': ({
    caller: { corp },
    body: { strategy_id: id },
  }) => {
    const strategy = corp.clientele.strategies.need(id);
    return { strategy: { ...factsOf(id, strategy), privilege: { ...NONE, ...strategy.privilege } } };
  },
  'POST /cgi-bin/externalcontact/customer_strategy/get_range': ({ caller: { corp }, body }) =>
    rangeOf(corp.clientele.strategies, body),
  'POST /cgi-bin/externalcontact/customer_strategy/edit': ({ caller: { corp }, body }) => {
    const { strategy_id: id, range_add: _added, range_del: _removed, ...facts } = body;
    const { strategies } = corp.clientele;
    strategies.change(id, { ...facts, range: newRange(strategies.need(id), body) });
    return {};
  },
  'POST /cgi-bin/externalcontact/customer_strategy/del': ({ caller: { corp }, body }) => {
    corp.clientele.strategies.remove(body.strategy_id);
    return {};
  },
  'POST /cgi-bin/externalcontact/moment_strategy/create': ({ caller: { corp }, body }) => {
    const { momentStrategies, clock } = corp.clientele;
    return { strategy_id: momentStrategies.add({ ...body, create_time: clock.seconds() }) };
  },
  'POST /cgi-bin/externalcontact/moment_strategy/list': ({ caller: { corp }, body }) =>
    listed(corp.clientele.momentStrategies, body),
  'POST /cgi-bin/externalcontact/moment_strategy/get': ({ caller: { corp }, body: { strategy_id: id } }) => {
    const strategy = corp.clientele.momentStrategies.need(id);
    return { strategy: { ...factsOf(id, strategy), privilege: { ...NO_MOMENTS, ...strategy.privilege } } };
  },
  'POST /cgi-bin/externalcontact/moment_strategy/get_range': ({ caller: { corp }, body }) =>
    rangeOf(corp.clientele.momentStrategies, body),
  'POST /cgi-bin/externalcontact/moment_strategy/edit': ({ caller: { corp }, body }) => {
    const { strategy_id: id, range_add: _added, range_del: _removed, ...facts } = body;
    const { momentStrategies } = corp.clientele;
    momentStrategies.change(id, { ...facts, range: newRange(momentStrategies.need(id), body) });
    return {};
  },
  'POST /cgi-bin/externalcontact/moment_strategy/del': ({ caller: { corp }, body }) => {
    corp.clientele.momentStrategies.remove(body.strategy_id);
    return {};
  },
};
