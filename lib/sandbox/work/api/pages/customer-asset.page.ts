import { pageOf } from '../../cursor.page.js';
import type { InterceptRule, Product } from '../../customer/clientele.js';
import type { WorkPage } from '../work-call.interface.js';

const PAGE = 100;

const shownProduct = (id: string, { create_time: _time, ...product }: Product) => ({
  product_id: id,
  ...product,
});

type Range = NonNullable<InterceptRule['applicable_range']>;

/** A range with some more, and without others. */
function changed(
  { user_list = [], department_list = [] }: Range,
  added: Range = {},
  removed: Range = {},
): Range {
  const users = [...user_list, ...(added.user_list ?? [])];
  const departments = [...department_list, ...(added.department_list ?? [])];
  return {
    user_list: users.filter((userid) => !removed.user_list?.includes(userid)),
    department_list: departments.filter((id) => !removed.department_list?.includes(id)),
  };
}

/** 商品图册管理 · 聊天敏感词管理 */
export const customerAssetPage: WorkPage = {
  'POST /cgi-bin/externalcontact/add_product_album': ({ caller: { corp }, body }) => {
    const { products, clock } = corp.clientele;
    return { product_id: products.add({ ...body, create_time: clock.seconds() }) };
  },
  'POST /cgi-bin/externalcontact/get_product_album': ({ caller: { corp }, body: { product_id: id } }) => ({
    product: { product_id: id, ...corp.clientele.products.need(id) },
  }),
  'POST /cgi-bin/externalcontact/get_product_album_list': ({ caller: { corp }, body }) => {
    const { items, next } = pageOf(corp.clientele.products.entries, body, PAGE);
    return { product_list: items.map(([id, product]) => shownProduct(id, product)), ...next };
  },
  'POST /cgi-bin/externalcontact/update_product_album': ({ caller: { corp }, body }) => {
    const { product_id: id, ...facts } = body;
    corp.clientele.products.change(id, facts);
    return {};
  },
  'POST /cgi-bin/externalcontact/delete_product_album': ({ caller: { corp }, body }) => {
    corp.clientele.products.remove(body.product_id);
    return {};
  },
  'POST /cgi-bin/externalcontact/add_intercept_rule': ({ caller: { corp }, body }) => {
    const { rules, clock } = corp.clientele;
    return { rule_id: rules.add({ ...body, create_time: clock.seconds() }) };
  },
  'GET /cgi-bin/externalcontact/get_intercept_rule_list': ({ caller: { corp } }) => ({
    rule_list: corp.clientele.rules.entries.map(([id, { rule_name, create_time }]) => ({
      rule_id: id,
      rule_name,
      create_time,
    })),
  }),
  'POST /cgi-bin/externalcontact/get_intercept_rule': ({ caller: { corp }, body: { rule_id: id } }) => {
    const { semantics_list: semantics = [], ...rule } = corp.clientele.rules.need(id);
    return { rule: { rule_id: id, ...rule, extra_rule: { semantics_list: semantics } } };
  },
  'POST /cgi-bin/externalcontact/update_intercept_rule': ({ caller: { corp }, body }) => {
    const {
      rule_id: id,
      extra_rule: extra,
      add_applicable_range: added,
      remove_applicable_range: removed,
      ...facts
    } = body;
    const { rules } = corp.clientele;
    const range = changed(rules.need(id).applicable_range ?? {}, added, removed);
    const semantics = extra?.semantics_list ? { semantics_list: extra.semantics_list } : {};
    rules.change(id, { ...facts, ...semantics, applicable_range: range });
    return {};
  },
  'POST /cgi-bin/externalcontact/del_intercept_rule': ({ caller: { corp }, body }) => {
    corp.clientele.rules.remove(body.rule_id);
    return {};
  },
};
