import { SandboxUseError } from './errors/sandbox-use.error.js';
import type { SandboxWorkReply } from './interfaces/sandbox-work-reply.interface.js';
import type { SandboxCorpMember } from './sandbox-corp-member.js';
import type { SandboxCustomer } from './sandbox-customer.js';
import { inConsole } from './work/contacts/member.changes.js';
import type { CorpState } from './work/corp.state.js';
import type { CustomerState } from './work/customer/customer.state.js';
import { kfEvent, servicerChanges, servicerWrites } from './work/kf/kf.events.js';
import type { KfAccountState } from './work/kf/kf-account.state.js';
import type { KfServiceState } from './work/kf/kf-session.state.js';
import { customerMessage } from './work/customer/customer.messages.js';

/**
 * An account of 微信客服, and what those who serve there do. 客服账号
 *
 * @publicApi
 */
export class SandboxKfAccount {
  readonly #corp: CorpState;
  readonly #state: KfAccountState;

  /** @internal Accounts are made by {@link SandboxCorp.kfAccount}. */
  constructor(corp: CorpState, state: KfAccountState) {
    this.#corp = corp;
    this.#state = state;
  }

  get openKfId(): string {
    return this.#state.openKfId;
  }

  get name(): string {
    return this.#state.name;
  }

  /** Userids of those who serve customers. 接待人员 */
  get servicers(): readonly string[] {
    return [...this.#state.servicers].map(({ userid }) => userid);
  }

  /** How a customer's conversation stands: 0 new, 1 assistant, 2 waiting, 3 served, 4 ended. */
  serviceState(customer: SandboxCustomer): KfServiceState {
    return this.#state.session(this.#customerOf(customer)).state;
  }

  /** A member takes a conversation over. Queues `session_status_change`, and pushes `kf_msg_or_event`. 接入会话 */
  async take(member: SandboxCorpMember, customer: SandboxCustomer): Promise<SandboxWorkReply | undefined> {
    const servicer = inConsole(() => this.#corp.book.need(member.userid));
    this.#state.servicers.add(servicer);
    const session = this.#state.session(this.#customerOf(customer));
    return inConsole(() => servicerChanges(this.#corp, this.#state, session, { state: 3, servicer }));
  }

  /** Whoever serves ends the conversation. Queues `session_status_change`, and pushes `kf_msg_or_event`. 结束会话 */
  async end(customer: SandboxCustomer): Promise<SandboxWorkReply | undefined> {
    const session = this.#state.session(this.#customerOf(customer));
    return inConsole(() => servicerChanges(this.#corp, this.#state, session, { state: 4 }));
  }

  /**
   * Whoever serves a customer writes. Queues it, and pushes `kf_msg_or_event`. 接待人员回复
   *
   * @throws {SandboxUseError} when nobody serves the customer
   */
  async answer(customer: SandboxCustomer, text: string): Promise<SandboxWorkReply | undefined> {
    const state = this.#customerOf(customer);
    const { servicer } = this.#state.session(state);
    if (!servicer)
      throw new SandboxUseError(`Nobody serves ${customer.name}: let somebody take the conversation`);
    const content = { content: text };
    const message = { msgtype: 'text', text: content };
    const { msgid, told } = servicerWrites(this.#corp, this.#state, state, servicer, message);
    const origin = { at: this.#corp.shared.world.clock.now(), by: 'kf', from: this.openKfId } as const;
    state.messages.push(customerMessage(origin, 'text', content, msgid));
    return told;
  }

  /** Queues any event, and pushes `kf_msg_or_event`. 事件 */
  async tell(
    event: { event_type: string } & Readonly<Record<string, unknown>>,
  ): Promise<SandboxWorkReply | undefined> {
    return kfEvent(this.#corp, this.#state, event);
  }

  #customerOf({ externalUserId }: SandboxCustomer): CustomerState {
    return inConsole(() => this.#corp.clientele.customers.need(externalUserId));
  }
}
