import { MessageSeal, type SealOptions } from '../../callback/index.js';
import type { CallbackAnswer, CallbackProtocol, CallbackRequest, OpenedPush } from '../../client/index.js';
import { WeChatParseError } from '../../common/index.js';
import type { MessageKeys } from '../../crypto/index.js';
import { type BotAnswer, type StreamedAnswer, toAnswer } from './bot.answer.js';
import { type BotBody, cardBody, type StreamFrame, streamBody, textBody, updateBody } from './bot.bodies.js';
import { NO_ANSWER, openSealed, readEnvelope, sealAnswer } from './bot.envelope.js';
import { UPDATE_TOO_LATE } from './bot.messages.js';
import { BOT_EVENT_KIND, BOT_MESSAGE_KIND, BOT_POLL_KIND, type BotPush, toBotPush } from './bot.push.js';
import { readFields } from './bot.reader.js';
import { BotStream } from './bot.stream.js';
import type { BotStreams } from './bot.streams.js';

/** What callbacks of a bot are opened and answered with. */
export interface BotProtocolSetup {
  readonly botId: string;
  readonly keys: MessageKeys;
  /** Seconds a timestamp may lie off the clock. */
  readonly timestampTolerance?: number | undefined;
  readonly streams: BotStreams;
  /** Sends one further answer. 主动回复消息 */
  respond(responseUrl: string, answer: Exclude<BotAnswer, StreamedAnswer>): Promise<void>;
}

const OVER_CONNECTION = 'files are sent over the long connection alone; give the bot its secret';

/** Callback mode (设置接收消息回调地址): sealed JSON, and streams WeCom asks for again and again. */
export class BotProtocol implements CallbackProtocol<BotAnswer> {
  // private to the language: an inspection shows no key
  readonly #setup: BotProtocolSetup;
  readonly #seal: MessageSeal;

  constructor(setup: BotProtocolSetup) {
    this.#setup = setup;
    this.#seal = new MessageSeal(setup.keys, setup.timestampTolerance);
  }

  verifyUrl({ query }: CallbackRequest): CallbackAnswer {
    if (query.echostr === undefined) throw new WeChatParseError('The query holds no echostr');
    return { ...NO_ANSWER, body: openSealed(this.#seal, query, query.echostr).plaintext };
  }

  open({ query, rawBody }: CallbackRequest): OpenedPush<BotAnswer> | Promise<OpenedPush<BotAnswer>> {
    const { plaintext, keys } = openSealed(this.#seal, query, readEnvelope(rawBody));
    const push = toBotPush(readFields(plaintext, 'The message'), this.#setup.botId);
    const sealing = { keys, nonce: query.nonce };
    const base = {
      message: push.message,
      kind: push.kind,
      name: push.name,
      signature: query.msg_signature as string,
      acceptedUntil: this.#seal.acceptedUntil(query),
    };
    if (push.kind === BOT_POLL_KIND) return this.#openPoll(push, base, sealing);
    return { ...base, ...this.#opened(push, sealing) };
  }

  #opened(
    push: BotPush,
    sealing: SealOptions,
  ): Pick<
    OpenedPush<BotAnswer>,
    'toReply' | 'answer' | 'onceKey' | 'takesInAnswer' | 'deliverLate' | 'meanwhile'
  > {
    const { respond } = this.#setup;
    const { responseUrl } = push;
    const isTap = push.kind === BOT_EVENT_KIND && push.name === 'template_card_event';
    const way = { noMedia: OVER_CONNECTION, canSendOn: responseUrl !== undefined };
    return {
      onceKey: push.msgId,
      toReply: (result, handler = '') => toAnswer(result, push, way, handler),
      answer: (given) => (given ? sealAnswer(this.#seal, sealing, this.#bodyOf(given)) : NO_ANSWER),
      ...(isTap && {
        takesInAnswer: ({ type }: BotAnswer) => type === 'update',
        deliverLate: async (given: BotAnswer) => {
          if (given.type === 'update' || given.type === 'stream' || responseUrl === undefined)
            throw new Error(UPDATE_TOO_LATE);
          await respond(responseUrl, given);
        },
      }),
      ...(push.kind === BOT_MESSAGE_KIND && {
        meanwhile: (given, handler) => this.#meanwhile(push, given, handler),
      }),
    };
  }

  async #openPoll(
    { streamId }: BotPush,
    base: Omit<OpenedPush<BotAnswer>, 'answer' | 'toReply'>,
    sealing: SealOptions,
  ): Promise<OpenedPush<BotAnswer>> {
    const frame: StreamFrame | undefined = await this.#setup.streams.poll(streamId);
    return {
      ...base,
      prepare: async () => false,
      toReply: () => undefined,
      answer: () => (frame ? sealAnswer(this.#seal, sealing, streamBody(frame)) : NO_ANSWER),
    };
  }

  #bodyOf(answer: BotAnswer): BotBody {
    switch (answer.type) {
      case 'stream':
        return this.#beginStream(answer);
      case 'text':
        return textBody(answer.text);
      case 'card':
        return cardBody(answer.card);
      case 'update':
        return updateBody(answer.card, answer.userIds);
      case 'media':
        throw new TypeError(OVER_CONNECTION);
    }
  }

  #beginStream(answer: StreamedAnswer): BotBody {
    const { stream, feedbackId, pictures, card } = answer;
    if (!stream.isFinished) this.#setup.streams.keep(answer);
    const { id, content, isFinished } = stream;
    return streamBody({ id, content, isFinished, feedbackId, ...(isFinished && { pictures, card }) });
  }

  /** The handler is slow: WeCom is given a stream to ask for, and hears there what comes of it. */
  #meanwhile({ streamId }: BotPush, given: Promise<BotAnswer | undefined>, handler: string): BotAnswer {
    const known = this.#setup.streams.find(streamId);
    if (known) return known;
    const later: { -readonly [Key in keyof StreamedAnswer]: StreamedAnswer[Key] } = {
      type: 'stream',
      stream: new BotStream(streamId, relay(), handler),
    };
    async function* relay(): AsyncGenerator<string> {
      const answer = await given.catch(() => undefined); // the dispatcher has told the log
      if (answer?.type === 'card') later.card = answer.card;
      if (answer?.type !== 'stream') return;
      later.card = answer.card;
      later.pictures = answer.pictures;
      yield* answer.stream.pieces();
    }
    return later;
  }
}
