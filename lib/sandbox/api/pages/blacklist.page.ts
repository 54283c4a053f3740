import type { OfficialAccountState } from '../../account/official-account.state.js';
import type { ApiPage } from '../api-call.interface.js';
import { type JsonAnswer, OK, refuse } from '../api.answer.js';

const PAGE = 10_000;
const MOST_AT_ONCE = 20;

function refuseList({ people }: OfficialAccountState, openids: readonly string[]): JsonAnswer | undefined {
  if (openids.length === 0 || openids.length > MOST_AT_ONCE) return refuse(40032);
  return openids.every((openid) => people.has(openid)) ? undefined : refuse(40003);
}

/** 黑名单管理 */
export const blacklistPage: ApiPage = {
  'POST /cgi-bin/tags/members/getblacklist': ({ account, body }) => {
    const all = [...account.blacklist];
    const last = body.begin_openid ? all.indexOf(body.begin_openid) : -1;
    if (body.begin_openid && last < 0) return refuse(40003);
    const openid = all.slice(last + 1, last + 1 + PAGE);
    const head = { total: all.length, count: openid.length };
    return openid.length === 0
      ? { ...head, next_openid: '' }
      : { ...head, data: { openid }, next_openid: openid.at(-1) };
  },
  'POST /cgi-bin/tags/members/batchblacklist': ({ account, body }) => {
    const refusal = refuseList(account, body.openid_list);
    if (refusal) return refusal;
    for (const openid of body.openid_list) account.blacklist.add(openid);
    return OK;
  },
  'POST /cgi-bin/tags/members/batchunblacklist': ({ account, body }) => {
    const refusal = refuseList(account, body.openid_list);
    if (refusal) return refusal;
    for (const openid of body.openid_list) account.blacklist.delete(openid);
    return OK;
  },
};
