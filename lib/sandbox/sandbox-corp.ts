import { SandboxUseError } from './errors/sandbox-use.error.js';
import type {
  SandboxAgentCredentials,
  SandboxAgentOptions,
  SandboxCorpCredentials,
  SandboxMemberOptions,
} from './interfaces/sandbox-corp-options.interface.js';
import type { SandboxCustomerOptions } from './interfaces/sandbox-customer.interface.js';
import type { SandboxFormat } from './interfaces/sandbox-options.interface.js';
import type { SandboxSignedPage } from './interfaces/sandbox-signed-page.interface.js';
import type { SandboxWorkReply } from './interfaces/sandbox-work-reply.interface.js';
import { checkPageSignature } from './open/js-sdk.check.js';
import type { PushTree } from './push/push.writer.js';
import { SandboxAgent } from './sandbox-agent.js';
import { SandboxCorpMember } from './sandbox-corp-member.js';
import { SandboxCustomer } from './sandbox-customer.js';
import { SandboxCustomerChat } from './sandbox-customer-chat.js';
import { SandboxGroupRobot } from './sandbox-group-robot.js';
import { SandboxKfAccount } from './sandbox-kf-account.js';
import { SandboxOffice } from './sandbox-office.js';
import { addMember, inConsole, tellContacts, tellJoined } from './work/contacts/member.changes.js';
import type { MemberState } from './work/contacts/member.state.js';
import type { CorpState } from './work/corp.state.js';
import { CustomerState } from './work/customer/customer.state.js';
import { RobotState } from './work/robot/robot.state.js';

/**
 * An account of 微信客服.
 *
 * @publicApi
 */
export interface SandboxKfAccountOptions {
  /** @default '客服' */
  name?: string;
  /** Members who serve customers. */
  servicers?: readonly SandboxCorpMember[];
}

/**
 * A corporation as its owner sees it in WeCom's console (管理后台), and the people who belong to it. 企业
 *
 * @publicApi
 */
export class SandboxCorp<Names extends string = string> {
  readonly #state: CorpState;
  readonly #members = new WeakMap<MemberState, SandboxCorpMember>();

  /** @internal Corporations are made by {@link WeChatSandbox.corp}. */
  constructor(state: CorpState) {
    this.#state = state;
  }

  get corpId(): string {
    return this.#state.corpId;
  }

  get name(): string {
    return this.#state.name;
  }

  /** To be given to `work()`: ids and secrets, and the sandbox's own addresses in place of WeCom's. */
  get options(): SandboxCorpCredentials<Names> {
    const agents = [...this.#state.agents.keys()].map(
      (name) => [name, this.agent(name).credentials] as const,
    );
    const { url } = this.#state.shared.world;
    return {
      corpId: this.corpId,
      agents: Object.fromEntries(agents) as Record<Names, SandboxAgentCredentials>,
      baseUrls: { api: `${url}/work`, open: url, login: url, openWork: url },
    };
  }

