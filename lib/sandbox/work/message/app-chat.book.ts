import { SentMessage } from './sent.message.js';
import { WorkRefusal } from '../api/work.refusal.js';
import type { AgentState } from '../agent.state.js';
import type { CorpState } from '../corp.state.js';
import type { MemberState } from '../contacts/member.state.js';
import { newJobId } from '../work.identifiers.js';
import { checkContent } from './message.checker.js';

/** A group chat an application has made. */
export interface AppChat {
  readonly chatid: string;
  readonly agent: AgentState;
  name: string;
  owner: MemberState;
  members: MemberState[];
}

/** What a call says of a chat. */
export interface AppChatFacts {
  readonly chatid?: string;
  readonly name?: string;
  readonly owner?: string;
  readonly userlist: readonly string[];
}

const FEWEST = 2;
const MOST = 2000;

/** Group chats of applications. 应用群聊 */
export class AppChatBook {
  readonly #chats = new Map<string, AppChat>();

  constructor(private readonly corp: CorpState) {}

  /** @throws {WorkRefusal} for an id that is taken, or members there are not */
  create(agent: AgentState, facts: AppChatFacts): AppChat {
    const { chatid = newJobId().replace(/[-_]/g, 'c'), name = '', userlist } = facts;
    if (!/^[A-Za-z0-9]{1,32}$/.test(chatid)) throw new WorkRefusal(86001, chatid);
    if (this.#chats.has(chatid)) throw new WorkRefusal(86215, chatid);
    const members = this.#members(userlist);
    const chat = { chatid, agent, name, owner: this.#owner(members, facts.owner), members };
    this.#chats.set(chatid, chat);
    return chat;
  }

  /** @throws {WorkRefusal} for one there is not, or that is another application's */
  need(agent: AgentState, chatid: string): AppChat {
    const chat = this.#chats.get(chatid);
    if (!chat) throw new WorkRefusal(86003, chatid);
    if (chat.agent !== agent) throw new WorkRefusal(86008);
    return chat;
  }

  /** @throws {WorkRefusal} as {@link create} does */
  change(
    chat: AppChat,
    facts: { name?: string; owner?: string; add?: readonly string[]; remove?: readonly string[] },
  ): void {
    const gone = new Set((facts.remove ?? []).map((userid) => this.corp.book.find(userid)));
    const kept = chat.members.filter((member) => !gone.has(member)).map(({ userid }) => userid);
    const members = this.#members([...new Set([...kept, ...(facts.add ?? [])])]);
    const owner = this.#owner(members, facts.owner ?? (gone.has(chat.owner) ? undefined : chat.owner.userid));
    Object.assign(chat, { name: facts.name ?? chat.name, owner, members });
  }

  /** @throws {WorkRefusal} for what WeCom does not send */
  send(chat: AppChat, body: { readonly msgtype: string }): void {
    const content = checkContent(this.corp, body);
    const message = new SentMessage(chat.agent, { msgtype: body.msgtype, content, chatid: chat.chatid });
    for (const member of chat.members) message.deliver(member);
  }

  #members(userids: readonly string[]): MemberState[] {
    if (userids.length < FEWEST || userids.length > MOST) throw new WorkRefusal(86006, `${userids.length}`);
    return userids.map((userid) => {
      const member = this.corp.book.find(userid);
      if (!member) throw new WorkRefusal(86007, userid);
      return member;
    });
  }

  /** WeCom chooses somebody where nobody is named. */
  #owner(members: readonly MemberState[], userid?: string): MemberState {
    const owner = userid === undefined ? members[0] : members.find((member) => member.userid === userid);
    if (!owner) throw new WorkRefusal(86207, userid);
    return owner;
  }
}
