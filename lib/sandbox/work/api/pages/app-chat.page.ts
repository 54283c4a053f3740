import type { WorkPage } from '../work-call.interface.js';

/** 应用群聊会话 */
export const appChatPage: WorkPage = {
  'POST /cgi-bin/appchat/create': ({ caller, body }) => ({
    chatid: caller.corp.chats.create(caller, body).chatid,
  }),
  'POST /cgi-bin/appchat/update': ({ caller, body }) => {
    const { chats } = caller.corp;
    const { add_user_list: add, del_user_list: remove, name, owner } = body;
    chats.change(chats.need(caller, body.chatid), {
      ...(name === undefined ? {} : { name }),
      ...(owner === undefined ? {} : { owner }),
      ...(add ? { add } : {}),
      ...(remove ? { remove } : {}),
    });
    return {};
  },
  'GET /cgi-bin/appchat/get': ({ caller, query }) => {
    const { chatid, name, owner, members } = caller.corp.chats.need(caller, query.chatid);
    const userlist = members.map(({ userid }) => userid);
    return { chat_info: { chatid, name, owner: owner.userid, userlist } };
  },
  'POST /cgi-bin/appchat/send': ({ caller, body }) => {
    const { chats } = caller.corp;
    chats.send(chats.need(caller, body.chatid), body);
    return {};
  },
};
