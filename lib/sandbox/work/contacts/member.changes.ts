import { SandboxUseError } from '../../errors/sandbox-use.error.js';
import type { SandboxMemberOptions } from '../../interfaces/sandbox-corp-options.interface.js';
import type { SandboxWorkReply } from '../../interfaces/sandbox-work-reply.interface.js';
import type { PushTree } from '../../push/push.writer.js';
import { newPhoneNumber } from '../../world/identifiers.js';
import { WorkRefusal } from '../api/work.refusal.js';
import type { CorpState } from '../corp.state.js';
import { pushToAgent } from '../push/agent.pusher.js';
import type { MemberFacts, MemberState } from './member.state.js';

let lastMember = 0;

/** Does what the console does. @throws {SandboxUseError} where WeCom would refuse */
export function inConsole<T>(change: () => T): T {
  try {
    return change();
  } catch (error) {
    if (error instanceof WorkRefusal) throw new SandboxUseError(`WeCom refuses: ${error.message}`);
    throw error;
  }
}

const factsOf = ({ department, ...facts }: SandboxMemberOptions): Partial<MemberFacts> => ({
  ...facts,
  ...(department ? { department: [...department] } : {}),
});

/** Takes a member in. @throws {SandboxUseError} for what another has already */
export function addMember(corp: CorpState, options: SandboxMemberOptions): MemberState {
  lastMember += 1;
  const { userid = `member${lastMember}`, name = userid, mobile = newPhoneNumber() } = options;
  return inConsole(() => corp.book.add({ ...factsOf(options), userid, name, mobile }));
}

/** How pushes name what the API tells. */
const NAMES = {
  name: 'Name',
  alias: 'Alias',
  position: 'Position',
  mobile: 'Mobile',
  gender: 'Gender',
  email: 'Email',
} as const;

function pushedFacts(facts: Partial<MemberFacts>): PushTree {
  const told = Object.entries(NAMES).flatMap(([name, pushed]) => {
    const value = facts[name as keyof typeof NAMES];
    return value === undefined ? [] : [[pushed, value] as const];
  });
  const { department } = facts;
  return {
    ...Object.fromEntries(told),
    ...(department ? { Department: department.join(','), MainDepartment: department[0] } : {}),
  };
}

/** Tells 通讯录同步, if it is called back. */
export async function tellContacts(corp: CorpState, change: PushTree): Promise<SandboxWorkReply | undefined> {
  const contacts = corp.agents.get('contacts');
  if (!contacts?.callbackUrl) return undefined;
  return pushToAgent(contacts, { MsgType: 'event', Event: 'change_contact', ...change });
}

/** Says that a member came. */
export const tellJoined = (
  corp: CorpState,
  { userid, facts }: MemberState,
): ReturnType<typeof tellContacts> =>
  tellContacts(corp, { ChangeType: 'create_user', UserID: userid, ...pushedFacts(facts), Status: 1 });

/** Changes a member, and says so. @throws {SandboxUseError} for what another has already */
export async function changeMember(
  corp: CorpState,
  member: MemberState,
  options: SandboxMemberOptions,
): ReturnType<typeof tellContacts> {
  const { userid: UserID } = member;
  const facts = factsOf(options);
  inConsole(() => corp.book.change(member, facts));
  const renamed = member.userid === UserID ? {} : { NewUserID: member.userid };
  return tellContacts(corp, { ChangeType: 'update_user', UserID, ...renamed, ...pushedFacts(facts) });
}

/** Lets a member go, and says so. */
export async function removeMember(corp: CorpState, member: MemberState): ReturnType<typeof tellContacts> {
  corp.letGo(member);
  return tellContacts(corp, { ChangeType: 'delete_user', UserID: member.userid });
}
