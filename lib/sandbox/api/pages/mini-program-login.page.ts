import { MiniProgramState } from '../../account/mini-program.state.js';
import type { MiniProgramUserState } from '../../account/mini-program-user.state.js';
import { phoneInfo } from '../../mini-program/sealed-data.maker.js';
import type { AnonymousPage } from '../anonymous-call.interface.js';
import type { ApiPage } from '../api-call.interface.js';
import { type JsonAnswer, OK, refuse } from '../api.answer.js';

const anybody = (): boolean => true;

/** The session a code of `wx.login` stands for. */
export function sessionOf(account: MiniProgramState, code = ''): JsonAnswer {
  const user = account.loginCodes.use(code, anybody);
  if (user === 'unknown') return refuse(40029);
  if (user === 'used') return refuse(40163);
  return {
    openid: user.openid,
    session_key: user.sessionKey,
    ...(user.unionid === undefined ? {} : { unionid: user.unionid }),
  };
}

/** 小程序登录: what an app secret alone may do. */
export const codeToSessionPage: AnonymousPage = {
  'GET /sns/jscode2session': ({ accounts, query }) => {
    const account = accounts.get(query['appid'] ?? '');
    if (!(account instanceof MiniProgramState)) return refuse(40013);
    if (account.appSecret !== query['secret']) return refuse(40125);
    if (query['grant_type'] !== undefined && query['grant_type'] !== 'authorization_code')
      return refuse(40002);
    return sessionOf(account, query['js_code']);
  },
};

/** Runs only when the caller has proved to know the session key. */
function withSession(
  { people }: MiniProgramState,
  query: { openid: string; signature: string; sig_method?: string },
  answer: (user: MiniProgramUserState) => JsonAnswer,
): JsonAnswer {
  if (query.sig_method !== undefined && query.sig_method !== 'hmac_sha256')
    return refuse(40035, 'sig_method must be hmac_sha256');
  const user = people.get(query.openid);
  if (!user) return refuse(40003);
  return user.isSigned(query.signature) ? answer(user) : refuse(87009);
}

/** 小程序登录 · 用户信息 */
export const miniProgramLoginPage: ApiPage<MiniProgramState> = {
  'GET /wxa/checksession': ({ account, query }) => withSession(account, query, () => OK),
  'GET /wxa/resetusersessionkey': ({ account, query }) =>
    withSession(account, query, (user) => ({
      errcode: 0,
      errmsg: 'ok',
      openid: user.openid,
      session_key: user.renewSession(),
    })),
  'POST /wxa/business/getuserphonenumber': ({ account, body }) => {
    const user = account.phoneCodes.use(body.code, anybody);
    if (typeof user === 'string') return refuse(40029);
    return { errcode: 0, errmsg: 'ok', phone_info: phoneInfo(account, user) };
  },
  'POST /wxa/getpluginopenpid': ({ account, body }) => {
    const user = account.pluginCodes.use(body.code, anybody);
    if (typeof user === 'string') return refuse(40029);
    return { errcode: 0, errmsg: 'ok', openpid: user.openpid };
  },
};
