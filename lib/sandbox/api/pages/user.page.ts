import type { OfficialAccountState } from '../../account/official-account.state.js';
import type { FollowerState } from '../../account/follower.state.js';
import type { ApiPage } from '../api-call.interface.js';
import { OK, refuse } from '../api.answer.js';

const PAGE = 10_000;
const MOST_AT_ONCE = 100;
/** In bytes: nine Chinese characters fit. */
const REMARK_LIMIT = 30;

/** What WeChat tells of a person; since 2021 neither name nor picture. Of strangers only that they are strangers. */
function infoOf(person: FollowerState, lang = 'zh_CN'): Record<string, unknown> {
  const ids = { openid: person.openid, ...(person.unionid ? { unionid: person.unionid } : {}) };
  if (!person.following) return { subscribe: 0, ...ids };
  return {
    subscribe: 1,
    ...ids,
    nickname: '',
    sex: 0,
    language: lang,
    city: '',
    province: '',
    country: '',
    headimgurl: '',
    subscribe_time: person.subscribedAt,
    remark: person.remark,
    groupid: person.tags[0] ?? 0,
    tagid_list: person.tags,
    subscribe_scene: person.subscribeScene,
    qr_scene: person.qrScene,
    qr_scene_str: person.qrSceneStr,
  };
}

function followersAfter(
  { followers }: OfficialAccountState,
  nextOpenid: string | undefined,
): string[] | undefined {
  const all = [...followers];
  if (!nextOpenid) return all;
  const index = all.indexOf(nextOpenid);
  return index < 0 ? undefined : all.slice(index + 1);
}

/** 用户管理 */
export const userPage: ApiPage = {
  'GET /cgi-bin/user/info': ({ account, query }) => {
    const person = account.people.get(query.openid);
    return person ? infoOf(person, query.lang) : refuse(40003);
  },
  'POST /cgi-bin/user/info/batchget': ({ account, body }) => {
    const { user_list } = body;
    if (user_list.length === 0 || user_list.length > MOST_AT_ONCE) return refuse(40032);
    const found = user_list.map(({ openid, lang }) => {
      const person = account.people.get(openid);
      return person && infoOf(person, lang);
    });
    return found.includes(undefined) ? refuse(40003) : { user_info_list: found };
  },
  'POST /cgi-bin/user/info/updateremark': ({ account, body }) => {
    const person = account.people.get(body.openid);
    if (!person) return refuse(40003);
    if (!person.following) return refuse(43004);
    if (Buffer.byteLength(body.remark) >= REMARK_LIMIT)
      return refuse(40035, `remark must have fewer than ${REMARK_LIMIT} bytes`);
    person.remark = body.remark;
    return OK;
  },
  'GET /cgi-bin/user/get': ({ account, query }) => {
    const rest = followersAfter(account, query.next_openid);
    if (!rest) return refuse(40003);
    const openid = rest.slice(0, PAGE);
    const head = { total: account.followers.size, count: openid.length };
    // The last page still names its last openid; only the empty one after it names none.
    if (openid.length === 0) return { ...head, next_openid: '' };
    return { ...head, data: { openid }, next_openid: openid.at(-1) };
  },
};
