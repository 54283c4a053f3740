import { SandboxUseError } from './errors/sandbox-use.error.js';
import type {
  SandboxAddMemberOptions,
  SandboxCustomerMessage,
} from './interfaces/sandbox-customer.interface.js';
import type { SandboxWorkReply } from './interfaces/sandbox-work-reply.interface.js';
import type { SandboxCorpMember } from './sandbox-corp-member.js';
import type { SandboxKfAccount } from './sandbox-kf-account.js';
import type { MemberState } from './work/contacts/member.state.js';
import { inConsole } from './work/contacts/member.changes.js';
import type { CorpState } from './work/corp.state.js';
import * as changes from './work/customer/customer.changes.js';
import type { CustomerState } from './work/customer/customer.state.js';
import { customerEnters, customerWrites, kfEvent, type KfMessage } from './work/kf/kf.events.js';
import type { KfAccountState } from './work/kf/kf-account.state.js';

/**
 * Somebody outside a corporation, with WeChat on the phone. What they do is pushed to `customer` and `kf`, or to the
 * corporation's only application; nothing is pushed when that is not called back. 外部联系人
 *
 * @publicApi
 */
export class SandboxCustomer {
  readonly #corp: CorpState;
  readonly #state: CustomerState;

  /** @internal Customers are made by {@link SandboxCorp.customer}. */
  constructor(corp: CorpState, state: CustomerState) {
    this.#corp = corp;
    this.#state = state;
  }

  get externalUserId(): string {
    return this.#state.externalUserId;
  }

  get name(): string {
    return this.#state.name;
  }

  get unionid(): string {
    return this.#state.unionid;
  }

  /** What WeChat knows them as. */
  get openid(): string {
    return this.#state.openid;
  }

  /** What came from members and from 微信客服. */
  get messages(): readonly SandboxCustomerMessage[] {
    return [...this.#state.messages];
  }

  /**
   * Adds a member. Pushes `add_external_contact` with a code, good for 20 seconds and once, for a word of welcome. 添加客户
   *
   * @throws {SandboxUseError} when the member is there already
   */
  async addMember(
    member: SandboxCorpMember,
    options?: SandboxAddMemberOptions,
  ): Promise<SandboxWorkReply | undefined> {
    return changes.addMember(this.#corp, this.#state, this.#memberOf(member), options);
  }

  /**
   * Scans a code (联系我) and adds the member it belongs to, as {@link addMember} does.
   *
   * @param way its config_id, or the address of its picture
   * @throws {SandboxUseError} when there is no such code, or it names nobody
   */
  async scan(way: string): Promise<SandboxWorkReply | undefined> {
    return changes.scanContactWay(this.#corp, this.#state, way);
  }

  /**
   * Opens a link (获客链接) and adds the member it leads to, as {@link addMember} does.
   *
   * @param link its link_id, or its address; `customer_channel` in it is the state
   * @throws {SandboxUseError} when there is no such link, or it names nobody
   */
  async openLink(link: string): Promise<SandboxWorkReply | undefined> {
    return changes.openAcquisitionLink(this.#corp, this.#state, link);
  }

  /** Deletes a member from the contacts. Pushes `del_follow_user`. 客户删除成员 */
  async deleteMember(member: SandboxCorpMember): Promise<SandboxWorkReply | undefined> {
    return changes.unfollow(this.#corp, this.#state, this.#memberOf(member), 'del_follow_user');
  }

  /** Is deleted by a member. Pushes `del_external_contact`. 成员删除客户 */
  async beDeletedBy(member: SandboxCorpMember): Promise<SandboxWorkReply | undefined> {
    return changes.unfollow(this.#corp, this.#state, this.#memberOf(member), 'del_external_contact');
  }

  /** Is called something else by a member. Pushes `edit_external_contact`. 成员修改备注 */
  async beRemarkedBy(
    member: SandboxCorpMember,
    facts: { remark?: string; description?: string },
  ): Promise<SandboxWorkReply | undefined> {
    return changes.remark(this.#corp, this.#state, this.#memberOf(member), facts);
  }

  /**
   * Opens the conversation with 微信客服. Queues `enter_session`, with a code for a word of welcome when the customer is
   * new, and pushes `kf_msg_or_event`. 进入会话
   *
   * @param context how the customer came: the scene of a link, and what was added to it
   */
  async enterKf(
    kf: SandboxKfAccount,
    context: { scene?: string; sceneParam?: string } = {},
  ): Promise<SandboxWorkReply | undefined> {
    const { scene = '', sceneParam } = context;
    const told = { scene, ...(sceneParam === undefined ? {} : { scene_param: sceneParam }) };
    return customerEnters(this.#corp, this.#accountOf(kf), this.#state, told);
  }

  /** Writes a text to 微信客服. Queues it, and pushes `kf_msg_or_event`. */
  async sayToKf(kf: SandboxKfAccount, text: string): Promise<SandboxWorkReply | undefined> {
    return this.sendToKf(kf, { msgtype: 'text', text: { content: text } });
  }

  /** Sends anything to 微信客服, as `kf/sync_msg` tells it. Queues it, and pushes `kf_msg_or_event`. */
  async sendToKf(kf: SandboxKfAccount, message: KfMessage): Promise<SandboxWorkReply | undefined> {
    return customerWrites(this.#corp, this.#accountOf(kf), this.#state, message).told;
  }

  /** Taps an entry of a menu that came from 微信客服. 菜单消息 */
  async tapKfMenu(kf: SandboxKfAccount, id: string, content: string): Promise<SandboxWorkReply | undefined> {
    return this.sendToKf(kf, { msgtype: 'text', text: { content, menu_id: id } });
  }

  /** Takes a message back. Queues `user_recall_msg`, and pushes `kf_msg_or_event`. 撤回消息 */
  async recallFromKf(kf: SandboxKfAccount, msgid: string): Promise<SandboxWorkReply | undefined> {
    return kfEvent(this.#corp, this.#accountOf(kf), {
      event_type: 'user_recall_msg',
      external_userid: this.externalUserId,
      recall_msgid: msgid,
    });
  }

  /**
   * Logs in where the application asks for it, with WeChat: as a visitor, and a contact (外部联系人) once a member looks
   * after them. 网页授权
   *
   * @param url where the application sent the visitor: WeCom's address or the sandbox's, with all parameters
   * @returns where WeChat sends the visitor back to, with `code` and `state`
   * @throws {SandboxUseError} when WeChat would show an error instead of asking
   */
  async authorize(url: string): Promise<string> {
    const { logins } = this.#corp.shared;
    return logins.allow(logins.open(url, this.#state), this.#state);
  }

  #memberOf({ userid, name }: SandboxCorpMember): MemberState {
    const member = this.#corp.book.find(userid);
    if (!member) throw new SandboxUseError(`${name} is no member of ${this.#corp.name}`);
    return member;
  }

  #accountOf({ openKfId }: SandboxKfAccount): KfAccountState {
    return inConsole(() => this.#corp.kf.need(openKfId));
  }
}
