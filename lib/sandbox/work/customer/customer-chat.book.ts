import type { SandboxClock } from '../../world/sandbox.clock.js';
import { WorkRefusal } from '../api/work.refusal.js';
import { MemberState } from '../contacts/member.state.js';
import { newExternalChatId } from '../work.identifiers.js';
import type { CustomerState } from './customer.state.js';

/** Somebody in a group chat, and how they came. */
export interface ChatParticipant {
  readonly who: MemberState | CustomerState;
  /** Seconds. */
  readonly joinedAt: number;
  /** 1 invited, 2 by a link, 3 by a code. */
  readonly joinScene: number;
  readonly state?: string | undefined;
}

/** A group chat with customers. */
export interface CustomerChat {
  readonly chatId: string;
  name: string;
  notice: string;
  owner: MemberState;
  readonly createdAt: number;
  readonly participants: Map<MemberState | CustomerState, ChatParticipant>;
  /** 0 as usual, 1 the owner has left, 2 is being handed over, 3 was handed over. */
  status: 0 | 1 | 2 | 3;
}

/** Whom an id of a participant stands for, and which kind it is. */
export const participantId = (who: MemberState | CustomerState): { type: 1 | 2; userid: string } =>
  who instanceof MemberState ? { type: 1, userid: who.userid } : { type: 2, userid: who.externalUserId };

/** The group chats of a corporation's members with customers. 客户群 */
export class CustomerChatBook {
  readonly #chats = new Map<string, CustomerChat>();

  constructor(private readonly clock: SandboxClock) {}

  get list(): readonly CustomerChat[] {
    return [...this.#chats.values()];
  }

  open(owner: MemberState, name: string): CustomerChat {
    const now = this.clock.seconds();
    const chat: CustomerChat = {
      chatId: newExternalChatId(),
      name,
      notice: '',
      owner,
      createdAt: now,
      participants: new Map(),
      status: 0,
    };
    this.#chats.set(chat.chatId, chat);
    this.join(chat, owner, { joinScene: 1 });
    return chat;
  }

  join(
    { participants }: CustomerChat,
    who: MemberState | CustomerState,
    how: Pick<ChatParticipant, 'joinScene' | 'state'>,
  ): void {
    participants.set(who, { who, joinedAt: this.clock.seconds(), ...how });
  }

  /** @throws {WorkRefusal} when there is none */
  need(chatId: string): CustomerChat {
    const chat = this.#chats.get(chatId);
    if (!chat) throw new WorkRefusal(49008, chatId);
    return chat;
  }

  find(chatId: string): CustomerChat | undefined {
    return this.#chats.get(chatId);
  }

  remove({ chatId }: CustomerChat): void {
    this.#chats.delete(chatId);
  }
}
