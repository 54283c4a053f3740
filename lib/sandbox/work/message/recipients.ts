import { WorkRefusal } from '../api/work.refusal.js';
import type { MemberState } from '../contacts/member.state.js';
import type { CorpState } from '../corp.state.js';

/** Whom a message is for, as a call says it: ids joined by `|`. */
export interface Addressed {
  readonly touser?: string;
  readonly toparty?: string;
  readonly totag?: string;
}

/** Who gets a message, and who of those named does not. */
export interface Recipients {
  readonly members: ReadonlySet<MemberState>;
  readonly invaliduser?: string;
  readonly invalidparty?: string;
  readonly invalidtag?: string;
}

const MOST_USERS = 1000;
const MOST_PARTIES = 100;
const MOST_TAGS = 100;

const split = (joined = ''): string[] => joined.split('|').filter(Boolean);

/** @throws {WorkRefusal} when nobody is named, or nobody of those named is there */
export function findRecipients({ book, tags }: CorpState, { touser, toparty, totag }: Addressed): Recipients {
  if (touser === '@all') return { members: new Set(book.members) };
  const userids = split(touser);
  const parties = split(toparty);
  const tagged = split(totag);
  if (userids.length + parties.length + tagged.length === 0) throw new WorkRefusal(82001);
  if (userids.length > MOST_USERS) throw new WorkRefusal(40032);
  if (parties.length > MOST_PARTIES) throw new WorkRefusal(82002);
  if (tagged.length > MOST_TAGS) throw new WorkRefusal(82003);
  const invalid = {
    invaliduser: userids.filter((userid) => !book.find(userid)),
    invalidparty: parties.filter((id) => !book.departments.has(Number(id))),
    invalidtag: tagged.filter((id) => !tags.has(Number(id))),
  };
  const members = new Set([
    ...userids.flatMap((userid) => book.find(userid) ?? []),
    ...parties.flatMap((id) => book.membersOf(Number(id), true)),
    ...tagged.filter((id) => tags.has(Number(id))).flatMap((id) => tags.membersOf(tags.need(Number(id)))),
  ]);
  if (members.size === 0) throw new WorkRefusal(81013);
  const told = Object.entries(invalid).filter(([, ids]) => ids.length > 0);
  return { members, ...Object.fromEntries(told.map(([name, ids]) => [name, ids.join('|')])) };
}
