import type { SandboxWorkReply } from '../../interfaces/sandbox-work-reply.interface.js';
import type { MemberState } from '../contacts/member.state.js';
import type { CorpState } from '../corp.state.js';
import type { CustomerState } from '../customer/customer.state.js';
import { tellCorp } from '../push/corp.events.js';
import type { KfAccountState } from './kf-account.state.js';
import type { KfSession } from './kf-session.state.js';

const WELCOME_PAUSE = 48 * 3_600_000;
/** 变更类型 */
const TAKEN = 1;
const HANDED_OVER = 2;
const ENDED = 3;

/** What a push of news came to. */
export type KfTold = Promise<SandboxWorkReply | undefined>;

/** A message with who wrote it. */
export interface KfMessage {
  readonly msgtype: string;
  readonly [content: string]: unknown;
}

/** A customer writes. */
export function customerWrites(
  corp: CorpState,
  account: KfAccountState,
  customer: CustomerState,
  { msgtype, ...content }: KfMessage,
): { msgid: string; told: KfTold } {
  account.session(customer).hear(corp.shared.world.clock.now());
  const who = { open_kfid: account.openKfId, external_userid: customer.externalUserId };
  const { msgid } = account.log.add(3, msgtype, { ...who, ...content });
  return { msgid, told: tellCorp(corp, 'kf', account.news()) };
}

/** A customer opens the conversation; who has not spoken yet may be welcomed. */
export function customerEnters(
  corp: CorpState,
  account: KfAccountState,
  customer: CustomerState,
  context: KfSession['context'],
): KfTold {
  const now = corp.shared.world.clock.now();
  const session = account.session(customer);
  session.context = context;
  const isNew = !session.hasSpoken(now) && now - session.welcomedAt >= WELCOME_PAUSE;
  if (isNew) session.welcomedAt = now;
  const { openKfId: open_kfid } = account;
  const event = {
    event_type: 'enter_session',
    open_kfid,
    external_userid: customer.externalUserId,
    ...context,
    ...(isNew ? { welcome_code: account.codes.issue(session) } : {}),
  };
  account.log.add(4, 'event', { open_kfid, event });
  return tellCorp(corp, 'kf', account.news());
}

/** Something else happens at an account. */
export function kfEvent(
  corp: CorpState,
  account: KfAccountState,
  event: { readonly event_type: string } & Readonly<Record<string, unknown>>,
): KfTold {
  const { openKfId: open_kfid } = account;
  account.log.add(4, 'event', { open_kfid, event: { open_kfid, ...event } });
  return tellCorp(corp, 'kf', account.news());
}

/** A servicer writes. */
export function servicerWrites(
  corp: CorpState,
  account: KfAccountState,
  customer: CustomerState,
  member: MemberState,
  { msgtype, ...content }: KfMessage,
): { msgid: string; told: KfTold } {
  const who = { open_kfid: account.openKfId, external_userid: customer.externalUserId };
  const { msgid } = account.log.add(5, msgtype, { ...who, servicer_userid: member.userid, ...content });
  return { msgid, told: tellCorp(corp, 'kf', account.news()) };
}

/** A servicer takes a conversation over, or ends it, in WeCom itself. @throws {WorkRefusal} when it cannot go there */
export function servicerChanges(
  corp: CorpState,
  account: KfAccountState,
  session: KfSession,
  { state, servicer }: { readonly state: 3 | 4; readonly servicer?: MemberState },
): KfTold {
  const before = session.change(state, servicer);
  const type = servicer ? (before ? HANDED_OVER : TAKEN) : ENDED;
  return kfEvent(corp, account, {
    event_type: 'session_status_change',
    external_userid: session.customer.externalUserId,
    change_type: type,
    ...(before ? { old_servicer_userid: before.userid } : {}),
    ...(servicer ? { new_servicer_userid: servicer.userid } : {}),
    ...(type === HANDED_OVER ? {} : { msg_code: account.codes.issue(session) }),
  });
}
