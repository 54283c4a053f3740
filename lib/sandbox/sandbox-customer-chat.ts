import { SandboxUseError } from './errors/sandbox-use.error.js';
import type { SandboxWorkReply } from './interfaces/sandbox-work-reply.interface.js';
import type { PushTree } from './push/push.writer.js';
import { SandboxCustomer } from './sandbox-customer.js';
import type { SandboxCorpMember } from './sandbox-corp-member.js';
import { inConsole } from './work/contacts/member.changes.js';
import type { MemberState } from './work/contacts/member.state.js';
import type { CorpState } from './work/corp.state.js';
import { type CustomerChat, participantId } from './work/customer/customer-chat.book.js';
import type { CustomerState } from './work/customer/customer.state.js';
import { tellCorp } from './work/push/corp.events.js';

type Participant = SandboxCorpMember | SandboxCustomer;

/** How somebody comes into a chat: 由成员邀请, 通过扫描群二维码 */
const INVITED = 1;
const BY_CODE = 3;

/**
 * A group chat of members with customers. What happens in it is pushed to `customer`, or to the corporation's only
 * application. 客户群
 *
 * @publicApi
 */
export class SandboxCustomerChat {
  readonly #corp: CorpState;
  readonly #chat: CustomerChat;

  /** @internal Chats are made by {@link SandboxCorp.customerChat}. */
  constructor(corp: CorpState, chat: CustomerChat) {
    this.#corp = corp;
    this.#chat = chat;
  }

  get chatId(): string {
    return this.#chat.chatId;
  }

  get name(): string {
    return this.#chat.name;
  }

  /** Userids and external_userids of those in it. */
  get members(): readonly string[] {
    return [...this.#chat.participants.keys()].map((who) => participantId(who).userid);
  }

  /** Somebody comes in. Pushes `update` with `add_member`. 成员入群 */
  async add(who: Participant, options: { state?: string } = {}): Promise<SandboxWorkReply | undefined> {
    const state = this.#stateOf(who);
    const joinScene = options.state === undefined ? INVITED : BY_CODE;
    this.#corp.clientele.chats.join(this.#chat, state, { joinScene, state: options.state });
    return this.#changed('add_member', { JoinScene: joinScene, ...listed([state]) });
  }

  /** Somebody leaves. Pushes `update` with `del_member`. 成员退群 @throws {SandboxUseError} for somebody not in it */
  async remove(who: Participant): Promise<SandboxWorkReply | undefined> {
    const state = this.#stateOf(who);
    if (!this.#chat.participants.delete(state)) throw new SandboxUseError(`${who.name} is not in the chat`);
    return this.#changed('del_member', { QuitScene: 0, ...listed([state]) });
  }

  /** The chat is called something else. Pushes `update` with `change_name`. 群名变更 */
  async rename(name: string): Promise<SandboxWorkReply | undefined> {
    this.#chat.name = name;
    return this.#changed('change_name');
  }

  /** Ends it. Pushes `dismiss`. 客户群解散 */
  async dismiss(): Promise<SandboxWorkReply | undefined> {
    this.#corp.clientele.chats.remove(this.#chat);
    return this.#tell({ ChangeType: 'dismiss' });
  }

  #changed(UpdateDetail: string, more: PushTree = {}): Promise<SandboxWorkReply | undefined> {
    return this.#tell({ ChangeType: 'update', UpdateDetail, ...more });
  }

  #tell(change: { ChangeType: string } & PushTree): Promise<SandboxWorkReply | undefined> {
    return tellCorp(this.#corp, 'customer', {
      Event: 'change_external_chat',
      ChatId: this.chatId,
      ...change,
    });
  }

  #stateOf(who: Participant): MemberState | CustomerState {
    const { book, clientele } = this.#corp;
    return inConsole(() =>
      who instanceof SandboxCustomer ? clientele.customers.need(who.externalUserId) : book.need(who.userid),
    );
  }
}

const listed = (who: readonly (MemberState | CustomerState)[]): PushTree => ({
  MemChangeCnt: who.length,
  MemChangeList: { Item: who.map((one) => participantId(one).userid) },
});
