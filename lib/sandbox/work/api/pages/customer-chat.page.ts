import { pageOf } from '../../cursor.page.js';
import type { Clientele, JoinWay } from '../../customer/clientele.js';
import { type ChatParticipant, type CustomerChat, participantId } from '../../customer/customer-chat.book.js';
import { CustomerState } from '../../customer/customer.state.js';
import type { WorkPage } from '../work-call.interface.js';
import { WorkRefusal } from '../work.refusal.js';
import { contactWayUrl } from './contact-way.page.js';

const PAGE = 1000;
const MOST_CHATS = 5;
const DAY = 86_400;
const NAMED = 1;

const memberOf = (
  { owner }: CustomerChat,
  { who, joinScene, joinedAt, state }: ChatParticipant,
  isNamed: boolean,
) => ({
  ...participantId(who),
  ...(who instanceof CustomerState ? { unionid: who.unionid, invitor: { userid: owner.userid } } : {}),
  ...(isNamed ? { name: who.name } : {}),
  group_nickname: '',
  join_scene: joinScene,
  join_time: joinedAt,
  ...(state === undefined ? {} : { state }),
});

/** @throws {WorkRefusal} for more chats than one way leads to, or one that is not there */
function checkChats({ chats }: Clientele, ids: readonly string[]): void {
  if (ids.length < 1 || ids.length > MOST_CHATS) throw new WorkRefusal(41091);
  for (const id of ids) chats.need(id);
}

/** As `get_join_way` tells it. */
const shownWay = (id: string, way: JoinWay) => ({
  ...way,
  config_id: id,
  remark: way.remark ?? '',
  auto_create_room: way.auto_create_room ?? 1,
  qr_code: contactWayUrl(id),
});

const dataOf = (chats: readonly CustomerChat[], start: number, end: number) => {
  const joined = chats.flatMap(({ participants }) => [...participants.values()]);
  const isWithin = (time: number): boolean => time >= start && time < end;
  return {
    new_chat_cnt: chats.filter(({ createdAt }) => isWithin(createdAt)).length,
    chat_total: chats.length,
    chat_has_msg: 0,
    new_member_cnt: joined.filter(({ joinedAt }) => isWithin(joinedAt)).length,
    member_total: joined.length,
    member_has_msg: 0,
    msg_total: 0,
  };
};

const ownedBy = ({ chats }: Clientele, userids?: readonly string[]): CustomerChat[] =>
  chats.list.filter(({ owner }) => !userids?.length || userids.includes(owner.userid));

/** Hands chats over. @returns those that were not. @throws {WorkRefusal} for an owner there is not */
function handOver(
  { book, chats }: Clientele,
  { chat_id_list: ids, new_owner: userid }: { chat_id_list: readonly string[]; new_owner: string },
): { failed_chat_list: { chat_id: string; errcode: number; errmsg: string }[] } {
  const owner = book.need(userid);
  const failed = ids.filter((id) => !chats.find(id) || chats.find(id)?.owner === owner);
  for (const id of ids) {
    const chat = chats.find(id);
    if (!chat || failed.includes(id)) continue;
    chat.owner = owner;
    chat.status = 3;
    if (!chat.participants.has(owner)) chats.join(chat, owner, { joinScene: 1 });
  }
  return {
    failed_chat_list: failed.map((id) => ({
      chat_id: id,
      errcode: 90500,
      errmsg: 'the owner of this chat is not resigned',
    })),
  };
}

