import { Logger } from '@nestjs/common';
import { textOf } from '../../callback/index.js';
import { WeChatApiError, WeChatHttpError, WeChatTimeoutError } from '../../common/index.js';
import type { BotAnswer, StreamedAnswer } from './bot.answer.js';
import { type BotBody, cardBody, markdownBody, streamBody, textBody, updateBody } from './bot.bodies.js';
import type { BotConnection } from './bot.connection.js';
import { BOT_COMMANDS, CHAT_TYPES, type BotCommand, FRAME_EVERY, STREAMED_FOR } from './bot.frames.js';
import { ANSWER_NOT_SHOWN, STREAM_TOO_LONG } from './bot.messages.js';
import { BOT_EVENT_KIND, type BotPush } from './bot.push.js';
import { isFields } from './bot.reader.js';
import { pauseFor, pauseUntil } from './bot.pause.js';

/** For which an answer waits for a connection that was lost (ms). */
const WAIT_FOR_CONNECTION = 60_000;
const MAX_WAITS = 10;
/** How often the last frame of a stream is sent when WeCom says nothing to it. */
const LAST_TRIES = 3;

/** A frame is refused in the same way however often it is sent. */
const isFinal = (error: unknown): boolean => error instanceof WeChatApiError && !error.retryable;

/** Brings answers to WeCom over the long connection: each once, streams refreshed until they end. */
export class BotDelivery {
  readonly #logger = new Logger('WeChatWorkBot');
  /** Repeats of a push share one answer: it is not shown twice. */
  readonly #delivered = new WeakMap<BotAnswer, Promise<boolean>>();
  readonly #streaming = new Set<StreamedAnswer>();

  constructor(
    private readonly connection: BotConnection,
    private readonly frameEvery = FRAME_EVERY,
    private readonly streamedFor = STREAMED_FOR,
  ) {}

  /** @param reqId of the push that is answered */
  async deliver(push: BotPush, reqId: string, answer: BotAnswer): Promise<void> {
    for (let before; (before = this.#delivered.get(answer));) {
      if (await before) return;
      if (this.#delivered.get(answer) === before) break;
    }
    const delivery = this.#deliver(push, reqId, answer);
    this.#delivered.set(
      answer,
      delivery.then(
        () => true,
        () => false,
      ),
    );
    await delivery;
  }

  /** Ends the streams that still run with what there is. @returns how many there were */
  stop(): number {
    const open = [...this.#streaming].filter(({ stream }) => !stream.isFinished);
    for (const { stream } of open) stream.stop();
    return open.length;
  }

  async #deliver(push: BotPush, reqId: string, answer: BotAnswer): Promise<void> {
    if (answer.type === 'stream') return this.#stream(reqId, answer);
    const isTap = push.kind === BOT_EVENT_KIND && push.name === 'template_card_event';
    if (isTap && answer.type !== 'update')
      return this.#send(BOT_COMMANDS.send, { ...chatOf(push), ...bodyOf(answer) });
    if (push.name === 'enter_chat' && push.kind === BOT_EVENT_KIND)
      return this.#send(
        BOT_COMMANDS.welcome,
        answer.type === 'text' ? textBody(answer.text) : bodyOf(answer),
        reqId,
      );
    return this.#send(isTap ? BOT_COMMANDS.update : BOT_COMMANDS.respond, bodyOf(answer), reqId);
  }

  async #send(cmd: BotCommand, body: BotBody, reqId?: string): Promise<void> {
    await this.connection.request(cmd, body, reqId);
  }

  async #stream(reqId: string, answer: StreamedAnswer): Promise<void> {
    const { stream } = answer;
    const timer = setTimeout(() => {
      this.#logger.warn(STREAM_TOO_LONG(stream.handler));
      stream.stop();
    }, this.streamedFor).unref();
    this.#streaming.add(answer);
    try {
      await this.#refresh(reqId, answer);
    } catch (error) {
      this.#logger.error(ANSWER_NOT_SHOWN(stream.handler, (error as Error).message));
    } finally {
      clearTimeout(timer);
      stream.stop();
      this.#streaming.delete(answer);
    }
  }

  /** A frame for each change, the last one saying that no more will come. */
  async #refresh(reqId: string, { stream, feedbackId, pictures, card }: StreamedAnswer): Promise<void> {
    const { id } = stream;
    for (let isFirst = true; ; isFirst = false) {
      const { content, isFinished } = stream;
      const next = Date.now() + this.frameEvery;
      const body = streamBody({
        id,
        content,
        isFinished,
        ...(isFirst && { feedbackId }),
        ...(isFinished && { pictures, card }),
      });
      await this.#show(reqId, body, isFinished ? LAST_TRIES : 1);
      if (isFinished) return;
      const change = stream.changed();
      if (stream.content === content) await change;
      const left = next - Date.now();
      if (left > 0) await pauseUntil(stream.ended, left);
    }
  }

  /** A frame that WeCom says nothing to is as good as shown, unless it is the last one: the next one shows more. */
  async #show(reqId: string, body: BotBody, tries: number): Promise<void> {
    let waits = 0;
    for (let attempt = 1; ;) {
      try {
        await this.#send(BOT_COMMANDS.respond, body, reqId);
        return;
      } catch (error) {
        if (isFinal(error)) throw error;
        if (error instanceof WeChatTimeoutError) {
          if (attempt >= tries) {
            if (tries === 1) return;
            throw error;
          }
          attempt += 1;
        } else if (!(error instanceof WeChatHttpError)) {
          await pauseFor(this.frameEvery).over;
          if ((attempt += 1) > LAST_TRIES) throw error;
        } else if ((waits += 1) > MAX_WAITS || !(await this.connection.whenOpen(WAIT_FOR_CONNECTION))) {
          throw error;
        }
      }
    }
  }
}

/** Where something further goes: the group, or the one person. */
function chatOf({ message }: BotPush): BotBody {
  const group = textOf(message['chatid']);
  const { from } = message;
  const person = isFields(from) ? textOf(from['userid']) : undefined;
  return group === undefined
    ? { chatid: person, chat_type: CHAT_TYPES.single }
    : { chatid: group, chat_type: CHAT_TYPES.group };
}

/** The answer as a message of its own. */
export function bodyOf(answer: Exclude<BotAnswer, StreamedAnswer>): BotBody {
  switch (answer.type) {
    case 'text':
      return markdownBody(answer.text, answer.feedbackId);
    case 'card':
      return cardBody(answer.card);
    case 'update':
      return updateBody(answer.card, answer.userIds);
    case 'media':
      return { msgtype: answer.media, [answer.media]: answer.fields };
  }
}
