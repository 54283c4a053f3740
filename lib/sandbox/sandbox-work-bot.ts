import { sealFile } from '../crypto/index.js';
import type {
  SandboxBotAnswer,
  SandboxBotChat,
  SandboxBotMessage,
} from './interfaces/sandbox-work-bot.interface.js';
import { SandboxBotConnection } from './sandbox-bot-connection.js';
import type { AnsweredKind } from './work/bot/answer.reader.js';
import { CONNECT_PATH } from './work/bot/bot.register.js';
import type { BotState } from './work/bot/bot.state.js';
import { CallbackCaller } from './work/bot/callback.caller.js';
import { newEncodingAESKey, newMediaId } from './world/identifiers.js';

const NEXT_MESSAGE_TIMEOUT = 5000;

type Fields = Readonly<Record<string, unknown>>;

/**
 * An AI bot of WeCom as its page in the console shows it, with the people who talk to it. It speaks both API modes: callbacks
 * that are sealed and asked for again, and the long connection. 智能机器人
 *
 * @publicApi
 */
export class SandboxWorkBot {
  readonly #state: BotState;
  readonly #caller: CallbackCaller;
  /** WeCom's side of the long connection. 长连接 */
  readonly connection: SandboxBotConnection;

  /** @internal Bots are made by {@link WeChatSandbox.workBot}. */
  constructor(state: BotState) {
    this.#state = state;
    this.#caller = new CallbackCaller(state);
    this.connection = new SandboxBotConnection(state.switchboard);
  }

  get botId(): string {
    return this.#state.botId;
  }

  /** To spread into the options of the application's client for callback mode. */
  get callbackOptions(): { botId: string; token: string; encodingAESKey: string; baseUrls: { api: string } } {
    const { botId, token, encodingAESKey, baseUrl } = this.#state;
    return { botId, token, encodingAESKey, baseUrls: { api: baseUrl } };
  }

  /** To spread into the options of the application's client for the long connection. */
  get options(): { botId: string; secret: string; url: string } {
    const { botId, secret, world } = this.#state;
    return { botId, secret, url: world.url.replace(/^http/, 'ws') + CONNECT_PATH };
  }

  /** Where callbacks go. 接收消息回调地址 */
  get callbackUrl(): string | undefined {
    return this.#state.callbackUrl;
  }

  set callbackUrl(url: string | undefined) {
    this.#state.callbackUrl = url;
  }

  /** What the bot sent of its own accord, and as further answers. */
  get received(): readonly SandboxBotMessage[] {
    return this.#state.inbox.messages;
  }

  /**
   * The next of them that was not yet handed out; waits for it when there is none.
   *
   * @throws {SandboxTimeoutError} when none comes in time (5 s by default)
   */
  nextMessage({ timeout = NEXT_MESSAGE_TIMEOUT }: { timeout?: number } = {}): Promise<SandboxBotMessage> {
    return this.#state.inbox.take(timeout);
  }

  /** Presses "save" in the console: WeCom asks the callback URL for an echo. @throws {SandboxPushError} when it is refused */
  async verifyUrl(): Promise<void> {
    await this.#caller.verify();
  }

  /**
   * Asks the bot something, and waits for the whole answer: in callback mode by asking for more until `finish`.
   *
   * @throws {SandboxPushError} when the application gives no answer WeCom would take
   * @throws {SandboxTimeoutError} when nothing is answered over the connection in time
   */
  async ask(text: string, chat: SandboxBotChat = {}): Promise<SandboxBotAnswer> {
    return this.send({ msgtype: 'text', text: { content: chat.chatId ? `@Bot ${text}` : text } }, chat);
  }

  /** Sends a message of any kind; what every message has is filled in where it is missing. */
  async send(message: { msgtype: string } & Fields, chat: SandboxBotChat = {}): Promise<SandboxBotAnswer> {
    return this.#push(message, 'message', chat);
  }

  /** Sends a picture, sealed behind an address. 图片消息 */
  async sendFile(
    type: 'image' | 'file' | 'video',
    content: Buffer,
    chat: SandboxBotChat = {},
  ): Promise<SandboxBotAnswer> {
    const isOver = this.#wayOf(chat);
    const key = isOver === 'connection' ? `${newEncodingAESKey()}=` : `${this.#state.encodingAESKey}=`;
    const id = newMediaId();
    this.#state.sentFiles.set(id, sealFile(content, key));
    const file = {
      url: `${this.#state.baseUrl}/files/${id}?sign=${newMediaId()}`,
      ...(isOver === 'connection' && { aeskey: key }),
    };
    return this.send({ msgtype: type, [type]: file }, chat);
  }

  /** Opens the chat for the first time that day. 进入会话事件 */
  async enterChat(chat: SandboxBotChat = {}): Promise<SandboxBotAnswer> {
    return this.#event('enter_chat', {}, chat);
  }

  /** Presses a button of a card. 模板卡片事件 */
  async tap(
    tapped: {
      eventKey: string;
      taskId: string;
      cardType?: string;
      selected?: Readonly<Record<string, readonly string[]>>;
    },
    chat: SandboxBotChat = {},
  ): Promise<SandboxBotAnswer> {
    const { eventKey, taskId, cardType = 'button_interaction', selected } = tapped;
    const selected_item = Object.entries(selected ?? {}).map(([question_key, option_id]) => ({
      question_key,
      option_ids: { option_id },
    }));
    return this.#event(
      'template_card_event',
      {
        template_card_event: {
          card_type: cardType,
          event_key: eventKey,
          task_id: taskId,
          ...(selected && { selected_items: { selected_item } }),
        },
      },
      chat,
    );
  }

  /** Judges an answer that had a feedback id. 用户反馈事件 @param type 1 right, 2 wrong, 3 taken back */
  async judge(
    feedbackId: string,
    { type, content, reasons }: { type: 1 | 2 | 3; content?: string; reasons?: readonly number[] },
    chat: SandboxBotChat = {},
  ): Promise<SandboxBotAnswer> {
    const feedback_event = {
      id: feedbackId,
      type,
      ...(content !== undefined && { content }),
      ...(reasons && { inaccurate_reason_list: reasons }),
    };
    return this.#event('feedback_event', { feedback_event }, chat);
  }

  #event(eventtype: string, fields: Fields, chat: SandboxBotChat): Promise<SandboxBotAnswer> {
    const kind = eventtype === 'enter_chat' || eventtype === 'template_card_event' ? eventtype : 'other';
    const create_time = this.#state.world.clock.seconds();
    return this.#push({ create_time, msgtype: 'event', event: { eventtype, ...fields } }, kind, chat);
  }

  #push(message: Fields, kind: AnsweredKind, chat: SandboxBotChat): Promise<SandboxBotAnswer> {
    const { userId = 'zhangsan', chatId, msgId = newMediaId() } = chat;
    const over = this.#wayOf(chat);
    const hasUrl = over === 'callback' && (kind === 'message' || kind === 'template_card_event');
    const whole = {
      msgid: msgId,
      aibotid: this.#state.botId,
      ...(chatId !== undefined && { chatid: chatId }),
      chattype: chatId === undefined ? 'single' : 'group',
      from: { userid: userId },
      ...(hasUrl && { response_url: this.#state.newResponseUrl(chatId ?? userId) }),
      ...message,
    };
    return over === 'callback'
      ? this.#caller.push(whole, kind, chat)
      : this.#state.switchboard.push(whole, kind, chat);
  }

  #wayOf({ over }: SandboxBotChat): 'callback' | 'connection' {
    return over ?? (this.#state.switchboard.line ? 'connection' : 'callback');
  }
}
