import type { WorkPage } from '../work-call.interface.js';

/** 获取企业的 jsapi_ticket · 获取应用的 jsapi_ticket */
export const ticketPage: WorkPage = {
  'GET /cgi-bin/get_jsapi_ticket': ({ caller: { corp } }) => corp.tickets.give('jsapi'),
  'GET /cgi-bin/ticket/get': ({ caller }) => caller.tickets.give('jsapi'),
};
