import type { ChatEntry } from '../interfaces/chat-entry.interface.js';
import type { SandboxReceived } from '../interfaces/sandbox-received.interface.js';
import { BoundedLog } from '../world/bounded-log.js';
import { nextEntryId } from '../world/identifiers.js';
import type { SandboxWorld } from '../world/sandbox-world.js';
import { Mailbox } from './mailbox.js';

const CHAT_LENGTH = 500;

/** Who a person is for one account. */
export interface PersonFacts {
  readonly appId: string;
  readonly openid: string;
  readonly nickname: string;
  readonly unionid: string | undefined;
  readonly language: string;
}

/** How many customer messages an interaction allows, and for how many milliseconds. */
export interface AnswerWindow {
  readonly most: number;
  readonly lasts: number;
}

/** What WeChat knows of a person, as one account or site sees them. */
export class PersonState implements PersonFacts {
  readonly appId: string;
  readonly openid: string;
  readonly nickname: string;
  readonly unionid: string | undefined;
  readonly language: string;
  /** Milliseconds of the sandbox's clock. */
  lastInteraction = -Infinity;
  /** Until when customer messages are allowed, and how many more. */
  answersUntil = -Infinity;
  answersLeft = 0;
  typingUntil = 0;
  readonly received: SandboxReceived[] = [];
  readonly mailbox: Mailbox;
  readonly chat = new BoundedLog<ChatEntry>(CHAT_LENGTH);

  constructor(
    { appId, openid, nickname, unionid, language }: PersonFacts,
    protected readonly world: SandboxWorld,
  ) {
    this.appId = appId;
    this.openid = openid;
    this.nickname = nickname;
    this.unionid = unionid;
    this.language = language;
    this.mailbox = new Mailbox(world.ending);
  }

  /** Opens the window for customer messages anew; what a longer one still allows stays. */
  interact({ most, lasts }: AnswerWindow): void {
    const now = this.world.clock.now();
    this.lastInteraction = now;
    this.answersLeft = Math.max(this.answersUntil > now ? this.answersLeft : 0, most);
    this.answersUntil = Math.max(this.answersUntil, now + lasts);
  }

  receive(kind: SandboxReceived['kind'], message: Readonly<Record<string, unknown>>): void {
    const received = { kind, at: Date.now(), message };
    this.received.push(received);
    this.mailbox.put(received);
  }

  addToChat(entry: Omit<ChatEntry, 'id' | 'at'>): void {
    const line = { id: nextEntryId(), at: Date.now(), ...entry };
    this.chat.add(line);
    this.world.events.emit('message', { ...line, appId: this.appId, openid: this.openid });
  }
}
