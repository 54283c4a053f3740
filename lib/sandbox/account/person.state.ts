import type { ChatEntry } from '../interfaces/chat-entry.interface.js';
import type { SandboxReceived } from '../interfaces/sandbox-received.interface.js';
import { nextEntryId } from '../world/identifiers.js';
import type { SandboxWorld } from '../world/sandbox-world.js';
import { BoundedLog } from '../world/bounded-log.js';
import { Mailbox } from './mailbox.js';
import type { QrCode } from './qr-code.book.js';

const CHAT_LENGTH = 500;

/** What WeChat knows of a person, as one account sees them. */
export class PersonState {
  following = false;
  /** Seconds of the sandbox's clock. */
  subscribedAt = 0;
  subscribeScene = 'ADD_SCENE_SEARCH';
  qrScene = 0;
  qrSceneStr = '';
  remark = '';
  readonly tags: number[] = [];
  /** Milliseconds of the sandbox's clock; the 48 hours count from here. */
  lastInteraction = -Infinity;
  /** Customer messages since the last interaction. */
  answered = 0;
  typingUntil = 0;
  readonly received: SandboxReceived[] = [];
  readonly mailbox: Mailbox;
  readonly chat = new BoundedLog<ChatEntry>(CHAT_LENGTH);

  constructor(
    readonly appId: string,
    readonly openid: string,
    readonly nickname: string,
    readonly unionid: string | undefined,
    readonly language: string,
    private readonly world: SandboxWorld,
  ) {
    this.mailbox = new Mailbox(world.ending);
  }

  /** Follows the account, through a QR code or by its name. */
  follow(code?: QrCode): void {
    this.following = true;
    this.subscribedAt = this.world.clock.seconds();
    this.subscribeScene = code ? 'ADD_SCENE_QR_CODE' : 'ADD_SCENE_SEARCH';
    this.qrScene = code?.isNumber ? Number(code.scene) : 0;
    this.qrSceneStr = code && !code.isNumber ? code.scene : '';
    this.announce();
  }

  /** Follows it no longer; nothing more may be sent. */
  turnAway(): void {
    this.following = false;
    this.lastInteraction = -Infinity;
    this.announce();
  }

  /** Opens the window for customer messages anew. */
  interact(): void {
    this.lastInteraction = this.world.clock.now();
    this.answered = 0;
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

  announce(): void {
    const { appId, openid, nickname, following } = this;
    this.world.events.emit('people', { appId, openid, nickname, following });
  }
}
