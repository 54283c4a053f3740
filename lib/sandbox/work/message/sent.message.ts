import type { AgentState } from '../agent.state.js';
import type { MemberState } from '../contacts/member.state.js';
import { newMessageId } from '../work.identifiers.js';
import { DeliveredMessage } from './delivered.message.js';

/** What is sent. */
export interface Outgoing {
  readonly msgtype: string;
  readonly content: Readonly<Record<string, unknown>>;
  readonly chatid?: string | undefined;
}

/** A message an application has sent, with what became of it at each recipient's. */
export class SentMessage {
  readonly msgid = newMessageId();
  /** Milliseconds of the sandbox's clock. */
  readonly at: number;
  readonly msgtype: string;
  readonly content: Readonly<Record<string, unknown>>;
  readonly chatid: string | undefined;
  readonly #delivered = new Map<MemberState, DeliveredMessage>();
  recalled = false;

  constructor(
    readonly agent: AgentState,
    { msgtype, content, chatid }: Outgoing,
  ) {
    this.at = agent.corp.shared.world.clock.now();
    this.msgtype = msgtype;
    this.content = content;
    this.chatid = chatid;
  }

  get recipients(): readonly MemberState[] {
    return [...this.#delivered.keys()];
  }

  /** What a card is known by, if it is one that can be tapped. */
  get taskId(): string | undefined {
    const { task_id: taskId } = this.content;
    return typeof taskId === 'string' ? taskId : undefined;
  }

  deliver(member: MemberState): void {
    const delivered = new DeliveredMessage(this);
    this.#delivered.set(member, delivered);
    member.messages.push(delivered);
  }

  with(member: MemberState): DeliveredMessage | undefined {
    return this.#delivered.get(member);
  }
}
