import { SandboxUseError } from '../../errors/sandbox-use.error.js';
import type { SandboxAddMemberOptions } from '../../interfaces/sandbox-customer.interface.js';
import type { SandboxWorkReply } from '../../interfaces/sandbox-work-reply.interface.js';
import type { PushTree } from '../../push/push.writer.js';
import { contactWayUrl } from '../api/pages/contact-way.page.js';
import { inConsole } from '../contacts/member.changes.js';
import type { MemberState } from '../contacts/member.state.js';
import type { CorpState } from '../corp.state.js';
import { tellCorp } from '../push/corp.events.js';
import type { CustomerState } from './customer.state.js';

type Told = Promise<SandboxWorkReply | undefined>;

/** 来源: 扫描二维码, 获客链接 */
const BY_CODE = 1;
const BY_LINK = 16;

const tell = (
  corp: CorpState,
  { userid: UserID }: MemberState,
  { externalUserId: ExternalUserID }: CustomerState,
  change: { readonly ChangeType: string } & PushTree,
): Told =>
  tellCorp(corp, 'customer', { Event: 'change_external_contact', ...change, UserID, ExternalUserID });

/** @throws {SandboxUseError} when the member is there already */
export async function addMember(
  corp: CorpState,
  customer: CustomerState,
  member: MemberState,
  { state, addWay = BY_CODE, linkId }: SandboxAddMemberOptions & { linkId?: string } = {},
): Told {
  const { customers } = corp.clientele;
  if (customer.follows.has(member)) throw new SandboxUseError(`${customer.name} has ${member.name} already`);
  customers.follow(customer, member, { addWay, linkId, ...(state === undefined ? {} : { state }) });
  return tell(corp, member, customer, {
    ChangeType: 'add_external_contact',
    State: state,
    LinkId: linkId,
    WelcomeCode: customers.welcomes.issue({ member, customer }),
  });
}

/** Whoever of those a code or link names comes first. */
function firstOf(
  { book }: CorpState,
  users: readonly string[] = [],
  departments: readonly number[] = [],
): MemberState {
  const members = [
    ...users.flatMap((userid) => book.find(userid) ?? []),
    ...departments.flatMap((id) => book.membersOf(id, true)),
  ];
  const [first] = members;
  if (!first) throw new SandboxUseError('It leads to nobody');
  return first;
}

/** @throws {SandboxUseError} when there is no such code, or it names nobody */
export async function scanContactWay(corp: CorpState, customer: CustomerState, way: string): Told {
  const found = corp.clientele.contactWays.entries.find(([id]) => id === way || contactWayUrl(id) === way);
  if (!found) throw new SandboxUseError(`There is no code "${way}" to scan`);
  const [, { user, party, state }] = found;
  const options = { addWay: BY_CODE, ...(state === undefined ? {} : { state }) };
  return addMember(corp, customer, firstOf(corp, user, party), options);
}

/** @throws {SandboxUseError} when there is no such link, or it names nobody */
export async function openAcquisitionLink(corp: CorpState, customer: CustomerState, link: string): Told {
  const url = new URL(link, 'https://work.weixin.qq.com/ca/');
  const linkId = url.pathname.slice(url.pathname.lastIndexOf('/') + 1);
  const found = corp.clientele.links.find(linkId);
  if (!found) throw new SandboxUseError(`There is no link "${link}"`);
  const { user_list: users, department_list: departments } = found.range ?? {};
  const state = url.searchParams.get('customer_channel') ?? '';
  return addMember(corp, customer, firstOf(corp, users, departments), { addWay: BY_LINK, linkId, state });
}

/** Ends what member and customer have with one another. @throws {SandboxUseError} when it is nothing */
export async function unfollow(
  corp: CorpState,
  customer: CustomerState,
  member: MemberState,
  ChangeType: 'del_follow_user' | 'del_external_contact',
): Told {
  inConsole(() => corp.clientele.customers.followOf(customer, member));
  customer.follows.delete(member);
  return tell(corp, member, customer, { ChangeType });
}

/** @throws {SandboxUseError} when the member does not look after the customer */
export async function remark(
  corp: CorpState,
  customer: CustomerState,
  member: MemberState,
  facts: { remark?: string; description?: string },
): Told {
  const follow = inConsole(() => corp.clientele.customers.followOf(customer, member));
  Object.assign(follow, facts);
  return tell(corp, member, customer, { ChangeType: 'edit_external_contact' });
}
