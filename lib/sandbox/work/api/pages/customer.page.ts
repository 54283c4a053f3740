import type { MemberState } from '../../contacts/member.state.js';
import { pageOf } from '../../cursor.page.js';
import { customerMessages } from '../../customer/customer.messages.js';
import type { CustomerState, Follow } from '../../customer/customer.state.js';
import type { Clientele } from '../../customer/clientele.js';
import type { WorkPage } from '../work-call.interface.js';
import { WorkRefusal } from '../work.refusal.js';

const PAGE = 100;
const CONTACTS_PAGE = 1000;
/** 企业设置的标签 */
const CORP_TAG = 1;

/** What a member keeps of a customer, as every call tells it. */
const followFacts = ({ userid }: MemberState, follow: Follow) => ({
  userid,
  remark: follow.remark,
  description: follow.description,
  createtime: follow.createtime,
  add_way: follow.addWay,
  ...(follow.remarkCorp === undefined ? {} : { remark_corp_name: follow.remarkCorp }),
  ...(follow.remarkMobiles ? { remark_mobiles: [...follow.remarkMobiles] } : {}),
  ...(follow.state === undefined ? {} : { state: follow.state }),
  oper_userid: userid,
});

const tagsOf = ({ tags }: Clientele, { tagIds }: Follow) =>
  [...tagIds].flatMap((id) => {
    const found = tags.find(id);
    if (!found) return [];
    const [{ group_name }, { name }] = found;
    return { group_name, tag_name: name, tag_id: id, type: CORP_TAG };
  });

/** The customers of members, one by one. @throws {WorkRefusal} for a member there is not */
const customersOf = (
  { book, customers }: Clientele,
  userids: readonly string[],
): [MemberState, CustomerState][] =>
  userids.flatMap((userid) => {
    const member = book.need(userid);
    return customers.of(member).map((customer) => [member, customer] as [MemberState, CustomerState]);
  });

/** 客户管理 */
export const customerPage: WorkPage = {
  'GET /cgi-bin/externalcontact/get_follow_user_list': ({ caller: { corp } }) => ({
    follow_user: corp.book.members.map(({ userid }) => userid),
  }),
  'GET /cgi-bin/externalcontact/list': ({ caller: { corp }, query }) => {
    const found = corp.clientele.customers.of(corp.book.need(query.userid));
    if (found.length === 0) throw new WorkRefusal(84061);
    return { external_userid: found.map(({ externalUserId }) => externalUserId) };
  },
  'GET /cgi-bin/externalcontact/get': ({ caller: { corp }, query }) => {
    const customer = corp.clientele.customers.need(query.external_userid);
    if (customer.follows.size === 0) throw new WorkRefusal(84061);
    return {
      external_contact: customer.profile,
      follow_user: [...customer.follows].map(([member, follow]) => ({
        ...followFacts(member, follow),
        tags: tagsOf(corp.clientele, follow),
      })),
    };
  },
  'POST /cgi-bin/externalcontact/batch/get_by_user': ({ caller: { corp }, body }) => {
    const { items, next } = pageOf(customersOf(corp.clientele, body.userid_list), body, PAGE);
    return {
      external_contact_list: items.map(([member, customer]) => {
        const follow = corp.clientele.customers.followOf(customer, member);
        return {
          external_contact: customer.profile,
          follow_info: { ...followFacts(member, follow), tag_id: [...follow.tagIds] },
        };
      }),
      ...next,
    };
  },
  'POST /cgi-bin/externalcontact/remark': ({ caller: { corp }, body }) => {
    const { customers } = corp.clientele;
    const follow = customers.followOf(customers.need(body.external_userid), corp.book.need(body.userid));
    if (body.remark_pic_mediaid) corp.media.need(body.remark_pic_mediaid, 'image');
    if (body.remark !== undefined) follow.remark = body.remark;
    if (body.description !== undefined) follow.description = body.description;
    if (body.remark_company !== undefined) follow.remarkCorp = body.remark_company;
    if (body.remark_mobiles) follow.remarkMobiles = body.remark_mobiles.filter(Boolean);
    return {};
  },
  'POST /cgi-bin/externalcontact/mark_tag': ({ caller: { corp }, body }) => {
    const { customers, tags } = corp.clientele;
    const { add_tag: added = [], remove_tag: removed = [] } = body;
    for (const id of [...added, ...removed]) tags.need(id);
    const { tagIds } = customers.followOf(customers.need(body.external_userid), corp.book.need(body.userid));
    for (const id of added) tagIds.add(id);
    for (const id of removed) tagIds.delete(id);
    return {};
  },
  'POST /cgi-bin/externalcontact/contact_list': ({ caller: { corp }, body }) => {
    const all = customersOf(
      corp.clientele,
      corp.book.members.map(({ userid }) => userid),
    );
    const { items, next } = pageOf(all, body, CONTACTS_PAGE);
    return {
      info_list: items.map(([member, customer]) => ({
        external_userid: customer.externalUserId,
        name: customer.name,
        follow_userid: member.userid,
        add_time: corp.clientele.customers.followOf(customer, member).createtime,
        is_customer: true,
      })),
      ...next,
    };
  },
  'POST /cgi-bin/externalcontact/unionid_to_external_userid': ({ caller: { corp }, body }) => {
    const found = corp.clientele.customers.list.find(({ unionid }) => unionid === body.unionid);
    if (!found) throw new WorkRefusal(84061);
    return { external_userid: found.externalUserId };
  },
  'POST /cgi-bin/externalcontact/convert_to_openid': ({ caller: { corp }, body }) => ({
    openid: corp.clientele.customers.need(body.external_userid).openid,
  }),
  'POST /cgi-bin/externalcontact/send_welcome_msg': ({ caller: { corp }, body }) => {
    const { customers, clock } = corp.clientele;
    if (!body.text && !body.attachments?.length)
      throw new WorkRefusal(40058, 'text and attachments are missing');
    const found = customers.welcomes.use(body.welcome_code, () => true);
    if (found === 'used') throw new WorkRefusal(41096);
    if (found === 'unknown') throw new WorkRefusal(41050);
    const origin = { at: clock.now(), by: 'welcome', from: found.member.userid } as const;
    found.customer.messages.push(...customerMessages(origin, body));
    return {};
  },
};
