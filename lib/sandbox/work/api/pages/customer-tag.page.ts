import type { AgentState } from '../../agent.state.js';
import type { CustomerTagGroup } from '../../customer/customer-tag.book.js';
import type { WorkPage } from '../work-call.interface.js';

const withoutStrategy = ({
  strategy_id: _id,
  ...group
}: CustomerTagGroup): Omit<CustomerTagGroup, 'strategy_id'> => group;

/** Nobody has a tag that is no more. */
function forget({ corp }: AgentState, ids: readonly string[]): void {
  for (const { follows } of corp.clientele.customers.list)
    for (const { tagIds } of follows.values()) for (const id of ids) tagIds.delete(id);
}

/** 企业客户标签管理 · 规则组标签 */
export const customerTagPage: WorkPage = {
  'POST /cgi-bin/externalcontact/get_corp_tag_list': ({ caller: { corp }, body }) => ({
    tag_group: corp.clientele.tags.list(body, false).map(withoutStrategy),
  }),
  'POST /cgi-bin/externalcontact/add_corp_tag': ({ caller: { corp }, body }) => ({
    tag_group: withoutStrategy(corp.clientele.tags.add(body)),
  }),
  'POST /cgi-bin/externalcontact/edit_corp_tag': ({ caller: { corp }, body }) => {
    corp.clientele.tags.edit(body.id, body);
    return {};
  },
  'POST /cgi-bin/externalcontact/del_corp_tag': ({ caller, body }) => {
    forget(caller, caller.corp.clientele.tags.remove(body));
    return {};
  },
  'POST /cgi-bin/externalcontact/get_strategy_tag_list': ({ caller: { corp }, body }) => ({
    tag_group: corp.clientele.tags.list(body, true),
  }),
  'POST /cgi-bin/externalcontact/add_strategy_tag': ({ caller: { corp }, body }) => {
    corp.clientele.strategies.need(body.strategy_id);
    return { tag_group: corp.clientele.tags.add(body) };
  },
  'POST /cgi-bin/externalcontact/edit_strategy_tag': ({ caller: { corp }, body }) => {
    corp.clientele.tags.edit(body.id, body);
    return {};
  },
  'POST /cgi-bin/externalcontact/del_strategy_tag': ({ caller, body }) => {
    forget(caller, caller.corp.clientele.tags.remove(body));
    return {};
  },
};
