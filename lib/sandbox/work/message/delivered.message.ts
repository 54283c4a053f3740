import type { SandboxWorkMessage } from '../../interfaces/sandbox-work-message.interface.js';
import type { SentMessage } from './sent.message.js';

/** A template card, as `message/send` takes it. */
export type Card = Readonly<Record<string, unknown>>;

/** A message with one of its recipients. */
export class DeliveredMessage implements SandboxWorkMessage {
  card?: Card;
  replacedButton?: string;

  constructor(readonly sent: SentMessage) {
    if (sent.msgtype === 'template_card') this.card = sent.content;
  }

  get msgid(): string {
    return this.sent.msgid;
  }

  get at(): number {
    return this.sent.at;
  }

  get agent(): string {
    return this.sent.agent.name;
  }

  get chatid(): string | undefined {
    return this.sent.chatid;
  }

  get msgtype(): string {
    return this.sent.msgtype;
  }

  get content(): SandboxWorkMessage['content'] {
    return this.sent.content;
  }

  get text(): string {
    const { content, title, main_title: heading } = (this.card ?? this.content) as Record<string, unknown>;
    const [first] = (this.content['articles'] ?? []) as readonly { title?: string }[];
    const told = content ?? (heading as { title?: string } | undefined)?.title ?? title ?? first?.title;
    return typeof told === 'string' ? told : '';
  }

  get recalled(): boolean {
    return this.sent.recalled;
  }

  /** The card looks another way from now on. */
  replace(card: Card): void {
    this.card = card;
    delete this.replacedButton;
  }
}
