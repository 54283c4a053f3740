import { AccountState } from '../../account/account.state.js';
import type { AnonymousCall, AnonymousPage } from '../anonymous-call.interface.js';
import { type ApiAnswer, type JsonAnswer, OK, refuse } from '../api.answer.js';

/** The account those credentials open from that address, or why they open none. */
function signIn({ accounts, ip }: AnonymousCall, appId: unknown, secret: unknown): AccountState | JsonAnswer {
  const account = accounts.get(String(appId));
  if (!account) return refuse(40013);
  if (account.appSecret !== secret) return refuse(40125);
  if (account.whitelist && !account.whitelist.includes(ip)) {
    return { errcode: 40164, errmsg: `invalid ip ${ip} ipv6 ::ffff:${ip}, not in whitelist` };
  }
  return account;
}

function withAccount(
  call: AnonymousCall,
  [appId, secret]: readonly [unknown, unknown],
  answer: (account: AccountState) => ApiAnswer,
): ApiAnswer {
  const found = signIn(call, appId, secret);
  return found instanceof AccountState ? answer(found) : found;
}

/** 接口调用凭据: tokens, and what else a secret alone may do. */
export const tokenPage: AnonymousPage = {
  'GET /cgi-bin/token': (call) =>
    withAccount(call, [call.query['appid'], call.query['secret']], ({ tokens }) => ({ ...tokens.classic() })),
  'POST /cgi-bin/stable_token': (call) =>
    withAccount(call, [call.body['appid'], call.body['secret']], ({ tokens }) => {
      const token = call.body['force_refresh'] === true ? tokens.forced() : tokens.stable();
      return token ? { ...token } : refuse(45009);
    }),
  'POST /cgi-bin/clear_quota/v2': (call) =>
    withAccount(call, [call.body['appid'], call.body['appsecret']], ({ quota }) => {
      quota.clear();
      return OK;
    }),
};
