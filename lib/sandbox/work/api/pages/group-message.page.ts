import { pageOf } from '../../cursor.page.js';
import type { GroupMessage } from '../../customer/group-message.desk.js';
import type { WorkPage } from '../work-call.interface.js';
import { WorkRefusal } from '../work.refusal.js';

const PAGE = 100;
const TASKS_PAGE = 1000;
/** 企业创建 */
const BY_CORP = 0;
const SENT = 1;
const TASK_SENT = 2;

const shown = ({ msgid, creator, createdAt, body }: GroupMessage) => ({
  msgid,
  creator,
  create_time: createdAt,
  create_type: BY_CORP,
  ...(body.text ? { text: body.text } : {}),
  attachments: body.attachments ?? [],
});

const when = (sentAt: number | undefined): { send_time?: number } =>
  sentAt === undefined ? {} : { send_time: sentAt };

/** 企业群发 */
export const groupMessagePage: WorkPage = {
  'POST /cgi-bin/externalcontact/add_msg_template': ({ caller: { corp }, body }) => {
    for (const { image, video, file } of body.attachments ?? [])
      for (const id of [image?.media_id, video?.media_id, file?.media_id]) if (id) corp.media.need(id);
    const { message, failed } = corp.clientele.messages.create(body);
    return { msgid: message.msgid, fail_list: failed };
  },
  'POST /cgi-bin/externalcontact/get_groupmsg_list_v2': ({ caller: { corp }, body }) => {
    const { chat_type: type, start_time: start, end_time: end, creator } = body;
    const found = corp.clientele.messages.list.filter(
      (message) =>
        (message.body.chat_type ?? 'single') === type &&
        message.createdAt >= start &&
        message.createdAt <= end &&
        (creator === undefined || message.creator === creator),
    );
    const { items, next } = pageOf(found, body, PAGE);
    return { group_msg_list: items.map(shown), ...next };
  },
  'POST /cgi-bin/externalcontact/get_groupmsg_task': ({ caller: { corp }, body }) => {
    const { items, next } = pageOf(corp.clientele.messages.need(body.msgid).errands, body, TASKS_PAGE);
    return {
      task_list: items.map(({ member, sentAt }) => ({
        userid: member.userid,
        status: sentAt === undefined ? 0 : TASK_SENT,
        ...when(sentAt),
      })),
      ...next,
    };
  },
  'POST /cgi-bin/externalcontact/get_groupmsg_send_result': ({ caller: { corp }, body }) => {
    const results = corp.clientele.messages
      .need(body.msgid)
      .errands.filter(({ member }) => member.userid === body.userid)
      .flatMap(({ customers, chats, sentAt }) => {
        const how = { userid: body.userid, status: sentAt === undefined ? 0 : SENT, ...when(sentAt) };
        return [
          ...customers.map(({ externalUserId }) => ({ external_userid: externalUserId, ...how })),
          ...chats.map(({ chatId }) => ({ chat_id: chatId, ...how })),
        ];
      });
    const { items, next } = pageOf(results, body, TASKS_PAGE);
    return { send_list: items, ...next };
  },
  'POST /cgi-bin/externalcontact/remind_groupmsg_send': ({ caller: { corp }, body }) => {
    if (corp.clientele.messages.need(body.msgid).isCancelled) throw new WorkRefusal(41093);
    return {};
  },
  'POST /cgi-bin/externalcontact/cancel_groupmsg_send': ({ caller: { corp }, body }) => {
    corp.clientele.messages.need(body.msgid).isCancelled = true;
    return {};
  },
};
