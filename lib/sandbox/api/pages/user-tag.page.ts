import type { OfficialAccountState } from '../../account/official-account.state.js';
import type { FollowerState } from '../../account/follower.state.js';
import type { ApiPage } from '../api-call.interface.js';
import { type JsonAnswer, OK, refuse } from '../api.answer.js';

const PAGE = 10_000;
const MOST_TAGS = 100;
const MOST_AT_ONCE = 50;
const MOST_PER_PERSON = 20;
const LONGEST_NAME = 30;
/** With more people a tag cannot be deleted at once. */
const MOST_TO_DELETE = 100_000;

function* followersOf(account: OfficialAccountState): Generator<FollowerState> {
  for (const openid of account.followers) {
    const person = account.people.get(openid);
    if (person) yield person;
  }
}

const carriersOf = (account: OfficialAccountState, id: number): string[] =>
  [...followersOf(account)].filter(({ tags }) => tags.includes(id)).map(({ openid }) => openid);

function refuseName({ tags }: OfficialAccountState, name: string, id?: number): JsonAnswer | undefined {
  if (name.length > LONGEST_NAME) return refuse(45158);
  return name === '' || tags.isTaken(name, id) ? refuse(45157) : undefined;
}

function refuseId({ tags }: OfficialAccountState, id: number): JsonAnswer | undefined {
  if (tags.isReserved(id)) return refuse(45058);
  return tags.has(id) ? undefined : refuse(45159);
}

/** The people of a list that may be given a tag, or lose it. */
function peopleOf(
  account: OfficialAccountState,
  id: number,
  openids: readonly string[],
): FollowerState[] | JsonAnswer {
  if (!account.tags.has(id)) return refuse(45159);
  if (openids.length === 0 || openids.length > MOST_AT_ONCE) return refuse(40032);
  const people = openids.map((openid) => account.people.get(openid));
  return people.every((person) => person?.following) ? (people as FollowerState[]) : refuse(40003);
}

function takeTag({ tags }: FollowerState, id: number): void {
  const index = tags.indexOf(id);
  if (index >= 0) tags.splice(index, 1);
}

/** 用户标签管理 */
export const userTagPage: ApiPage = {
  'POST /cgi-bin/tags/create': ({ account, body }) => {
    const { name } = body.tag;
    const refusal = refuseName(account, name);
    if (refusal) return refusal;
    if (account.tags.all.size >= MOST_TAGS) return refuse(45056);
    return { tag: { id: account.tags.create(name), name } };
  },
  'GET /cgi-bin/tags/get': ({ account }) => ({
    tags: [...account.tags.all].map(([id, name]) => ({ id, name, count: carriersOf(account, id).length })),
  }),
  'POST /cgi-bin/tags/update': ({ account, body }) => {
    const { id, name } = body.tag;
    const refusal = refuseId(account, id) ?? refuseName(account, name, id);
    if (refusal) return refusal;
    account.tags.rename(id, name);
    return OK;
  },
  'POST /cgi-bin/tags/delete': ({ account, body }) => {
    const { id } = body.tag;
    const refusal = refuseId(account, id);
    if (refusal) return refusal;
    if (carriersOf(account, id).length > MOST_TO_DELETE) return refuse(45057);
    account.tags.remove(id);
    for (const person of account.people.values()) takeTag(person, id);
    return OK;
  },
  'POST /cgi-bin/user/tag/get': ({ account, body }) => {
    if (!account.tags.has(body.tagid)) return refuse(45159);
    const all = carriersOf(account, body.tagid);
    const last = body.next_openid ? all.indexOf(body.next_openid) : -1;
    if (body.next_openid && last < 0) return refuse(40003);
    const openid = all.slice(last + 1, last + 1 + PAGE);
    return openid.length === 0
      ? { count: 0 }
      : { count: openid.length, data: { openid }, next_openid: openid.at(-1) };
  },
  'POST /cgi-bin/tags/members/batchtagging': ({ account, body }) => {
    const people = peopleOf(account, body.tagid, body.openid_list);
    if (!Array.isArray(people)) return people;
    const untagged = people.filter(({ tags }) => !tags.includes(body.tagid));
    if (untagged.some(({ tags }) => tags.length >= MOST_PER_PERSON)) return refuse(45059);
    for (const { tags } of new Set(untagged)) tags.push(body.tagid);
    return OK;
  },
  'POST /cgi-bin/tags/members/batchuntagging': ({ account, body }) => {
    const people = peopleOf(account, body.tagid, body.openid_list);
    if (!Array.isArray(people)) return people;
    for (const person of people) takeTag(person, body.tagid);
    return OK;
  },
  'POST /cgi-bin/tags/getidlist': ({ account, body }) => {
    const person = account.people.get(body.openid);
    return person ? { tagid_list: [...person.tags] } : refuse(40003);
  },
};
