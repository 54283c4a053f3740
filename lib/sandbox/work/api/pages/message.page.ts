import { checkOwn } from '../../app/own.agent.js';
import type { WorkPage } from '../work-call.interface.js';

/** 发送应用消息 */
export const messagePage: WorkPage = {
  'POST /cgi-bin/message/send': ({ caller, body }) => {
    checkOwn(caller, body.agentid);
    return caller.corp.messages.send(caller, body);
  },
  'POST /cgi-bin/message/recall': ({ caller, body }) => {
    caller.corp.messages.recall(caller, body.msgid);
    return {};
  },
  'POST /cgi-bin/message/update_template_card': ({ caller, body }) => {
    checkOwn(caller, body.agentid);
    return { invaliduser: caller.corp.messages.update(caller, body) };
  },
  'POST /cgi-bin/message/update_taskcard': ({ caller, body }) => {
    checkOwn(caller, body.agentid);
    const { task_id: taskId, userids = [], replace_name: text } = body;
    return { invaliduser: caller.corp.messages.updateTask(caller, taskId, userids, text) };
  },
};