/** 客户群管理 */
export const customerChatPage: WorkPage = {
  'POST /cgi-bin/externalcontact/groupchat/list': ({ caller: { corp }, body }) => {
    const { status_filter: status, owner_filter: filter } = body;
    const found = ownedBy(corp.clientele, filter?.userid_list).filter(
      (chat) => !status || chat.status === status,
    );
    const { items, next } = pageOf(found, body, PAGE);
    return { group_chat_list: items.map((chat) => ({ chat_id: chat.chatId, status: chat.status })), ...next };
  },
  'POST /cgi-bin/externalcontact/groupchat/get': ({ caller: { corp }, body }) => {
    const chat = corp.clientele.chats.need(body.chat_id);
    const { chatId, name, owner, notice, createdAt, participants } = chat;
    return {
      group_chat: {
        chat_id: chatId,
        name,
        owner: owner.userid,
        create_time: createdAt,
        notice,
        member_list: [...participants.values()].map((one) => memberOf(chat, one, body.need_name === NAMED)),
        admin_list: [],
        member_version: String(participants.size),
      },
    };
  },
  'POST /cgi-bin/externalcontact/groupchat/statistic': ({ caller: { corp }, body }) => {
    const { day_begin_time: start, day_end_time: end = start + DAY } = body;
    const chats = ownedBy(corp.clientele, body.owner_filter.userid_list);
    const owners = [...new Set(chats.map(({ owner }) => owner))];
    return {
      total: owners.length,
      next_offset: owners.length,
      items: owners.map((owner) => ({
        owner: owner.userid,
        data: dataOf(
          chats.filter((chat) => chat.owner === owner),
          start,
          end,
        ),
      })),
    };
  },
  'POST /cgi-bin/externalcontact/groupchat/statistic_group_by_day': ({ caller: { corp }, body }) => {
    const { day_begin_time: start, day_end_time: end = start } = body;
    const chats = ownedBy(corp.clientele, body.owner_filter.userid_list);
    const days = Math.floor((end - start) / DAY) + 1;
    return {
      items: Array.from({ length: days }, (_, day) => start + day * DAY).map((time) => ({
        stat_time: time,
        data: dataOf(chats, time, time + DAY),
      })),
    };
  },
  'POST /cgi-bin/externalcontact/groupchat/transfer': ({ caller: { corp }, body }) =>
    handOver(corp.clientele, body),
  'POST /cgi-bin/externalcontact/groupchat/onjob_transfer': ({ caller: { corp }, body }) =>
    handOver(corp.clientele, body),
  'POST /cgi-bin/externalcontact/groupchat/add_join_way': ({ caller: { corp }, body }) => {
    checkChats(corp.clientele, body.chat_id_list);
    return { config_id: corp.clientele.joinWays.add(body) };
  },
  'POST /cgi-bin/externalcontact/groupchat/get_join_way': ({
    caller: { corp },
    body: { config_id: id },
  }) => ({
    join_way: shownWay(id, corp.clientele.joinWays.need(id)),
  }),
  'POST /cgi-bin/externalcontact/groupchat/update_join_way': ({ caller: { corp }, body }) => {
    const { config_id: id, ...facts } = body;
    checkChats(corp.clientele, facts.chat_id_list);
    corp.clientele.joinWays.change(id, facts);
    return {};
  },
  'POST /cgi-bin/externalcontact/groupchat/del_join_way': ({ caller: { corp }, body }) => {
    corp.clientele.joinWays.remove(body.config_id);
    return {};
  },
  'POST /cgi-bin/externalcontact/group_welcome_template/add': ({ caller: { corp }, body }) => ({
    template_id: corp.clientele.welcomes.add(body),
  }),
  'POST /cgi-bin/externalcontact/group_welcome_template/get': ({ caller: { corp }, body }) => {
    const { notify: _notify, ...template } = corp.clientele.welcomes.need(body.template_id);
    return template;
  },
  'POST /cgi-bin/externalcontact/group_welcome_template/edit': ({ caller: { corp }, body }) => {
    const { template_id: id, ...facts } = body;
    corp.clientele.welcomes.change(id, facts);
    return {};
  },
  'POST /cgi-bin/externalcontact/group_welcome_template/del': ({ caller: { corp }, body }) => {
    corp.clientele.welcomes.remove(body.template_id);
    return {};
  },
};
