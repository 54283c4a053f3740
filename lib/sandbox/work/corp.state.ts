import { TicketIssuer } from '../account/ticket.issuer.js';
import { SandboxUseError } from '../errors/sandbox-use.error.js';
import type {
  SandboxAgentOptions,
  SandboxCorpOptions,
} from '../interfaces/sandbox-corp-options.interface.js';
import { AgentState } from './agent.state.js';
import { AddressBook } from './contacts/address-book.js';
import { ExportDesk } from './contacts/export.desk.js';
import { ImportDesk } from './contacts/import.desk.js';
import type { MemberState } from './contacts/member.state.js';
import { MemberTagBook } from './contacts/member-tag.book.js';
import { Clientele } from './customer/clientele.js';
import { DriveState } from './drive/drive.state.js';
import { KfDesk } from './kf/kf.desk.js';
import { WorkMediaShelf } from './media/work-media.shelf.js';
import { LivingBook } from './meeting/living.book.js';
import { MeetingBook } from './meeting/meeting.book.js';
import { AppChatBook } from './message/app-chat.book.js';
import { MessageDesk } from './message/message.desk.js';
import { Office } from './oa/office.js';
import { newCorpId } from './work.identifiers.js';
import type { WorkShared } from './work.shared.js';

/** What WeCom knows of a corporation. 企业 */
export class CorpState {
  readonly corpId: string;
  readonly name: string;
  readonly agents = new Map<string, AgentState>();
  readonly book: AddressBook;
  readonly tags: MemberTagBook;
  readonly media: WorkMediaShelf;
  readonly imports: ImportDesk;
  readonly exports: ExportDesk;
  readonly clientele: Clientele;
  readonly kf: KfDesk;
  /** For the pages of the corporation. jsapi_ticket */
  readonly tickets: TicketIssuer;
  readonly office: Office;
  readonly drive: DriveState;
  readonly meetings = new MeetingBook();
  readonly livings = new LivingBook();
  readonly messages: MessageDesk;
  readonly chats: AppChatBook;

  constructor(
    { corpId = newCorpId(), name = corpId, agents = {} }: SandboxCorpOptions,
    readonly shared: WorkShared,
  ) {
    this.corpId = corpId;
    this.name = name;
    this.book = new AddressBook(name);
    this.tags = new MemberTagBook(this.book);
    const { clock, maxUpload } = shared.world;
    this.media = new WorkMediaShelf(clock, maxUpload);
    this.imports = new ImportDesk(this);
    this.exports = new ExportDesk(this);
    this.clientele = new Clientele(this);
    this.kf = new KfDesk(this);
    this.tickets = new TicketIssuer(clock);
    this.office = new Office(this);
    this.drive = new DriveState(clock);
    this.messages = new MessageDesk(this);
    this.chats = new AppChatBook(this);
    for (const [agent, options] of Object.entries(agents)) this.addAgent(agent, options);
  }

  /** @throws {SandboxUseError} when there is one of that name or AgentId */
  addAgent(name: string, options?: SandboxAgentOptions): AgentState {
    const agent = new AgentState(this, name, options);
    const isTaken = agent.agentId !== undefined && this.agentById(agent.agentId);
    if (this.agents.has(name) || isTaken)
      throw new SandboxUseError(`${this.name} has an agent ${name} or ${agent.agentId} already`);
    this.agents.set(name, agent);
    return agent;
  }

  /** @throws {SandboxUseError} when there is none of that name */
  agent(name: string): AgentState {
    const agent = this.agents.get(name);
    if (!agent) throw new SandboxUseError(`${this.name} has no agent "${name}"`);
    return agent;
  }

  /** @throws {SandboxUseError} unless there is one application, and no other */
  onlyApplication(): AgentState {
    const [first, second] = [...this.agents.values()].filter(({ agentId }) => agentId !== undefined);
    if (!first || second)
      throw new SandboxUseError(
        `${this.name} has ${first ? 'several' : 'no'} applications: name one of its agents`,
      );
    return first;
  }

  /** A member leaves, and so do their customers lose them. */
  letGo(member: MemberState): void {
    this.book.remove(member);
    this.clientele.customers.release(member);
  }

  agentById(agentId: number): AgentState | undefined {
    for (const agent of this.agents.values()) if (agent.agentId === agentId) return agent;
    return undefined;
  }

  agentBySecret(secret: string): AgentState | undefined {
    for (const agent of this.agents.values()) if (agent.secret === secret) return agent;
    return undefined;
  }
}
