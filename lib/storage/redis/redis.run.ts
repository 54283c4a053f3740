import { setTimeout as sleep } from 'node:timers/promises';
import { WeChatStorageError } from '../../common/index.js';
import { randomText } from '../../crypto/index.js';
import { REMEMBER_RUNS_FOR } from '../run.memory.js';
import type { OnceOptions, OnceRun } from '../wechat-coordination.js';
import { LEASE, RedisHold } from './redis.hold.js';
import { RedisAway, type RedisLink } from './redis.link.js';
import { CLOSED, NOT_REACHED } from './redis.messages.js';
import { ACKNOWLEDGE, BEGIN, FINISH, LET_GO, READ } from './redis.scripts.js';

/** Milliseconds between two looks at a run of another process: its answer is waited for. */
const LOOK_AGAIN = 40;
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
    private readonly task: () => Promise<T>,
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
    const hold = new RedisHold(link, this.key, [this.#running, this.#acknowledged], () => undefined);
    try {
      const result = await this.task();
      // whoever waits here hears of it at once
      void this.#keep(hold, result);
      return result;
    } catch (error) {
      void hold.end().then(() => this.#quietly(LET_GO, this.#running, this.#acknowledged));
      throw error;
    }
  }

  /** What another process's run has come to; undefined when the run is this one's. */
  async #othersResult(): Promise<string | undefined> {
    const { link, closing } = this.rooms;
    const isLong = (this.options.rememberFor ?? 0) > REMEMBER_RUNS_FOR;
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
        const isBridged = (link.awayFor ?? 0) < REPEATED_WITHIN;
        if (!isLong && !isBridged) return undefined;
        if (isLong && Date.now() - begun > REPEATED_WITHIN)
          throw new WeChatStorageError(NOT_REACHED('say whether this was handled', error.message));
      }
      await sleep(LOOK_AGAIN * (0.5 + Math.random()), undefined, { signal: closing, ref: false }).catch(
        () => undefined,
      );
    }
  }

  async #keep(hold: RedisHold, result: T): Promise<void> {
    const { rememberFor = REMEMBER_RUNS_FOR, tell } = this.options;
    const told = JSON.stringify({ result: tell ? tell(result) : result });
    await hold.end();
    await this.#quietly(FINISH, this.#running, this.#acknowledged, write('done', told), rememberFor);
  }

  /** What cannot be said now is not said: a run that is not kept runs out, and is remembered in this process. */
  async #quietly(script: string, ...given: Array<string | number>): Promise<void> {
    await this.rooms.link.run(script, [this.key], ...given).catch(() => undefined);
  }
}
