import { SandboxUseError } from '../../errors/sandbox-use.error.js';
import { SandboxTimeoutError } from '../../errors/sandbox-timeout.error.js';
import type {
  SandboxBotAnswer,
  SandboxBotChat,
  SandboxBotFrame,
} from '../../interfaces/sandbox-work-bot.interface.js';
import { newMediaId } from '../../world/identifiers.js';
import { AnswerBuilder } from './answer.builder.js';
import { type AnsweredKind, readAnswer } from './answer.reader.js';
import type { BotLine } from './bot.line.js';
import type { BotState } from './bot.state.js';
import { UploadDesk } from './upload.desk.js';

type Fields = Readonly<Record<string, unknown>>;

/** What a frame is answered with. */
interface FrameAnswer {
  readonly errcode: number;
  readonly errmsg: string;
  readonly body?: Fields;
}

/** A push that waits to be answered. */
interface Call {
  readonly kind: AnsweredKind;
  readonly builder: AnswerBuilder;
  readonly at: number;
  answered(): void;
}

const OK: FrameAnswer = { errcode: 0, errmsg: 'ok' };
const TIMEOUT = 10_000;
/** A welcome and a card's update. */
const SHORT_LIFE = 5000;
const NO_REQUEST: FrameAnswer = { errcode: 846605, errmsg: 'invalid req_id' };
const EXPIRED: FrameAnswer = { errcode: 846608, errmsg: 'stream message update expired' };
const BAD_REQUEST = 40058;
/** What `aibot_send_msg` takes; of a text its page says nothing. */
const SENT_KINDS = new Set(['markdown', 'template_card', 'image', 'file', 'voice', 'video']);
const COMMANDS: Readonly<Record<string, AnsweredKind>> = {
  aibot_respond_msg: 'message',
  aibot_respond_welcome_msg: 'enter_chat',
  aibot_respond_update_msg: 'template_card_event',
};

/** The long connection of one bot: who is on it, what is asked over it and answered. */
export class BotSwitchboard {
  #line: BotLine | undefined;
  readonly #calls = new Map<string, Call>();
  readonly #waiting = new Set<() => void>();
  readonly #uploads: UploadDesk;
  readonly frames: SandboxBotFrame[] = [];
  /** Subscriptions that were tried, those refused among them. */
  attempts = 0;
  /** Answers to subscriptions to come, in place of ok. */
  readonly refusals: FrameAnswer[] = [];
  /** Answers nothing to heartbeats. */
  isDeaf = false;
  /** Milliseconds every answer is held back for. */
  delay = 0;
  /** Answers to further frames, by command, in place of what is right. */
  readonly injected = new Map<string, FrameAnswer>();

  constructor(private readonly bot: BotState) {
    this.#uploads = new UploadDesk(bot);
  }

  get line(): BotLine | undefined {
    return this.#line;
  }

