import type { OfficialAccountState } from '../../account/official-account.state.js';
import type { ServiceAccount } from '../../account/service.desk.js';
import type { ApiPage } from '../api-call.interface.js';
import { type JsonAnswer, OK, refuse } from '../api.answer.js';

const ACCOUNT = /^\w{1,10}@.+$/;
const LONGEST_ACCOUNT = 30;
const LONGEST_NICKNAME = 16;
const INVITATION = 86_400;

const isNickname = (nickname: string | undefined): nickname is string =>
  nickname !== undefined && nickname.length > 0 && [...nickname].length <= LONGEST_NICKNAME;

function withAccount(
  { serviceDesk }: OfficialAccountState,
  kfAccount: string,
  answer: (found: ServiceAccount) => JsonAnswer,
): JsonAnswer {
  const found = serviceDesk.find(kfAccount);
  return found ? answer(found) : refuse(65401);
}

/** 客服管理 · 会话控制 */
export const customServicePage: ApiPage = {
  'POST /customservice/kfaccount/add': ({ account: { serviceDesk }, body }) => {
    const { kf_account: kfAccount = '', nickname } = body;
    if (!ACCOUNT.test(kfAccount) || kfAccount.length > LONGEST_ACCOUNT) return refuse(65404);
    if (!isNickname(nickname)) return refuse(65403);
    if (serviceDesk.find(kfAccount)) return refuse(65406);
    serviceDesk.add(kfAccount, nickname);
    return OK;
  },
  'POST /customservice/kfaccount/update': ({ account, body }) =>
    withAccount(account, body.kf_account, (found) => {
      if (!isNickname(body.nickname)) return refuse(65403);
      found.kf_nick = body.nickname;
      return OK;
    }),
  'POST /customservice/kfaccount/del': ({ account, body }) =>
    account.serviceDesk.remove(body.kf_account) ? OK : refuse(65401),
  'POST /customservice/kfaccount/uploadheadimg': ({ account, query, files: { media } }) =>
    withAccount(account, query.kf_account, (found) => {
      if (!/\.jpe?g$/i.test(media.filename)) return refuse(40005, `"${media.filename}" is no .jpg`);
      const { id } = account.media.add(account.appId, 'image', media.content, '.jpg', true);
      found.kf_headimgurl = `${account.world.url}/sandbox/media/${id}`;
      return OK;
    }),
  'POST /customservice/kfaccount/inviteworker': ({ account, body }) =>
    withAccount(account, body.kf_account, (found) => {
      const now = account.world.clock.seconds();
      if (found.invite_expire_time !== undefined && found.invite_expire_time > now) return refuse(65411);
      found.invite_wx = body.invite_wx;
      found.invite_expire_time = now + INVITATION;
      found.invite_status = 'waiting';
      return OK;
    }),
  'GET /cgi-bin/customservice/getkflist': ({ account: { serviceDesk } }) => ({
    kf_list: serviceDesk.accounts,
  }),
  'GET /cgi-bin/customservice/getonlinekflist': ({ account: { serviceDesk } }) => ({
    kf_online_list: serviceDesk.accounts.map(({ kf_account, kf_id }) => ({
      kf_account,
      kf_id,
      status: 1,
      accepted_case: serviceDesk.sessionsOf(kf_account).length,
    })),
  }),
  'POST /customservice/kfsession/create': ({ account, body }) =>
    withAccount(account, body.kf_account, ({ kf_account }) => {
      const { openid } = body;
      if (!account.people.has(openid)) return refuse(40003);
      const session = account.serviceDesk.sessionWith(openid);
      if (session && session.kf_account !== kf_account) return refuse(65414);
      if (!session)
        account.serviceDesk.open({ openid, kf_account, createtime: account.world.clock.seconds() });
      return OK;
    }),
  'POST /customservice/kfsession/close': ({ account: { serviceDesk }, body }) => {
    if (serviceDesk.sessionWith(body.openid)?.kf_account !== body.kf_account) return refuse(65413);
    serviceDesk.close(body.openid);
    return OK;
  },
  'GET /customservice/kfsession/getsession': ({ account: { serviceDesk }, query }) => {
    const { kf_account = '', createtime = 0 } = serviceDesk.sessionWith(query.openid) ?? {};
    return { errcode: 0, errmsg: 'ok', kf_account, createtime };
  },
  'GET /customservice/kfsession/getsessionlist': ({ account, query }) =>
    withAccount(account, query.kf_account, ({ kf_account }) => ({
      sessionlist: account.serviceDesk
        .sessionsOf(kf_account)
        .map(({ openid, createtime }) => ({ openid, createtime })),
    })),
};
