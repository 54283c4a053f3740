import { setTimeout as sleep } from 'node:timers/promises';
import { WeChatStorageError } from '../../common/index.js';
import { randomText } from '../../crypto/index.js';
import { REMEMBER_RUNS_FOR } from '../run.memory.js';
import type { OnceOptions, OnceRun, OnceTask } from '../wechat-coordination.js';
import { LEASE, RedisHold } from './redis.hold.js';
import { RedisAway, type RedisLink, RedisRefused } from './redis.link.js';
import { CLOSED, NOT_REACHED } from './redis.messages.js';
import { ACKNOWLEDGE, BEGIN, FINISH, HOLD_RUN, LET_GO, READ } from './redis.scripts.js';

/** Milliseconds between two looks at a run of another process: its answer is waited for. */
const LOOK_AGAIN = 40;
/** The same once whoever asked has been answered, and until Redis is back to be told of a run: there may be thousands. */
const LOOK_SELDOM = 1_000;
/** Milliseconds within which whoever asks wants an answer. */
const ASKED_FOR = 5_000;
/** Milliseconds within which WeChat repeats a message: an outage no longer than that is waited out. */
const REPEATED_WITHIN = 15_000;
/** Milliseconds an answer that is to be given at once may be held up. */
const QUICK = 250;

/** What runs are begun with. */
export interface RunRooms {
  readonly link: RedisLink;
  readonly closing: AbortSignal;
}

type Text = 'running' | 'acknowledged' | 'done';

/** What stands in Redis of a run: `running|<holder>`, `acknowledged|<holder>`, or `done|<JSON>`. */
const write = (text: Text, what: string): string => `${text}|${what}`;

function read(text: string): { state: Text; what: string } {
  const at = text.indexOf('|');
  return { state: text.slice(0, at) as Text, what: text.slice(at + 1) };
}

/** One run among all processes of one Redis: this process's own, or another's, which is waited for and taken over when it dies. */
export class RedisRun<T> implements OnceRun<T> {
  readonly result: Promise<T>;
  readonly #holder = randomText(12);
  readonly #running = write('running', this.#holder);
  readonly #acknowledged = write('acknowledged', this.#holder);
  #isMine = false;

  constructor(
    private readonly rooms: RunRooms,
    private readonly key: string,
    private readonly task: OnceTask<T>,
    private readonly options: OnceOptions<T>,
  ) {
    this.result = this.#begin();
  }

  async acknowledge(): Promise<boolean> {
    const { link } = this.rooms;
    if (this.#isMine) {
      const said = link.run(ACKNOWLEDGE, [this.key], this.#running, this.#acknowledged, LEASE);
      await Promise.race([said, sleep(QUICK, undefined, { ref: false })]).catch(() => undefined);
      return true;
    }
    const known = await Promise.race([this.#look(), sleep(QUICK, undefined, { ref: false })]);
    return known !== undefined && read(known).state !== 'running';
  }

  async #look(): Promise<string | undefined> {
    try {
      return ((await this.rooms.link.run(READ, [this.key])) ?? undefined) as string | undefined;
    } catch {
      return undefined;
    }
  }

  async #begin(): Promise<T> {
    const told = await this.#othersResult();
    if (told !== undefined) {
      const { result } = JSON.parse(told) as { result?: unknown };
      return this.options.hear ? this.options.hear(result) : (result as T);
    }
    this.#isMine = true;
    const { link } = this.rooms;
    const texts = [this.#running, this.#acknowledged] as const;
    const hold = new RedisHold(link, HOLD_RUN, [this.key], texts, () => undefined);
    try {
      const result = await this.task(() => this.#isStillMine());
      const kept = this.#keep(hold, result);
      // whoever waits here hears of it at once, but for what must never run again: its memory has to stand first
      if (this.#isLong) await Promise.race([kept, sleep(REPEATED_WITHIN, undefined, { ref: false })]);
      return result;
    } catch (error) {
      void hold.end().then(() => this.#quietly(LET_GO, this.#running, this.#acknowledged));
      throw error;
    }
  }

  /** While Redis is away nobody else can have taken it over either. */
  async #isStillMine(): Promise<boolean> {
    const { link } = this.rooms;
    const given = [this.#running, LEASE, this.#acknowledged];
    return link.run(HOLD_RUN, [this.key], ...given).then(
      (held) => held !== 0,
      () => true,
    );
  }

  /** What another process's run has come to; undefined when the run is this one's. */
  async #othersResult(): Promise<string | undefined> {
    const { link, closing } = this.rooms;
    const begun = Date.now();
    for (;;) {
      if (closing.aborted) throw new WeChatStorageError(CLOSED);
      try {
        const known = (await link.run(BEGIN, [this.key], this.#running, LEASE)) as string | null;
        // an own one: Redis had heard of it, and its answer was lost
        if (known === null || known === this.#running) return undefined;
        const { state, what } = read(known);
        if (state === 'done') return what;
      } catch (error) {
        if (!(error instanceof RedisAway)) throw error;
        const isBridged = !(error instanceof RedisRefused) && (link.awayFor ?? 0) < REPEATED_WITHIN;
        if (!this.#isLong && !isBridged) return undefined;
        if (this.#isLong && Date.now() - begun > REPEATED_WITHIN)
          throw new WeChatStorageError(NOT_REACHED('say whether this was handled', error.message));
      }
      await this.#pause(Date.now() - begun > ASKED_FOR ? LOOK_SELDOM : LOOK_AGAIN);
    }
  }

  async #pause(milliseconds: number): Promise<void> {
    const { closing: signal } = this.rooms;
    await sleep(milliseconds * (0.5 + Math.random()), undefined, { signal, ref: false }).catch(
      () => undefined,
    );
  }

  get #isLong(): boolean {
    return (this.options.rememberFor ?? 0) > REMEMBER_RUNS_FOR;
  }

  /** Tells others what came of it; it stays held until they can be told. */
  async #keep(hold: RedisHold, result: T): Promise<void> {
    const { rememberFor = REMEMBER_RUNS_FOR } = this.options;
    const { link, closing } = this.rooms;
    const given = [this.#running, this.#acknowledged, write('done', this.#told(result)), rememberFor];
    for (const end = Date.now() + rememberFor; !closing.aborted && Date.now() < end;) {
      const isKept = await link.run(FINISH, [this.key], ...given).then(
        () => true,
        () => false,
      );
      if (isKept) break;
      await this.#pause(LOOK_SELDOM);
    }
    await hold.end();
  }

  /** What JSON cannot say is not told. */
  #told(result: T): string {
    const { tell } = this.options;
    try {
      return JSON.stringify({ result: tell ? tell(result) : result });
    } catch {
      return '{}';
    }
  }

  /** What cannot be said now is not said: a run that is not kept runs out, and is remembered in this process. */
  async #quietly(script: string, ...given: Array<string | number>): Promise<void> {
    await this.rooms.link.run(script, [this.key], ...given).catch(() => undefined);
  }
}
