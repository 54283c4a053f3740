import { CodeBook } from '../../login/code.book.js';
import { WorkRefusal } from '../api/work.refusal.js';
import type { MemberState } from '../contacts/member.state.js';
import type { CorpState } from '../corp.state.js';
import type { CustomerState } from '../customer/customer.state.js';
import { newOpenKfId, newWorkCode } from '../work.identifiers.js';
import { KfLog } from './kf-log.js';
import { KfSession } from './kf-session.state.js';

/** Seconds a token of a push is good for. */
const TOKEN_LIFE = 600;
/** Seconds a welcome may take. */
const CODE_LIFE = 20;

/** An account of 微信客服. 客服账号 */
export class KfAccountState {
  readonly openKfId: string;
  name: string;
  /** media_id of its picture. */
  avatar: string;
  readonly log: KfLog;
  /** Codes for the answer to an event: 欢迎语, 结束语. */
  readonly codes: CodeBook<KfSession>;
  readonly servicers = new Set<MemberState>();
  readonly departments = new Set<number>();
  readonly #tokens = new Map<string, number>();
  readonly #sessions = new Map<CustomerState, KfSession>();

  constructor(
    private readonly corp: CorpState,
    { name, avatar = '', openKfId = newOpenKfId() }: { name: string; avatar?: string; openKfId?: string },
  ) {
    this.openKfId = openKfId;
    this.name = name;
    this.avatar = avatar;
    const { clock } = corp.shared.world;
    this.log = new KfLog(clock);
    this.codes = new CodeBook(clock, newWorkCode, CODE_LIFE);
  }

  /** Where customers find it. */
  urlOf(scene = ''): string {
    const search = scene ? `?enc_scene=${encodeURIComponent(scene)}` : '';
    return `https://work.weixin.qq.com/kfid/${this.openKfId}${search}`;
  }

  session(customer: CustomerState): KfSession {
    const session = this.#sessions.get(customer) ?? new KfSession(customer);
    this.#sessions.set(customer, session);
    return session;
  }

  /** Whether a customer has ever come. */
  hasSession(customer: CustomerState): boolean {
    return this.#sessions.has(customer);
  }

  /** @throws {WorkRefusal} for a customer who has never come */
  needSession(customer: CustomerState): KfSession {
    const session = this.#sessions.get(customer);
    if (!session) throw new WorkRefusal(95013);
    return session;
  }

  /** @throws {WorkRefusal} for a member who does not serve here */
  needServicer(userid: string): MemberState {
    const { book } = this.corp;
    const member = book.find(userid);
    const isServicer =
      member &&
      (this.servicers.has(member) ||
        [...this.departments].some((id) => book.membersOf(id, true).includes(member)));
    if (!member || !isServicer) throw new WorkRefusal(95014, userid);
    return member;
  }

  /** Whether a token of a push is still good. */
  hasToken(token: string): boolean {
    return (this.#tokens.get(token) ?? 0) > this.corp.shared.world.clock.seconds();
  }

  /** What is pushed when there is something to be synced. */
  news() {
    const Token = newWorkCode();
    this.#tokens.set(Token, this.corp.shared.world.clock.seconds() + TOKEN_LIFE);
    // nobody has done it: such a push has no sender
    return { Event: 'kf_msg_or_event', FromUserName: undefined, Token, OpenKfId: this.openKfId };
  }
}
