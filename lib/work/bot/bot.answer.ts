import { Logger } from '@nestjs/common';
import { POLLED_FOR } from './bot.envelope.js';
import { NO_ANSWER_TAKEN, NOT_AN_ANSWER, NOT_AN_ANSWER_TO, STREAM_TOO_LONG } from './bot.messages.js';
import { pauseUntil } from './bot.pause.js';
import { BOT_EVENT_KIND, type BotPush } from './bot.push.js';
import { botReply, type BotContent, WorkBotReply } from './bot-reply.js';
import { BotStream, type TextSource } from './bot.stream.js';
import type { WorkBotCard } from './bot-card.interface.js';
import type { BotPicture } from './bot.bodies.js';

/** How long an answer is held back for its first words (ms): a short one then needs no second look. */
const FIRST_WORDS_WITHIN = 1000;
/** From the event on (ms): WeCom takes a welcome for 5 s. */
const WELCOME_WITHIN = 4000;
/** From the tap on (ms): what is said to it is a message of its own, which has as long as one that is streamed. */
const SAID_TO_TAP_WITHIN = POLLED_FOR - 10_000;

const logger = new Logger('WeChatWorkBot');

/** A streamed answer with what goes with it. */
export interface StreamedAnswer {
  readonly type: 'stream';
  readonly stream: BotStream;
  readonly feedbackId?: string | undefined;
  readonly pictures?: readonly BotPicture[] | undefined;
  readonly card?: WorkBotCard | undefined;
}

/** What a handler gave, ready to be sent. */
export type BotAnswer =
  | StreamedAnswer
  | { readonly type: 'text'; readonly text: string; readonly feedbackId?: string | undefined }
  | Exclude<BotContent, { type: 'text' }>;

/** What can be sent over the way a push came. */
export interface BotWay {
  /** Why files cannot be sent; undefined where they can. */
  readonly noMedia?: string;
  /** Why pictures cannot go with a text; undefined where they can. */
  readonly noPictures?: string;
  /** Whether something further can be sent to the chat of this push: a text after a tap on a card. */
  readonly canSendOn: boolean;
  /** Aborted when the application goes down and has no more time for answers. */
  readonly ending?: AbortSignal;
}

/**
 * Understands what a handler returned. Texts in answer to messages are streams; all others are waited for, and end with what
 * there is when WeCom waits no longer.
 *
 * @returns undefined for none
 *
 * @throws {TypeError} when it is nothing this push can be answered with
 * @throws what an async generator throws before it has given any text
 */
export async function toAnswer(
  result: unknown,
  push: BotPush,
  way: BotWay,
  handler: string,
): Promise<BotAnswer | undefined> {
  const content = toContent(result);
  if (!content) return undefined;
  check(content, push, way);
  if (content.type !== 'text') return content;
  const { text, feedbackId, pictures, card } = content;
  const stream = new BotStream(push.streamId, text, handler);
  if (push.kind === BOT_EVENT_KIND) await complete(stream, push, way);
  await stream.begun(FIRST_WORDS_WITHIN);
  if (push.kind !== BOT_EVENT_KIND) return { type: 'stream', stream, feedbackId, pictures, card };
  return stream.content === '' ? undefined : { type: 'text', text: stream.content, feedbackId };
}

async function complete(stream: BotStream, { name, arrivedAt }: BotPush, { ending }: BotWay): Promise<void> {
  const limit = name === 'enter_chat' ? WELCOME_WITHIN : SAID_TO_TAP_WITHIN;
  const stop = (): void => stream.stop();
  if (ending?.aborted) stop();
  ending?.addEventListener('abort', stop);
  await pauseUntil(stream.ended, Math.max(arrivedAt + limit - Date.now(), 0));
  ending?.removeEventListener('abort', stop);
  if (stream.isFinished) return;
  logger.warn(STREAM_TOO_LONG(stream.handler));
  stream.stop();
}

function toContent(result: unknown): BotContent | undefined {
  if (result === undefined || result === null || result === '') return undefined;
  if (result instanceof WorkBotReply) return result.content;
  if (typeof result === 'string') return botReply.text(result).content;
  if (isTextSource(result)) return { type: 'text', text: result };
  throw new TypeError(NOT_AN_ANSWER);
}

const isTextSource = (value: unknown): value is TextSource =>
  typeof value === 'object' &&
  value !== null &&
  !ArrayBuffer.isView(value) &&
  (Symbol.asyncIterator in value || Symbol.iterator in value);

function check(content: BotContent, { kind, name }: BotPush, way: BotWay): void {
  const refuse = (cure: string): never => {
    throw new TypeError(NOT_AN_ANSWER_TO(content.type, name, cure));
  };
  if (content.type === 'media' && way.noMedia !== undefined) refuse(way.noMedia);
  if (content.type === 'text' && content.pictures?.length && way.noPictures !== undefined)
    refuse(way.noPictures);
  if (kind !== BOT_EVENT_KIND) {
    if (content.type === 'update') refuse('only a card that was tapped can be replaced');
    return;
  }
  if (name === 'enter_chat') {
    if (content.type === 'text' ? content.card || content.pictures?.length : content.type !== 'card')
      refuse('return a text or a card');
  } else if (name === 'template_card_event') {
    const isSentOn = content.type === 'text' || content.type === 'card' || content.type === 'media';
    if (isSentOn && !way.canSendOn) refuse('return botReply.updateCard(…)');
    if (content.type === 'text' && (content.card || content.pictures?.length))
      refuse('return a text, a card, or botReply.updateCard(…)');
  } else {
    throw new TypeError(NO_ANSWER_TAKEN(name));
  }
}
