import { HttpException, Inject, Injectable, Logger, type OnModuleDestroy } from '@nestjs/common';
import { EmptyError } from 'rxjs';
import type { Push, Unfolding, WeChatClient } from '../client/index.js';
import { WeChatStorageError } from '../common/index.js';
import { type OnceRun, type OnceTask, WeChatCoordination } from '../storage/index.js';
import type { CallbackHandler } from './callback.handler.js';
import {
  HANDLER_FAILED,
  HANDLER_REFUSED,
  LATE_REPLY_DROPPED,
  LATE_REPLY_FAILED,
  NO_HANDLER,
  NO_HANDLER_HERE,
  NOBODY_SURE,
  NOT_DONE_IN_TIME,
  REPLY_NEEDS_THE_ANSWER,
  STILL_RUNNING,
} from './callback.messages.js';
import { beginCallback, beginHandler, type CallbackRecord } from './callback.record.js';
import { HandlerFailure, ReplyUnsent } from './callback.refusal.js';
import { CALLBACK_OPTIONS, type ResolvedCallback } from './callback-options.interface.js';
import { beforeDeadline, TOO_LATE } from './deadline.js';
import { describe } from './error.text.js';
import { HandlerRegistry } from './handler.registry.js';
import { UnsendableReply } from './reply.js';
import { type Receiver, Unfolder } from './unfolder.js';

const SHUTDOWN_GRACE = 10_000;

/** What came of a push, shared by all its repeats. */
interface Outcome {
  /** What to answer with: none where there is none, or where it goes out as a customer message. */
  readonly reply?: unknown;
}

const NO_REPLY: Outcome = {};
const ALWAYS = async (): Promise<boolean> => true;

/**
 * Runs the one handler of a push, once however often the push is repeated, and sees to it that its reply reaches the
 * person exactly once: as the answer to a request that still waits, or afterwards as a customer message.
 */
@Injectable()
export class CallbackDispatcher implements OnModuleDestroy {
  readonly #logger = new Logger('WeChatCallback');
  /** What runs, and for whom. */
  readonly #underWay = new Map<Promise<unknown>, WeChatClient>();
  /** When handlers that still run are left behind. */
  #endsAt: number | undefined;
  /** How many requests wait for what comes of a run. */
  readonly #askers = new Map<unknown, number>();
  readonly #unfolder: Unfolder;

