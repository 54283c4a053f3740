import { Logger } from '@nestjs/common';
import { beforeDeadline } from '../../callback/index.js';
import { MAX_CONTENT } from './bot.bodies.js';
import { NOT_TEXT, STREAM_FAILED, STREAM_FULL } from './bot.messages.js';

/** What a streamed answer is made of: pieces of text, each shown behind those before. */
export type TextSource = AsyncIterable<string> | Iterable<string>;

/**
 * A streamed answer: takes the pieces of its source as they come, and knows all the text so far. Whoever shows it looks at
 * `content` whenever it has changed.
 */
export class BotStream {
  readonly #logger = new Logger('WeChatWorkBot');
  readonly #iterator: AsyncIterator<string> | Iterator<string>;
  #content = '';
  #bytes = 0;
  #isFinished = false;
  #waiting: Array<() => void> = [];
  /** Whether {@link begun} will tell of a failure. */
  #isWatched = true;
  /** What it failed with before there was any text. */
  #failure: { readonly error: unknown } | undefined;
  #end: () => void = () => undefined;
  /** Resolves once no more will come: its source has said its last, or it was stopped. */
  readonly ended = new Promise<void>((resolve) => (this.#end = resolve));

  /**
   * @param id what WeCom knows it by
   * @param handler `Class#method` that gives the text
   */
  constructor(
    readonly id: string,
    source: TextSource,
    readonly handler: string,
  ) {
    this.#iterator =
      Symbol.asyncIterator in source ? source[Symbol.asyncIterator]() : source[Symbol.iterator]();
    void this.#pump();
  }

  /** All of the text so far. */
  get content(): string {
    return this.#content;
  }

  /** No more will come. */
  get isFinished(): boolean {
    return this.#isFinished;
  }

  /** Resolves when there is more text, or none will come. */
  changed(): Promise<void> {
    if (this.#isFinished) return Promise.resolve();
    return new Promise((resolve) => this.#waiting.push(resolve));
  }

  /**
   * Waits for the first piece, or for the end.
   *
   * @param limit milliseconds
   * @throws what the source throws before it has given any text
   */
  async begun(limit: number): Promise<void> {
    if (!this.#isFinished && this.#content === '') await beforeDeadline(this.changed(), limit);
    const failure = this.#failure;
    this.#failure = undefined;
    if (failure) throw failure.error;
    this.#isWatched = false;
  }

  /** Ends it with the text there is; the source is told to return. */
  stop(): void {
    if (this.#isFinished) return;
    this.#finish();
    this.#letGo();
  }

  /** The text from the beginning, piece by piece. Whoever stops asking for it stops the stream. */
  async *pieces(): AsyncGenerator<string, void, undefined> {
    let given = 0;
    try {
      for (;;) {
        const piece = this.#content.slice(given);
        given += piece.length;
        if (piece) yield piece;
        else if (this.#isFinished) return;
        else await this.changed();
      }
    } finally {
      this.stop();
    }
  }

  async #pump(): Promise<void> {
    try {
      while (!this.#isFinished) {
        const { done, value } = await this.#iterator.next();
        if (done || this.#isFinished) return;
        if (typeof value !== 'string') throw new TypeError(NOT_TEXT(this.handler));
        if (!this.#append(value)) {
          this.#logger.warn(STREAM_FULL(this.handler));
          this.#letGo();
          return;
        }
      }
    } catch (error) {
      if (this.#isWatched && this.#content === '') this.#failure = { error };
      else
        this.#logger.error(STREAM_FAILED(this.handler), error instanceof Error ? error.stack : String(error));
    } finally {
      this.#finish();
    }
  }

  /** @returns whether all of it had room */
  #append(piece: string): boolean {
    if (piece === '') return true;
    const room = MAX_CONTENT - this.#bytes;
    const fits = Buffer.byteLength(piece) <= room;
    const taken = fits ? piece : cutTo(piece, room);
    this.#content += taken;
    this.#bytes += Buffer.byteLength(taken);
    this.#tell();
    return fits;
  }

  #finish(): void {
    this.#isFinished = true;
    this.#end();
    this.#tell();
  }

  #tell(): void {
    const waiting = this.#waiting;
    this.#waiting = [];
    for (const resolve of waiting) resolve();
  }

  /** A generator that is busy hears of it when it next yields. */
  #letGo(): void {
    try {
      const returned = this.#iterator.return?.();
      if (returned instanceof Promise) returned.catch(() => undefined);
    } catch {
      // it was asked to let go, and nobody waits for what it says to that
    }
  }
}

/** So much of a text as has room in `room` bytes, no character cut. */
export function cutTo(text: string, room: number): string {
  const bytes = Buffer.from(text);
  if (bytes.length <= room) return text;
  let end = room;
  while (end > 0 && ((bytes[end] as number) & 0xc0) === 0x80) end -= 1;
  return bytes.toString('utf8', 0, end);
}
