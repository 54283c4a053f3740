import { setTimeout as sleep } from 'node:timers/promises';
import { Logger } from '@nestjs/common';
import { answerWithin } from '../store.answer.js';
import { reasonOf, refusalOf } from '../store.error.js';
import { REDIS_AWAY, REDIS_BACK, REDIS_REFUSES } from './redis.messages.js';

/** A node-redis client, cluster or sentinel, as far as the engine uses it. */
export interface RedisConnection {
  /** Whether commands would be sent now; a cluster does not say. */
  readonly isReady?: boolean;
  /** The nodes of a cluster it has found; it takes no command before it has. */
  readonly masters?: readonly unknown[];
  readonly isOpen?: boolean;
  connect?(): Promise<unknown>;
  destroy?(): unknown;
  withCommandOptions(options: { timeout: number }): RedisConnection;
  eval(script: string, options: { keys: string[]; arguments: string[] }): Promise<unknown>;
}

/** Milliseconds Redis has for an answer. */
const ANSWER_WITHIN = 1_000;
/** The same for the first one, for which a connection is opened. */
const OPEN_WITHIN = 3_000;
/** Milliseconds a command may wait in a client to be sent. */
const SENT_WITHIN = 5_000;
/** Milliseconds a cluster may be away until it is looked for anew, and until it is once more. */
const LOST_AFTER = 2_000;
/** Milliseconds between two questions whether it is back. */
const ASK_AGAIN = 250;
const LOOK_AGAIN = 10;
/** Milliseconds until a refusal is told again. */
const TELL_AGAIN = 3_600_000;

/** Redis cannot be asked now. */
export class RedisAway extends Error {}

/** Redis answered, and would not do it: it is full, or the user may not. */
export class RedisRefused extends RedisAway {}

/**
 * The one connection of an engine. While Redis is away nothing is asked that would only queue up: one question at a time looks
 * whether it is back, and all others fail at once.
 */
export class RedisLink {
  readonly #logger = new Logger('WeChatRedis');
  readonly #underWay = new Set<Promise<unknown>>();
  #known: { raw: RedisConnection; bounded: RedisConnection } | undefined;
  #awaySince: number | undefined;
  #backAt = -Infinity;
  #askAt = 0;
  #lookedForAt = 0;
  #isClosed = false;
  /** When it was told what it refuses, by the word it said so with. */
  readonly #refusals = new Map<string, number>();

  /** @param connect gives the connection, opened; asked each time, and cheap once it is there */
  constructor(private readonly connect: () => Promise<RedisConnection>) {}

  /** Milliseconds since it was last heard of; undefined while it can be reached. */
  get awayFor(): number | undefined {
    return this.#awaySince === undefined ? undefined : Date.now() - this.#awaySince;
  }

  /** Milliseconds since it came back. */
  get backFor(): number {
    return Date.now() - this.#backAt;
  }

  /**
   * Runs a script.
   *
   * @throws {RedisAway} when it cannot be reached; it may have run all the same
   * @throws {RedisRefused} when it answered with an error
   */
  async run(script: string, keys: string[], ...given: Array<string | number>): Promise<unknown> {
    if (this.#isClosed) throw new RedisAway('closed');
    if (this.#awaySince !== undefined) {
      if (Date.now() < this.#askAt) throw new RedisAway('away');
      this.#askAt = Date.now() + ANSWER_WITHIN + ASK_AGAIN;
    }
    const limit = this.#known ? ANSWER_WITHIN : OPEN_WITHIN;
    const underWay = answerWithin(limit, () => this.#ask(script, keys, given));
    this.#underWay.add(underWay);
    try {
      const answer = await underWay;
      if (this.#awaySince !== undefined) this.#noteBack();
      return answer;
    } catch (error) {
      const refusal = refusalOf(error);
      if (refusal !== undefined) throw this.#refused(refusal);
      this.#noteAway(error);
      throw new RedisAway(reasonOf(error));
    } finally {
      this.#underWay.delete(underWay);
    }
  }

  /** Waits for what was asked, and asks nothing more. */
  async close(): Promise<void> {
    while (this.#underWay.size > 0) await Promise.allSettled(this.#underWay);
    this.#isClosed = true;
  }

  async #ask(script: string, keys: string[], given: ReadonlyArray<string | number>): Promise<unknown> {
    const raw = (await this.#knownCluster()) ?? (await this.connect());
    if (this.#known?.raw !== raw) {
      await whenOpen(raw);
      this.#known = { raw, bounded: raw.withCommandOptions({ timeout: SENT_WITHIN }) };
    }
    // a client that has lost its server would keep the command until it is back, long after anybody wants it
    if (!canSend(raw)) throw new NotReady();
    return this.#known.bounded.eval(script, { keys, arguments: given.map(String) });
  }

  /**
   * The client of a cluster asks a dead master for ever, and hears of the new one only when it is opened again. Keyv would listen to it once
   * more each time it opens it.
   */
  async #knownCluster(): Promise<RedisConnection | undefined> {
    const cluster = this.#known?.raw;
    if (!cluster?.connect || cluster.isReady !== undefined) return undefined;
    const isLost = (this.awayFor ?? 0) >= LOST_AFTER && Date.now() >= this.#lookedForAt + LOST_AFTER;
    if (isLost && cluster.isOpen) {
      this.#lookedForAt = Date.now();
      cluster.destroy?.();
    }
    if (!cluster.isOpen) await cluster.connect();
    return cluster;
  }

  #refused(word: string): RedisRefused {
    const toldAt = this.#refusals.get(word) ?? -Infinity;
    if (Date.now() - toldAt > TELL_AGAIN) {
      this.#refusals.set(word, Date.now());
      this.#logger.warn(REDIS_REFUSES(word));
    }
    return new RedisRefused(word);
  }

  #noteBack(): void {
    this.#awaySince = undefined;
    this.#backAt = Date.now();
    this.#logger.log(REDIS_BACK);
  }

  #noteAway(error: unknown): void {
    if (this.#awaySince === undefined) {
      this.#awaySince = Date.now();
      this.#logger.warn(REDIS_AWAY(reasonOf(error)));
    }
    this.#askAt = Date.now() + ASK_AGAIN;
  }
}

const canSend = ({ isReady, masters }: RedisConnection): boolean => isReady ?? masters?.length !== 0;

/** Somebody else may be opening it: who comes second waits as long as the first. */
async function whenOpen(connection: RedisConnection): Promise<void> {
  for (const end = Date.now() + OPEN_WITHIN; !canSend(connection) && Date.now() < end;)
    await sleep(LOOK_AGAIN);
}

class NotReady extends Error {
  readonly code = 'not connected';
}
