import { Logger } from '@nestjs/common';
import { beforeDeadline } from '../../callback/index.js';
import type { WeChatStorage } from '../../storage/index.js';
import type { StreamedAnswer } from './bot.answer.js';
import type { StreamFrame } from './bot.bodies.js';
import { POLLED_FOR } from './bot.envelope.js';
import type { BotStream } from './bot.stream.js';
import { STREAM_FORSAKEN, STREAM_TOO_LONG, TOO_MANY_STREAMS } from './bot.messages.js';
import { pauseUntil } from './bot.pause.js';
import { StreamNotes } from './bot.stream-notes.js';

/** How streams are kept; times in milliseconds. */
export interface StreamTimes {
  /** From the message on: WeCom asks no longer. */
  readonly life: number;
  /** Without a question after others came: whoever read it has gone. */
  readonly idle: number;
  /** Between two notes of one stream in the storage. */
  readonly noteEvery: number;
  /** For which a finished one is kept once its end was told. */
  readonly keepFinished: number;
}

export const STREAM_TIMES: StreamTimes = {
  life: POLLED_FOR - 10_000,
  idle: 60_000,
  noteEvery: 400,
  keepFinished: 60_000,
};
const MAX_STREAMS = 2000;
/** Milliseconds the storage has for the last notes when the application goes down. */
const LAST_NOTES = 2000;

interface Kept {
  readonly answer: StreamedAnswer;
  readonly since: number;
  askedAt: number;
  timer?: NodeJS.Timeout | undefined;
  isEndTold: boolean;
  noting?: Promise<void>;
}

/**
 * The streamed answers of a bot in callback mode: each is kept here while WeCom asks for more of it, and noted in the
 * application's storage, so that another process can answer as well.
 */
export class BotStreams {
  readonly #logger = new Logger('WeChatWorkBot');
  readonly #kept = new Map<string, Kept>();

  readonly #notes: StreamNotes;
  /** When the application has gone down; Unix time (ms). */
  #until = Infinity;

  constructor(
    botId: string,
    storage: WeChatStorage,
    private readonly times: StreamTimes = STREAM_TIMES,
  ) {
    this.#notes = new StreamNotes(botId, storage, times.idle);
  }

  get size(): number {
    return this.#kept.size;
  }

  /** The answer that is kept under an id. */
  find(id: string): StreamedAnswer | undefined {
    return this.#kept.get(id)?.answer;
  }

  /** Keeps an answer that is not told whole yet; ends it when the application has no more time for it. */
  keep(answer: StreamedAnswer): void {
    const { stream } = answer;
    if (Date.now() >= this.#until) {
      stream.stop();
      return;
    }
    const known = this.#kept.get(stream.id);
    if (known?.answer === answer) return;
    if (known) this.#drop(known);
    const now = Date.now();
    const kept: Kept = { answer, since: now, askedAt: now, isEndTold: false };
    this.#kept.set(stream.id, kept);
    if (this.#kept.size > MAX_STREAMS) this.#dropOldest();
    this.#watch(kept);
    kept.noting = this.#note(kept);
  }

  /** What is to be shown of a stream; undefined for one nobody knows. */
  async poll(id: string): Promise<StreamFrame | undefined> {
    const kept = this.#kept.get(id);
    if (!kept) return this.#notes.read(id);
    kept.askedAt = Date.now();
    const frame = frameOf(kept.answer);
    if (frame.isFinished && !kept.isEndTold) {
      kept.isEndTold = true;
      this.#watch(kept);
    }
    return frame;
  }

  /**
   * Waits for all that are not finished, those included that begin meanwhile: requests are served until the application is
   * down. When the time is over, they end with what there is, and so does whatever comes later. The notes outlive it.
   */
  async drain(limit: number): Promise<void> {
    this.#until = Date.now() + limit;
    for (let open = this.#open; open.length > 0; open = this.#open) {
      const left = this.#until - Date.now();
      if (left > 0) await beforeDeadline(Promise.all(open.map(({ ended }) => ended)), left);
      else for (const stream of open) stream.stop();
    }
    const kept = [...this.#kept.values()];
    await beforeDeadline(Promise.allSettled(kept.map(({ noting }) => noting)), LAST_NOTES);
    for (const one of kept) {
      clearTimeout(one.timer);
      const { id } = one.answer.stream;
      if (this.#kept.get(id) === one) this.#kept.delete(id);
    }
  }

  get #open(): BotStream[] {
    return [...this.#kept.values()]
      .map(({ answer }) => answer.stream)
      .filter(({ isFinished }) => !isFinished);
  }

  #watch(kept: Kept): void {
    clearTimeout(kept.timer);
    const { idle, keepFinished } = this.times;
    const wait = kept.isEndTold ? keepFinished : Math.min(this.#endOf(kept) - Date.now(), idle);
    kept.timer = setTimeout(() => void this.#judge(kept), Math.max(wait, 1)).unref();
  }

  #endOf({ since }: Kept): number {
    return Math.min(since + this.times.life, this.#until);
  }

  async #judge(kept: Kept): Promise<void> {
    const { stream } = kept.answer;
    const isOver = Date.now() >= this.#endOf(kept);
    if (kept.isEndTold || (isOver && stream.isFinished)) {
      this.#drop(kept);
      return;
    }
    if (isOver) {
      if (Date.now() < this.#until) this.#logger.warn(STREAM_TOO_LONG(stream.handler));
      stream.stop();
      // one question may still come
      kept.isEndTold = true;
    } else if (!stream.isFinished && !(await this.#isAskedFor(kept))) {
      this.#logger.warn(STREAM_FORSAKEN(stream.handler));
      stream.stop();
    }
    if (this.#kept.get(stream.id) === kept) this.#watch(kept);
  }

  /** WeCom may ask another process. */
  async #isAskedFor({ askedAt, answer }: Kept): Promise<boolean> {
    const since = Date.now() - this.times.idle;
    if (askedAt > since) return true;
    return (await this.#notes.askedAt(answer.stream.id)) > since;
  }

  #drop(kept: Kept): void {
    const { stream } = kept.answer;
    clearTimeout(kept.timer);
    stream.stop();
    if (this.#kept.get(stream.id) === kept) this.#kept.delete(stream.id);
    void Promise.resolve(kept.noting).then(() =>
      this.#kept.has(stream.id) ? undefined : this.#notes.remove(stream.id),
    );
  }

  #dropOldest(): void {
    const all = [...this.#kept.values()];
    const finished = all.find(({ answer }) => answer.stream.isFinished);
    if (!finished) this.#logger.warn(TOO_MANY_STREAMS(MAX_STREAMS));
    this.#drop(finished ?? (all[0] as Kept));
  }

  /** Notes what there is whenever it changes, a few times a second at most. */
  async #note(kept: Kept): Promise<void> {
    const { stream } = kept.answer;
    for (;;) {
      const frame = frameOf(kept.answer);
      const until = Math.max(kept.since + POLLED_FOR, Date.now() + this.times.keepFinished);
      await this.#notes.write(frame, until);
      if (frame.isFinished) return;
      const next = stream.changed();
      if (stream.content === frame.content) await next;
      if (!stream.isFinished) await pauseUntil(stream.ended, this.times.noteEvery);
    }
  }
}

/** Pictures and card come with the end. */
function frameOf({ stream, pictures, card }: StreamedAnswer): StreamFrame {
  const { id, content, isFinished } = stream;
  return isFinished ? { id, content, isFinished, pictures, card } : { id, content, isFinished };
}
