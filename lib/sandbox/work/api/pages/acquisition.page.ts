import { needAll } from '../../contacts/need-all.js';
import { pageOf } from '../../cursor.page.js';
import type { AcquisitionLink } from '../../customer/clientele.js';
import type { WorkPage } from '../work-call.interface.js';

const PAGE = 100;
const CUSTOMERS_PAGE = 1000;
const QUOTA = 1000;

/** The address a customer opens. */
const urlOf = (id: string): string => `https://work.weixin.qq.com/ca/${id}`;

const shown = (id: string, link: AcquisitionLink) => ({
  link_id: id,
  link_name: link.link_name,
  url: urlOf(id),
  create_time: link.create_time,
  skip_verify: link.skip_verify ?? true,
  mark_source: link.mark_source ?? true,
});

/** 获客助手 */
export const acquisitionPage: WorkPage = {
  'POST /cgi-bin/externalcontact/customer_acquisition/create_link': ({ caller: { corp }, body }) => {
    needAll(corp.book, body.range ?? {});
    const { links, clock } = corp.clientele;
    const id = links.add({ ...body, create_time: clock.seconds() });
    return { link: shown(id, links.need(id)) };
  },
  'POST /cgi-bin/externalcontact/customer_acquisition/get': ({ caller: { corp }, body: { link_id: id } }) => {
    const link = corp.clientele.links.need(id);
    return {
      link: shown(id, link),
      range: link.range ?? {},
      ...(link.priority_option ? { priority_option: link.priority_option } : {}),
    };
  },
  'POST /cgi-bin/externalcontact/customer_acquisition/list_link': ({ caller: { corp }, body }) => {
    const { items, next } = pageOf(corp.clientele.links.entries, body, PAGE);
    return { link_id_list: items.map(([id]) => id), ...next };
  },
  'POST /cgi-bin/externalcontact/customer_acquisition/update_link': ({ caller: { corp }, body }) => {
    const { link_id: id, ...facts } = body;
    needAll(corp.book, facts.range ?? {});
    corp.clientele.links.change(id, facts);
    return {};
  },
  'POST /cgi-bin/externalcontact/customer_acquisition/delete_link': ({ caller: { corp }, body }) => {
    corp.clientele.links.remove(body.link_id);
    return {};
  },
  'POST /cgi-bin/externalcontact/customer_acquisition/customer': ({ caller: { corp }, body }) => {
    corp.clientele.links.need(body.link_id);
    const found = corp.clientele.customers.list.flatMap(({ externalUserId, follows }) =>
      [...follows]
        .filter(([, { linkId }]) => linkId === body.link_id)
        .map(([{ userid }, { state = '' }]) => ({
          external_userid: externalUserId,
          userid,
          chat_status: 0,
          state,
        })),
    );
    const { items, next } = pageOf(found, body, CUSTOMERS_PAGE);
    return { customer_list: items, ...next };
  },
  'GET /cgi-bin/externalcontact/customer_acquisition_quota': ({ caller: { corp } }) => {
    const used = corp.clientele.customers.list.flatMap(({ follows }) =>
      [...follows.values()].filter(({ linkId }) => linkId !== undefined),
    );
    return { total: QUOTA, balance: QUOTA - used.length, quota_list: [] };
  },
};
