import type { AccountState } from '../account/account.state.js';
import type { PersonState } from '../account/person.state.js';
import type { ChatEntry } from '../interfaces/chat-entry.interface.js';
import type { SandboxReply } from '../interfaces/sandbox-reply.interface.js';
import { nextMessageId } from '../world/identifiers.js';
import { replyEntry } from '../chat/chat-entry.maker.js';
import { addressed } from './addressed.js';
import type { Pusher } from './pusher.js';
import type { PushTree } from './push.writer.js';

/** A line of the chat before it has an id. */
export type NewChatEntry = Omit<ChatEntry, 'id' | 'at'>;

/** Following a link and turning away open no window for customer messages. */
const SILENT_EVENTS = new Set(['unsubscribe', 'VIEW', 'view_miniprogram']);

/** Pushes what one person does, and keeps the chat. */
export class PersonPusher {
  constructor(
    private readonly account: AccountState,
    private readonly person: PersonState,
    private readonly pusher: Pusher,
  ) {}

  async send(message: PushTree, entry?: NewChatEntry): Promise<SandboxReply> {
    const { account, person } = this;
    const isEvent = message['MsgType'] === 'event';
    if (!isEvent || !SILENT_EVENTS.has(String(message['Event']))) person.interact();
    if (entry) person.addToChat(entry);
    const id = isEvent || 'MsgId' in message ? {} : { MsgId: nextMessageId() };
    const push = addressed(account, person, { ...message, ...id });
    const reply = await this.pusher.push(account, push, person);
    const answer = replyEntry(reply, account);
    if (answer) person.addToChat(answer);
    return reply;
  }
}
