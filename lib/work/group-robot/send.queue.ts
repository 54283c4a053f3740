import { unlessAborted, WeChatApiError } from '../../common/index.js';

/** Messages a robot may send within so many milliseconds. */
const RATE = { messages: 20, within: 60_000 };
/** A message whose turn is further away, in milliseconds, is not taken. */
const LONGEST_WAIT = 120_000;
/** None is sent later than this, whatever held up those before it. */
const GIVE_UP_AFTER = 180_000;
const TOO_MANY_CALLS = 45009;

interface Waiting {
  readonly send: () => Promise<void>;
  readonly giveUpAt: number;
  readonly done: () => void;
  readonly fail: (error: unknown) => void;
  /** WeCom has refused it for coming too soon, and it has another try. */
  refusal?: WeChatApiError;
  /** Nobody waits for it any more. */
  isOver: boolean;
}

/** What a queue says of messages it does not send. */
export interface QueueWords {
  tooFar(waiting: number): Error;
  closed(): Error;
}

/**
 * Sends one message after the other, no more of them than a robot may. The minute is counted from the answer: the request had
 * reached WeCom before it.
 */
export class SendQueue {
  readonly #waiting: Waiting[] = [];
  /** When the last calls ended, the oldest first. */
  readonly #ended: number[] = [];
  /** WeCom has said that it is too soon: others send with the same robot. */
  #notBefore = 0;
  #isWorking = false;
  #isSending = false;
  #isClosed = false;

  constructor(private readonly words: QueueWords) {}

  /**
   * Sends when it is its turn.
   *
   * @throws {Error} at once when the turn is too far away, or the queue was closed
   */
  async run(send: () => Promise<void>, signal?: AbortSignal): Promise<void> {
    signal?.throwIfAborted();
    if (this.#isClosed) throw this.words.closed();
    const now = clock();
    if (this.#turnOfNext(now) - now > LONGEST_WAIT) throw this.words.tooFar(this.#waiting.length);
    const { promise, entry } = entryOf(send, now + GIVE_UP_AFTER);
    this.#waiting.push(entry);
    void this.#work();
    try {
      await unlessAborted(promise, signal);
    } finally {
      entry.isOver = true;
      this.#remove(entry);
    }
  }

  /** Ends whatever waits, and takes nothing more. */
  close(): void {
    this.#isClosed = true;
    for (const { fail } of this.#waiting.splice(0)) fail(this.words.closed());
  }

  #remove(entry: Waiting): void {
    const place = this.#waiting.indexOf(entry);
    if (place >= 0) this.#waiting.splice(place, 1);
  }

  async #work(): Promise<void> {
    if (this.#isWorking) return;
    this.#isWorking = true;
    for (let next = this.#waiting[0]; next; next = this.#waiting[0]) {
      const now = clock();
      const turn = this.#turnAfter(this.#ended, now);
      if (turn > next.giveUpAt) {
        this.#waiting.shift();
        next.fail(next.refusal ?? this.words.tooFar(0));
      } else if (turn > now) await pause(turn - now);
      else {
        this.#waiting.shift();
        await this.#send(next);
      }
    }
    this.#isWorking = false;
  }

  async #send(entry: Waiting): Promise<void> {
    this.#isSending = true;
    try {
      await entry.send();
      entry.done();
    } catch (error) {
      const isTooSoon = error instanceof WeChatApiError && error.errcode === TOO_MANY_CALLS;
      if (isTooSoon) this.#notBefore = clock() + RATE.within;
      if (isTooSoon && !entry.refusal && !entry.isOver && !this.#isClosed) {
        entry.refusal = error;
        this.#waiting.unshift(entry);
      } else entry.fail(error);
    }
    this.#isSending = false;
    this.#ended.push(clock());
    if (this.#ended.length > RATE.messages) this.#ended.shift();
  }

  /** When a message could go behind all that wait. */
  #turnOfNext(now: number): number {
    const ended = this.#isSending ? [...this.#ended, now] : [...this.#ended];
    for (let place = 0; place < this.#waiting.length; place += 1) ended.push(this.#turnAfter(ended, now));
    return this.#turnAfter(ended, now);
  }

  #turnAfter(ended: readonly number[], now: number): number {
    const first = ended.length < RATE.messages ? undefined : ended.at(-RATE.messages);
    return Math.max(now, this.#notBefore, first === undefined ? 0 : first + RATE.within);
  }
}

function entryOf(send: Waiting['send'], giveUpAt: number): { promise: Promise<void>; entry: Waiting } {
  let entry: Waiting | undefined;
  const promise = new Promise<void>((done, fail) => {
    entry = { send, giveUpAt, done, fail, isOver: false };
  });
  return { promise, entry: entry as Waiting };
}

/** Whole milliseconds on a clock nobody sets. */
const clock = (): number => Math.ceil(performance.now());

/** Holds no process that has nothing else to do. */
const pause = (milliseconds: number): Promise<void> =>
  new Promise((resolve) => setTimeout(resolve, milliseconds).unref());