  /** A subscription (订阅): the newest one pushes out the one before. */
  subscribe(line: BotLine, secret: unknown): FrameAnswer {
    this.attempts += 1;
    const refusal = this.refusals.shift();
    if (refusal) return refusal;
    if (secret !== this.bot.secret) return { errcode: 40001, errmsg: 'invalid credential' };
    const before = this.#line;
    this.#line = line;
    if (before && before !== line) this.kick(before);
    setImmediate(() => this.#tell());
    return OK;
  }

  /** Tells a line that another one has its place, and closes it. */
  kick(line: BotLine): void {
    if (this.#line === line) this.#line = undefined;
    line.push('aibot_event_callback', newMediaId(), {
      msgid: newMediaId(),
      create_time: this.bot.world.clock.seconds(),
      aibotid: this.bot.botId,
      msgtype: 'event',
      event: { eventtype: 'disconnected_event' },
    });
    line.close();
  }

  left(line: BotLine): void {
    if (this.#line === line) this.#line = undefined;
    this.#tell();
  }

  /** Waits until the application is subscribed, or is not. */
  async until(isThere: boolean, timeout: number): Promise<void> {
    const end = Date.now() + timeout;
    while ((this.#line !== undefined) !== isThere) {
      const left = end - Date.now();
      if (left <= 0)
        throw new SandboxTimeoutError(`The bot was ${isThere ? 'not ' : ''}connected for ${timeout} ms`);
      await new Promise<void>((resolve) => {
        const timer = setTimeout(settle, left);
        const all = this.#waiting;
        function settle(): void {
          clearTimeout(timer);
          all.delete(settle);
          resolve();
        }
        all.add(settle);
      });
    }
  }

  /** @throws {SandboxTimeoutError} when no answer comes in time */
  async push(
    message: Fields,
    kind: AnsweredKind,
    { timeout = TIMEOUT }: SandboxBotChat,
  ): Promise<SandboxBotAnswer> {
    const line = this.#line;
    if (!line) throw new SandboxUseError(`The bot ${this.bot.botId} has no long connection`);
    const reqId = newMediaId();
    const builder = new AnswerBuilder(String(message['msgid']), 'connection');
    const end = Date.now() + timeout;
    let answered: () => void = () => undefined;
    this.#calls.set(reqId, { kind, builder, at: Date.now(), answered: () => answered() });
    const { msgtype } = message;
    line.push(msgtype === 'event' ? 'aibot_event_callback' : 'aibot_msg_callback', reqId, message);
    while (!builder.isFinished) {
      const left = end - Date.now();
      if (left <= 0) {
        if (builder.answer.shown.length > 0) return builder.answer;
        throw new SandboxTimeoutError(`The bot did not answer within ${timeout} ms`);
      }
      let timer: NodeJS.Timeout | undefined;
      await new Promise<void>((resolve) => {
        answered = resolve;
        timer = setTimeout(resolve, left);
      });
      clearTimeout(timer);
    }
    return builder.answer;
  }

  /** What WeCom says to a frame of the application. */
  hear(cmd: string, reqId: string, body: Fields): FrameAnswer {
    const answer = this.injected.get(cmd) ?? this.#judge(cmd, reqId, body);
    this.frames.push({ cmd, reqId, body, errcode: answer.errcode });
    return answer;
  }

  #judge(cmd: string, reqId: string, body: Fields): FrameAnswer {
    try {
      if (cmd === 'ping') return OK;
      if (cmd === 'aibot_send_msg') return this.#send(body);
      if (cmd.startsWith('aibot_upload_media_')) return { ...OK, body: this.#uploads.hear(cmd, body) };
      const kind = COMMANDS[cmd];
      return kind ? this.#respond(kind, reqId, body) : { errcode: BAD_REQUEST, errmsg: 'invalid cmd' };
    } catch (error) {
      if (!(error instanceof SandboxUseError)) throw error;
      return { errcode: BAD_REQUEST, errmsg: error.message };
    }
  }

  #respond(kind: AnsweredKind, reqId: string, body: Fields): FrameAnswer {
    const call = this.#calls.get(reqId);
    if (!call || call.kind !== kind) return NO_REQUEST;
    if (kind !== 'message' && Date.now() - call.at > SHORT_LIFE) return EXPIRED;
    if (call.builder.isFinished) return EXPIRED;
    const isFollowing = call.builder.streamId !== undefined;
    call.builder.add(readAnswer(this.bot, isFollowing ? 'poll' : kind, 'connection', body));
    call.answered();
    return OK;
  }

  #send({ chatid, chat_type, ...body }: Fields): FrameAnswer {
    const msgtype = String(body['msgtype']);
    if (typeof chatid !== 'string' || chatid === '') throw new SandboxUseError('chatid is missing');
    if (!SENT_KINDS.has(msgtype)) return { errcode: 40008, errmsg: 'invalid message type' };
    const { text, card, media, feedbackId } = readAnswer(this.bot, 'message', 'connection', body);
    this.bot.inbox.put({
      by: 'send',
      chatId: chatid,
      msgtype,
      ...(typeof chat_type === 'number' && { chatType: chat_type }),
      ...(text !== undefined && { text }),
      ...(card && { card }),
      ...(media && { media }),
      ...(feedbackId !== undefined && { feedbackId }),
    });
    return OK;
  }

  #tell(): void {
    for (const tell of this.#waiting) tell();
  }
}
