import type { UploadFile } from '../../catalog/work.js';
import { WeChatClient } from '../../client/index.js';
import { WeChatConfigError } from '../../common/index.js';
import type { BotConnection } from './bot.connection.js';
import type { BotBody } from './bot.bodies.js';
import { BOT_COMMANDS, CHAT_TYPES } from './bot.frames.js';
import type { WorkBotMedia } from './bot-message.interface.js';
import { botReply, type WorkBotMediaType, type WorkBotReply } from './bot-reply.js';
import { toMessageBody } from './bot.message-body.js';
import { NO_SECRET } from './bot.messages.js';
import { uploadOverConnection } from './bot.upload.js';

export const WORK_BOT_KIND = 'work-bot';

/** What a bot is made with. */
export interface WorkBotRooms {
  readonly connection: BotConnection | undefined;
  readonly respond: (responseUrl: string, body: BotBody) => Promise<void>;
  readonly download: (media: WorkBotMedia, signal?: AbortSignal) => Promise<Buffer>;
}

/**
 * An AI bot of WeCom (企业微信智能机器人). It answers through `@WorkBotMessage()` and `@WorkBotEvent()`; these methods are for what
 * it says of its own accord.
 *
 * @see https://developer.work.weixin.qq.com/document/path/101039
 * @publicApi
 */
export class WorkBot extends WeChatClient {
  override readonly kind = WORK_BOT_KIND;
  // private to the language: an inspection shows neither keys nor the secret
  readonly #rooms: WorkBotRooms;

  /** @internal */
  constructor(name: string, botId: string, rooms: WorkBotRooms) {
    super(name, botId);
    this.#rooms = rooms;
  }

  /** BotID */
  get botId(): string {
    return this.id;
  }

  /** Whether this process holds the bot's long connection, and WeCom has taken its subscription. */
  get isConnected(): boolean {
    return this.#rooms.connection?.isOpen === true;
  }

  /**
   * Sends a message of the bot's own accord (主动推送消息), over the long connection. Somebody must have written to the bot in that
   * chat before; WeCom takes 30 messages a minute and 1000 an hour for one chat, answers among them. Of several replicas one
   * holds the connection: see {@link isConnected}.
   *
   * Calls `aibot_send_msg`.
   *
   * @param chatId a chatid, or the userid of one person
   * @param content Markdown of at most 20480 bytes; or `botReply.text(…)`, `.card(…)`, `.media(…)`
   * @param options `chatType`, where the id could be either; WeCom takes it for a group first otherwise
   * @throws {RangeError} when the text is longer than WeCom takes
   * @throws {TypeError} for what cannot be a message of its own: a stream, a card in place of another, pictures in a text
   * @throws {WeChatConfigError} when the bot was given no secret
   * @throws {WeChatHttpError} when this process holds no connection (`reason` `ENOTCONN`), or loses it
   * @throws {WeChatTimeoutError} when WeCom says nothing to it: it may have been sent
   * @throws {WeChatApiError} when WeCom refuses
   * @see https://developer.work.weixin.qq.com/document/path/101463
   */
  async send(
    chatId: string,
    content: string | WorkBotReply,
    options: { chatType?: 'single' | 'group' | undefined } = {},
  ): Promise<void> {
    const { chatType } = options;
    const chat = { chatid: chatId, ...(chatType && { chat_type: CHAT_TYPES[chatType] }) };
    const body = toMessageBody(typeof content === 'string' ? botReply.text(content) : content);
    await this.#connection.request(BOT_COMMANDS.send, { ...chat, ...body });
  }

  /**
   * Uploads a file for `botReply.media(…)` (上传临时素材), over the long connection: at most 30 a minute and 1000 an hour.
   *
   * Calls `aibot_upload_media_init`, `aibot_upload_media_chunk` and `aibot_upload_media_finish`.
   *
   * @param file at most 50 MB; its name with the extension
   * @returns the media_id, good for three days
   * @throws {RangeError} when it is empty or larger
   * @throws what {@link send} throws
   * @see https://developer.work.weixin.qq.com/document/path/101463
   */
  async upload(type: WorkBotMediaType, file: UploadFile): Promise<string> {
    return uploadOverConnection(this.#connection, type, file);
  }

  /**
   * Sends one further answer to a message or a tap (主动回复消息), within an hour. Callback mode alone has such addresses, and each
   * is good for one answer.
   *
   * Calls `POST /cgi-bin/aibot/response`.
   *
   * @param responseUrl `response_url` of the message
   * @param content Markdown of at most 20480 bytes; or `botReply.text(…)`, `.card(…)`
   * @throws {RangeError} when the text is longer than WeCom takes, or the address is not of this kind
   * @throws {TypeError} for what cannot be a message of its own
   * @throws {WeChatApiError} when WeCom refuses: the address was used, or is older than an hour
   * @see https://developer.work.weixin.qq.com/document/path/101138
   */
  async respond(responseUrl: string, content: string | WorkBotReply): Promise<void> {
    const reply = typeof content === 'string' ? botReply.text(content) : content;
    await this.#rooms.respond(responseUrl, toMessageBody(reply, false));
  }

  /**
   * Fetches a picture, file or video somebody sent, and opens it; its address lives for five minutes.
   *
   * @param media `message.image`, `message.file`, `message.video`
   * @param options `signal` ends the download early
   * @returns the bytes, in memory: at most 100 MB
   * @throws {WeChatDecryptError} when the file cannot be opened
   * @throws {WeChatHttpError} when it cannot be fetched
   * @see https://developer.work.weixin.qq.com/document/path/100719
   */
  async download(media: WorkBotMedia, options: { signal?: AbortSignal | undefined } = {}): Promise<Buffer> {
    return this.#rooms.download(media, options.signal);
  }

  get #connection(): BotConnection {
    if (!this.#rooms.connection) throw new WeChatConfigError(NO_SECRET(this.name));
    return this.#rooms.connection;
  }
}
