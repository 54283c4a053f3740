import type { AccountState } from '../../account/account.state.js';
import type { ApiPage } from '../api-call.interface.js';
import { type JsonAnswer, OK, refuse } from '../api.answer.js';

/** Runs only when the call names the account it speaks for, as it must. */
const asItself = (
  account: AccountState,
  { appid }: { appid?: string },
  answer: () => JsonAnswer,
): JsonAnswer => (appid === undefined || appid === account.appId ? answer() : refuse(40013));

/** 开放平台账号管理 */
export const openAccountPage: ApiPage<AccountState> = {
  'POST /cgi-bin/open/create': ({ account, body }) =>
    asItself(account, body, () => {
      const { openAccounts } = account.shared;
      if (openAccounts.of(account.appId) !== undefined) return refuse(89000);
      return { errcode: 0, errmsg: 'ok', open_appid: openAccounts.create(account.appId) };
    }),
  'POST /cgi-bin/open/bind': ({ account, body }) =>
    asItself(account, body, () => {
      const { openAccounts } = account.shared;
      if (openAccounts.of(account.appId) !== undefined) return refuse(89000);
      const outcome = openAccounts.bind(account.appId, body.open_appid);
      if (outcome === 'unknown') return refuse(40013, 'open_appid');
      return outcome === 'full' ? refuse(89004) : OK;
    }),
  'POST /cgi-bin/open/unbind': ({ account, body }) =>
    asItself(account, body, () => {
      const { openAccounts } = account.shared;
      const bound = openAccounts.of(account.appId);
      if (bound === undefined) return refuse(89002);
      if (bound !== body.open_appid) return refuse(40013, 'open_appid');
      openAccounts.unbind(account.appId);
      return OK;
    }),
  'POST /cgi-bin/open/get': ({ account, body }) =>
    asItself(account, body, () => {
      const open_appid = account.shared.openAccounts.of(account.appId);
      return open_appid === undefined ? refuse(89002) : { errcode: 0, errmsg: 'ok', open_appid };
    }),
  'GET /cgi-bin/open/have': ({ account }) => ({
    errcode: 0,
    errmsg: 'ok',
    have_open: account.shared.openAccounts.of(account.appId) !== undefined,
  }),
};
