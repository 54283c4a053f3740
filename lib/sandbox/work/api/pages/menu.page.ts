import { checkOwn } from '../../app/own.agent.js';
import type { WorkPage } from '../work-call.interface.js';
import { WorkRefusal } from '../work.refusal.js';

/** 自定义菜单 */
export const menuPage: WorkPage = {
  'POST /cgi-bin/menu/create': ({ caller, query, body }) => {
    checkOwn(caller, query.agentid);
    caller.menus.set(body);
    return {};
  },
  'GET /cgi-bin/menu/get': ({ caller, query }) => {
    checkOwn(caller, query.agentid);
    const { menu } = caller.menus;
    if (!menu) throw new WorkRefusal(46003);
    return menu;
  },
  'GET /cgi-bin/menu/delete': ({ caller, query }) => {
    checkOwn(caller, query.agentid);
    caller.menus.clear();
    return {};
  },
};