  /** One of its agents. @throws {SandboxUseError} when there is none of that name */
  agent(name: string): SandboxAgent {
    return new SandboxAgent(this.#state.agent(name));
  }

  /** Makes another application. @throws {SandboxUseError} when there is one of that name or AgentId */
  addAgent(name: string, options: SandboxAgentOptions = {}): SandboxAgent {
    return new SandboxAgent(this.#state.addAgent(name, options));
  }

  /** Lets every agent be called back at `<base>/<its name>`. */
  callBackAt(base: string): void {
    for (const [name, agent] of this.#state.agents) agent.callbackUrl = `${base.replace(/\/$/, '')}/${name}`;
  }

  /** Everybody in the address book. 通讯录 */
  get members(): readonly SandboxCorpMember[] {
    return this.#state.book.members.map((state) => this.#memberOf(state));
  }

  /**
   * Takes a member in, and tells nobody. 成员
   *
   * @throws {SandboxUseError} for a userid, a number or a department that cannot be
   */
  member(options: SandboxMemberOptions = {}): SandboxCorpMember {
    return this.#memberOf(addMember(this.#state, options));
  }

  /** Finds a member, whoever made it. @throws {SandboxUseError} when there is none */
  memberOf(userid: string): SandboxCorpMember {
    const state = this.#state.book.find(userid);
    if (!state) throw new SandboxUseError(`${this.name} has no member "${userid}"`);
    return this.#memberOf(state);
  }

  /** Takes a member in, as the console does. Pushes `create_user` to 通讯录同步. 成员加入 */
  async join(options: SandboxMemberOptions = {}): Promise<SandboxCorpMember> {
    const state = addMember(this.#state, options);
    await tellJoined(this.#state, state);
    return this.#memberOf(state);
  }

  /**
   * Makes a department, and tells nobody. 部门
   *
   * @param parentid of the department above. @default 1, the corporation
   * @returns its id
   * @throws {SandboxUseError} for a name that is taken, or a parent that is not there
   */
  department(name: string, parentid = 1): number {
    return inConsole(() => this.#state.book.departments.add({ name, parentid }).id);
  }

  /** Tells 通讯录同步 of any change of the address book. 通讯录变更 */
  async changeContacts(change: { ChangeType: string } & PushTree): Promise<SandboxWorkReply | undefined> {
    return tellContacts(this.#state, change);
  }

  /** How often the ticket of the corporation was handed out. jsapi_ticket */
  get ticketFetches(): number {
    return this.#state.tickets.fetches.jsapi;
  }

  /**
   * Whether WeCom would let a page use the JS-SDK with this signature. wx.config
   *
   * @param signed what was given to `wx.config`, and the address of the page
   */
  checkJsSdk(signed: SandboxSignedPage): boolean {
    return checkPageSignature(this.#state.tickets, signed);
  }

  /** What members do in the office applications. 办公 */
  get office(): SandboxOffice {
    return new SandboxOffice(this.#state);
  }

  /** Makes a person outside the corporation. 外部联系人 */
  customer(options: SandboxCustomerOptions = {}): SandboxCustomer {
    const state = new CustomerState(options);
    this.#state.clientele.customers.add(state);
    return new SandboxCustomer(this.#state, state);
  }

  /**
   * Lets a member open a group chat with customers, and tells nobody. 客户群
   *
   * @throws {SandboxUseError} for somebody the corporation does not know
   */
  customerChat(options: {
    owner: SandboxCorpMember;
    name?: string;
    customers?: readonly SandboxCustomer[];
  }): SandboxCustomerChat {
    const { owner, name = '', customers = [] } = options;
    const { book, clientele } = this.#state;
    return inConsole(() => {
      const chat = clientele.chats.open(book.need(owner.userid), name);
      for (const { externalUserId } of customers)
        clientele.chats.join(chat, clientele.customers.need(externalUserId), { joinScene: 1 });
      return new SandboxCustomerChat(this.#state, chat);
    });
  }

  /**
   * Opens an account of 微信客服. 客服账号
   *
   * @throws {SandboxUseError} for servicers who are no members
   */
  kfAccount({ name = '客服', servicers = [] }: SandboxKfAccountOptions = {}): SandboxKfAccount {
    const members = inConsole(() => servicers.map(({ userid }) => this.#state.book.need(userid)));
    const account = this.#state.kf.open({ name });
    for (const member of members) account.servicers.add(member);
    return new SandboxKfAccount(this.#state, account);
  }

  /** Puts a robot into a group chat. 群机器人 */
  groupRobot(): SandboxGroupRobot {
    const { world, robots } = this.#state.shared;
    const robot = new RobotState(world);
    robots.set(robot.key, robot);
    return new SandboxGroupRobot(robot, world);
  }

  /**
   * Pushes any event to an agent; what every push has is filled in.
   *
   * @throws {SandboxPushError} when no answer comes that WeCom would accept
   */
  async pushEvent(
    agent: string,
    event: { Event: string } & PushTree,
    options: { userid?: string; format?: SandboxFormat } = {},
  ): Promise<SandboxWorkReply> {
    return this.agent(agent).pushEvent(event, options);
  }

  /** Kills tokens at once, of one agent or all: calls are refused with 40014. */
  revokeTokens(agent?: string): void {
    for (const { name, tokens } of this.#state.agents.values())
      if (agent === undefined || agent === name) tokens.revokeAll();
  }

  /** Ends the life of tokens, of one agent or all: calls are refused with 42001. */
  expireTokens(agent?: string): void {
    for (const { name, tokens } of this.#state.agents.values())
      if (agent === undefined || agent === name) tokens.expireAll();
  }

  #memberOf(state: MemberState): SandboxCorpMember {
    const member = this.#members.get(state) ?? new SandboxCorpMember(this.#state, state);
    this.#members.set(state, member);
    return member;
  }
}
