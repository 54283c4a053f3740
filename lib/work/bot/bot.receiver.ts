import { Logger } from '@nestjs/common';
import { beforeDeadline } from '../../callback/index.js';
import type { Inbound } from '../../client/index.js';
import { type BotAnswer, type BotWay, toAnswer } from './bot.answer.js';
import type { BotConnection } from './bot.connection.js';
import { BotDelivery } from './bot.delivery.js';
import type { BotFrame } from './bot.frames.js';
import { ANSWER_NOT_SHOWN, MISSED_AT_SHUTDOWN, STILL_ANSWERING, STRANGE_FRAME } from './bot.messages.js';
import { BOT_POLL_KIND, type BotPush, toBotPush } from './bot.push.js';

/** Pictures go inside a stream in callback mode alone (msg_item). */
const WAY = { noPictures: 'upload them, and return botReply.media(…)', canSendOn: true };
/** Milliseconds for what is under way when the application goes down, and then for the last frames. */
const GRACE = 10_000;
const LAST_FRAMES = 2000;

/** Whose connection it is. */
export interface ReceiverSetup {
  /** Name of the client. */
  readonly client: string;
  readonly botId: string;
  readonly connection: BotConnection;
}

/** Hands what comes over the long connection to the handlers, and their answers to WeCom. */
export class BotReceiver {
  readonly #logger = new Logger('WeChatWorkBot');
  readonly #underWay = new Set<Promise<void>>();
  readonly #delivery: BotDelivery;
  #isEnding = false;
  readonly #ending = new AbortController();
  readonly #way: BotWay = { ...WAY, ending: this.#ending.signal };

  constructor(
    private readonly setup: ReceiverSetup,
    private readonly inbound: Inbound,
  ) {
    this.#delivery = new BotDelivery(setup.connection);
  }

  receive(frame: BotFrame): void {
    const push = this.#read(frame);
    if (!push) return;
    if (this.#isEnding) {
      this.#logger.warn(MISSED_AT_SHUTDOWN(this.setup.client));
      return;
    }
    void this.#track(this.#handle(push, frame.reqId));
  }

  /** Lets finish what is under way. */
  async end(grace = GRACE): Promise<void> {
    this.#isEnding = true;
    await Promise.all([this.#idle(grace), this.inbound.idle(grace)]);
    this.#ending.abort();
    const ended = this.#delivery.stop();
    if (ended > 0) this.#logger.warn(STILL_ANSWERING(this.setup.client, ended));
    await this.#idle(LAST_FRAMES);
  }

  #read(frame: BotFrame): BotPush | undefined {
    const { client, botId } = this.setup;
    try {
      const push = toBotPush(frame.body, botId);
      // over the connection nobody asks for streams
      return push.kind === BOT_POLL_KIND || frame.reqId === '' ? undefined : push;
    } catch (error) {
      this.#logger.warn(STRANGE_FRAME(client, (error as Error).message));
      return undefined;
    }
  }

  /** Never rejects. */
  async #handle(push: BotPush, reqId: string): Promise<void> {
    let handledBy = '';
    const deliver = (answer: BotAnswer): Promise<void> =>
      this.#track(this.#delivery.deliver(push, reqId, answer));
    try {
      const answer = await this.inbound.dispatch({
        kind: push.kind,
        name: push.name,
        message: push.message,
        onceKey: push.msgId,
        toReply: (result, handler = '') => {
          handledBy = handler;
          return toAnswer(result, push, this.#way, handler);
        },
        deliverLate: (late) => deliver(late as BotAnswer),
      });
      if (answer === undefined) return;
      await deliver(answer as BotAnswer).catch((error: unknown) =>
        this.#logger.error(ANSWER_NOT_SHOWN(handledBy, (error as Error).message)),
      );
    } catch {
      // the handler failed, and the dispatcher has told the log
    }
  }

  #track<T>(work: Promise<T>): Promise<T> {
    const settled = work.then(
      () => undefined,
      () => undefined,
    );
    this.#underWay.add(settled);
    void settled.then(() => this.#underWay.delete(settled));
    return work;
  }

  async #idle(limit: number): Promise<void> {
    await beforeDeadline(Promise.all(this.#underWay), limit);
  }
}
