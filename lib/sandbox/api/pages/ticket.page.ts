import type { ApiPage } from '../api-call.interface.js';

/** 获取 ticket */
export const ticketPage: ApiPage = {
  'GET /cgi-bin/ticket/getticket': ({ account, query }) => ({
    errcode: 0,
    errmsg: 'ok',
    ...account.tickets.give(query.type as 'jsapi' | 'wx_card'),
  }),
};
