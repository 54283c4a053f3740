import type { AccountKind, AccountState } from '../account/account.state.js';
import type { AnswerWindow, PersonState } from '../account/person.state.js';
import type { ChatEntry } from '../interfaces/chat-entry.interface.js';
import type { SandboxReply } from '../interfaces/sandbox-reply.interface.js';
import { nextMessageId } from '../world/identifiers.js';
import { replyEntry } from '../chat/chat-entry.maker.js';
import { addressed } from './addressed.js';
import type { PushTree } from './push.writer.js';

/** A line of the chat before it has an id. */
export type NewChatEntry = Omit<ChatEntry, 'id' | 'at'>;

const DAY = 86_400_000;
/** What one message of a person allows, by kind of account. */
const MESSAGE: Readonly<Record<AccountKind, AnswerWindow>> = {
  'official-account': { most: 20, lasts: 2 * DAY },
  'mini-program': { most: 5, lasts: 2 * DAY },
};
/** What entering the conversation of a mini program allows. */
const ENTRY: AnswerWindow = { most: 2, lasts: 60_000 };

/** Following a link and turning away open no window for customer messages. */
const SILENT_EVENTS = new Set(['unsubscribe', 'VIEW', 'view_miniprogram']);

/** How the chat shows what a person did. */
export const byPerson = (kind: string, facts: Partial<NewChatEntry> = {}): NewChatEntry => ({
  from: 'person',
  kind,
  ...facts,
  passive: false,
});

/** Pushes what one person does, and keeps the chat. */
export class PersonPusher {
  constructor(
    private readonly account: AccountState,
    private readonly person: PersonState,
  ) {}

  async send(message: PushTree, entry?: NewChatEntry): Promise<SandboxReply> {
    const { account, person } = this;
    const isEvent = message['MsgType'] === 'event';
    if (message['Event'] === 'user_enter_tempsession') person.interact(ENTRY);
    else if (!isEvent || !SILENT_EVENTS.has(String(message['Event']))) person.interact(MESSAGE[account.kind]);
    if (entry) person.addToChat(entry);
    const id = isEvent || 'MsgId' in message ? {} : { MsgId: nextMessageId() };
    const push = addressed(account, person, { ...message, ...id });
    const reply = await account.shared.pusher.push(account, push, person);
    const answer = replyEntry(reply, account);
    if (answer) person.addToChat(answer);
    return reply;
  }
}
