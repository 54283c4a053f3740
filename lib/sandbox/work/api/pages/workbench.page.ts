import { checkOwn } from '../../app/own.agent.js';
import type { WorkPage } from '../work-call.interface.js';
import { WorkRefusal } from '../work.refusal.js';

const MOST = 1000;

/** 设置工作台自定义展示 */
export const workbenchPage: WorkPage = {
  'POST /cgi-bin/agent/set_workbench_template': ({ caller, body: { agentid, ...template } }) => {
    checkOwn(caller, agentid);
    caller.workbench.template = template;
    return {};
  },
  'POST /cgi-bin/agent/get_workbench_template': ({ caller, body: { agentid } }) => {
    checkOwn(caller, agentid);
    const { template } = caller.workbench;
    if (!template) throw new WorkRefusal(94000);
    return { replace_user_data: false, ...template };
  },
  'POST /cgi-bin/agent/set_workbench_data': ({ caller, body: { agentid, userid, ...shown } }) => {
    checkOwn(caller, agentid);
    if (!caller.workbench.template) throw new WorkRefusal(94000);
    caller.corp.book.need(userid);
    caller.workbench.show([userid], shown);
    return {};
  },
  'POST /cgi-bin/agent/batch_set_workbench_data': ({ caller, body }) => {
    checkOwn(caller, body.agentid);
    const { userid_list: userids, data } = body;
    if (userids.length < 1 || userids.length > MOST) throw new WorkRefusal(40032);
    if (!caller.workbench.template) throw new WorkRefusal(94000);
    for (const userid of userids) caller.corp.book.need(userid);
    caller.workbench.show(userids, data);
    return {};
  },
};