  constructor(
    @Inject(CALLBACK_OPTIONS) private readonly options: ResolvedCallback,
    private readonly handlers: HandlerRegistry,
    private readonly coordination: WeChatCoordination,
  ) {
    this.#unfolder = new Unfolder({
      coordination,
      deadline: options.deadline,
      take: (receiver, push) => this.#take(receiver, push),
      track: (client, work) => this.#track(client, work),
    });
  }

  /**
   * @param keep takes in what has a handler, to be run later
   * @returns the reply to answer with; undefined for none, or for one that comes later
   * @throws {HandlerFailure} when the handler throws before the deadline
   */
  dispatch({ client, parent }: Receiver, push: Push, keep?: (push: Push) => Promise<void>): Promise<unknown> {
    const record = beginCallback(client.name, push);
    const answer = this.#answer({ client, parent }, push, record, keep);
    return record ? record.follow(answer) : answer;
  }

  async #answer(
    receiver: Receiver,
    push: Push,
    record: CallbackRecord | undefined,
    keep: ((push: Push) => Promise<void>) | undefined,
  ): Promise<unknown> {
    const cameAtTheEnd = this.#endsAt !== undefined;
    if (push.prepare && !(await this.#prepareOnce(receiver.client, push, push.prepare))) return undefined;
    if (keep && this.#isForLater(receiver, push)) {
      await keep(push);
      if (record) record.outcome = 'kept';
      return undefined;
    }
    // the server still listens, and nothing that began now would be sure to end: WeChat comes again, to another process
    if (cameAtTheEnd) throw new HandlerFailure(503);
    const { unfolding } = push;
    if (!unfolding || !this.#hearsOf(receiver, unfolding)) return this.#answerOf(receiver, push, record);
    const unfolded = this.#unfolder.unfold(receiver, push, unfolding);
    unfolded.catch(() => undefined); // awaited below, unless the handler fails first
    const reply = await this.#answerOf(receiver, push, record);
    await unfolded;
    return reply;
  }

  async #answerOf(receiver: Receiver, push: Push, record: CallbackRecord | undefined): Promise<unknown> {
    const handler = this.handlers.find(namesOf(receiver), push.kind, push.name, push.message);
    if (!handler) {
      // what the library does itself is done, and what was announced may have handlers of its own
      if (record && !push.prepare && !push.unfolding) record.outcome = 'unhandled';
      return this.#unhandled(push);
    }
    if (record) record.handler = handler.label;
    const asked = keyOf(receiver, push) ?? {};
    const run = this.#runOnce(handler, receiver, push, asked, record);
    const outcome = await this.#whileAsking(asked, beforeDeadline(run.result, this.options.deadline));
    if (outcome !== TOO_LATE) return outcome.reply;
    if (record) record.outcome = 'late';
    return this.#answerMeanwhile(handler, push, run);
  }

  /** Whether a handler takes it, or what it announces, that need not run now. */
  #isForLater(receiver: Receiver, { kind, name, message, unfolding }: Push): boolean {
    const handler = this.handlers.find(namesOf(receiver), kind, name, message);
    if (handler) return !handler.isWithoutInbox;
    return unfolding !== undefined && this.#hearsOf(receiver, unfolding);
  }

  #hearsOf(receiver: Receiver, { kinds }: Unfolding): boolean {
    return this.handlers.hasFor(namesOf(receiver), kinds);
  }

  /**
   * Runs the handler of a push that was kept. Nobody waits for its reply, and of failures whoever has it run tells the log.
   *
   * @param kept the id of the push, the same each time it is run; and what its handler has replied, where all that is left is to send that
   * @returns milliseconds after which it is to be run once more, since not all it announces was taken
   * @throws {HandlerFailure} when it failed
   */
  async runKept(
    { client, parent }: Receiver,
    push: Push,
    { id, reply }: { id: string; reply?: unknown },
  ): Promise<number | undefined> {
    const receiver = { client, parent };
    const { kind, name, message, unfolding } = push;
    const handler = this.handlers.find(namesOf(receiver), kind, name, message);
    if (unfolding && this.#hearsOf(receiver, unfolding)) {
      const again = await this.#unfolder.unfoldKept(receiver, push, unfolding, id);
      if (again !== undefined || !handler) return again;
    }
    if (!handler) throw new HandlerFailure(501, new Error(NO_HANDLER_HERE(kind, name)));
    const work = async (): Promise<void> => {
      const given = reply === undefined ? await this.#replyOf(handler, receiver, push) : push.revive?.(reply);
      if (given !== undefined) await this.#send(given, handler, push);
    };
    await this.#track(client, work());
    return undefined;
  }

  /** Sends a reply nobody waits for. @throws {ReplyUnsent} */
  async #send(reply: unknown, { label }: CallbackHandler, push: Push): Promise<void> {
    if (this.options.lateReply === 'drop' || !push.deliverLate)
      return this.#logger.warn(LATE_REPLY_DROPPED(label));
    try {
      await push.deliverLate(reply);
    } catch (error) {
      // nothing that could be sent at all, however often it were tried
      if (error instanceof UnsendableReply)
        this.#logger.error(REPLY_NEEDS_THE_ANSWER(label), describe(error));
      else throw new ReplyUnsent(reply, error, label);
    }
  }

  /** The handler still runs, or its reply is not ours to know yet. */
  async #answerMeanwhile(handler: CallbackHandler, push: Push, run: OnceRun<Outcome>): Promise<unknown> {
    if (push.mustBeHandled) {
      this.#logger.warn(NOT_DONE_IN_TIME(handler.label));
      throw new HandlerFailure(503);
    }
    if (push.meanwhile && this.options.lateReply !== 'drop')
      return push.meanwhile(
        run.result.then(({ reply }) => reply),
        handler.label,
      );
    if (await run.acknowledge()) return undefined;
    this.#logger.debug(NOBODY_SURE(handler.label));
    throw new HandlerFailure(503);
  }

  /** What is decided while a request waits counts on its waiting. */
  async #whileAsking(asked: unknown, answer: Promise<Outcome | typeof TOO_LATE>): Promise<typeof answer> {
    this.#askers.set(asked, (this.#askers.get(asked) ?? 0) + 1);
    try {
      return await answer;
    } catch (error) {
      // the shared store is away, as the log was told once: WeChat comes again
      throw error instanceof WeChatStorageError ? new HandlerFailure(503, error) : error;
    } finally {
      const left = (this.#askers.get(asked) ?? 1) - 1;
      if (left > 0) this.#askers.set(asked, left);
      else this.#askers.delete(asked);
    }
  }

  /** One of those that were announced: nobody waits for an answer. */
  async #take(receiver: Receiver, push: Push): Promise<void> {
    const handler = this.handlers.find(namesOf(receiver), push.kind, push.name, push.message);
    if (!handler) return;
    try {
      await this.#runOnce(handler, receiver, push).result;
    } catch (error) {
      // a guard's refusal is the application's last word
      if (!(error instanceof HandlerFailure) || error.status >= 500) throw error;
    }
  }

  /** Nobody takes it: what must not be lost stays on WeChat's list until somebody does. */
  #unhandled({ mustBeHandled, kind, name }: Push): undefined {
    if (!mustBeHandled) return undefined;
    this.#logger.warn(NO_HANDLER(kind, name));
    throw new HandlerFailure(501);
  }

  /** Begins nothing more for anybody who can be told to come again. Nest 12 ends those that depend on this before it. */
  end(): number {
    this.#endsAt ??= Date.now() + SHUTDOWN_GRACE;
    return this.#endsAt;
  }

  /** Lets what was acknowledged early finish, late replies included. */
  async onModuleDestroy(): Promise<void> {
    const endsAt = this.end();
    this.#unfolder.end();
    const left = await this.idle(endsAt - Date.now());
    if (left > 0) this.#logger.warn(STILL_RUNNING(left));
  }

  /**
   * Waits until no handler runs any more.
   *
   * @param limit milliseconds
   * @param client whose handlers are waited for; everybody's when left out
   * @returns how many still run
   */
  async idle(limit: number, client?: WeChatClient): Promise<number> {
    const end = Date.now() + limit;
    for (;;) {
      const left = [...this.#underWay].filter(([, of]) => client === undefined || of === client);
      if (left.length === 0 || Date.now() >= end) return left.length;
      await beforeDeadline(Promise.allSettled(left.map(([work]) => work)), end - Date.now());
    }
  }

  /** Not bounded by the deadline: WeChat is not told that all is well before it is. */
  #prepareOnce(client: WeChatClient, push: Push, prepare: () => Promise<boolean>): Promise<boolean> {
    const run = (): Promise<boolean> => this.#track(client, prepare());
    if (push.onceKey === undefined) return run();
    return this.coordination.once(`${client.name}:own:${push.onceKey}`, run).result;
  }

  /**
   * @param asked whoever waits for the reply; nobody does when left out
   * @param record is told whether the handler is begun for this push
   */
  #runOnce(
    handler: CallbackHandler,
    receiver: Receiver,
    push: Push,
    asked?: unknown,
    record?: CallbackRecord,
  ): OnceRun<Outcome> {
    const run: OnceTask<Outcome> = (isMine) => {
      if (record) record.hasRun = true;
      return this.#track(receiver.client, this.#run(handler, receiver, push, { asked, isMine }));
    };
    const key = keyOf(receiver, push);
    if (key === undefined) return { result: run(ALWAYS), acknowledge: ALWAYS };
    return this.coordination.once(key, run, {
      rememberFor: push.repeatedFor,
      tell: ({ reply }) => (push.revive ? reply : undefined),
      hear: (told) => (told === undefined ? NO_REPLY : { reply: push.revive?.(told) }),
    });
  }

  /** The reply goes to a request that still waits, or else by itself. */
  async #run(
    handler: CallbackHandler,
    receiver: Receiver,
    push: Push,
    { asked, isMine }: { asked: unknown; isMine: () => Promise<boolean> },
  ): Promise<Outcome> {
    const reply = await this.#replyOf(handler, receiver, push).catch((failure: HandlerFailure) => {
      this.#tellOf(failure);
      throw failure;
    });
    if (reply === undefined) return NO_REPLY;
    const { lateReply } = this.options;
    if (asked !== undefined && push.meanwhile && lateReply !== 'drop') return { reply };
    if (this.#askers.has(asked) && push.takesInAnswer?.(reply) !== false) return { reply };
    // whoever took the run over while this process stood still has replied, or will
    if (!(await isMine())) return NO_REPLY;
    if (asked === undefined) await this.#deliver(reply, handler, push);
    else if (lateReply === 'drop' || !push.deliverLate) this.#logger.warn(LATE_REPLY_DROPPED(handler.label));
    else void this.#track(receiver.client, this.#deliver(reply, handler, push));
    return NO_REPLY;
  }

  /** @throws {HandlerFailure} */
  async #replyOf(handler: CallbackHandler, receiver: Receiver, push: Push): Promise<unknown> {
    const end = beginHandler(receiver.client.name, push, handler.label);
    try {
      const result = await handler.invoke(push.message, { kind: push.kind, name: push.name, ...receiver });
      const understood = push.toReply(result, handler.label);
      const reply = understood instanceof Promise ? await understood : understood;
      end?.('ok');
      return reply;
    } catch (error) {
      const isEmpty = error instanceof EmptyError;
      const status = statusOf(error);
      end?.(isEmpty ? 'ok' : status < 500 ? 'refused' : 'failed');
      if (isEmpty) return undefined;
      throw new HandlerFailure(push.mustBeHandled ? Math.max(status, 500) : status, error, handler.label);
    }
  }

  #tellOf({ cause, handler = '' }: HandlerFailure): void {
    const status = statusOf(cause);
    if (status < 500) this.#logger.warn(HANDLER_REFUSED(handler, status));
    else this.#logger.error(HANDLER_FAILED(handler), describe(cause));
  }

  async #deliver(reply: unknown, { label }: CallbackHandler, push: Push): Promise<void> {
    try {
      await push.deliverLate?.(reply);
    } catch (error) {
      this.#logger.error(LATE_REPLY_FAILED(label), describe(error));
    }
  }

  #track<T>(client: WeChatClient, work: Promise<T>): Promise<T> {
    const done = (): boolean => this.#underWay.delete(work);
    this.#underWay.set(work, client);
    work.then(done, done);
    return work;
  }
}

/** Whose handlers are asked, the nearest first. */
const namesOf = ({ client, parent }: Receiver): readonly string[] =>
  parent ? [client.name, parent.name] : [client.name];

/** Equal for all repeats of a push; undefined for one that cannot be told from others. */
const keyOf = ({ client }: Receiver, { onceKey }: Push): string | undefined =>
  onceKey === undefined ? undefined : `${client.name}:${onceKey}`;

/** An exception is no success, whatever status it carries. */
function statusOf(error: unknown): number {
  const status = error instanceof HttpException ? error.getStatus() : 500;
  return status >= 400 && status <= 599 ? status : 500;
}
