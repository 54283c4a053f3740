import { Logger } from '@nestjs/common';
import type { ClientRegistration, Push, Unfolding, WeChatClient } from '../client/index.js';
import type { WeChatCoordination } from '../storage/index.js';
import { UNFOLDING_FAILED } from './callback.messages.js';
import { HandlerFailure } from './callback.refusal.js';
import { beforeDeadline } from './deadline.js';
import { describe } from './error.text.js';

/** Whom a push is for. */
export type Receiver = Pick<ClientRegistration, 'client' | 'parent'>;

/** What it works with. */
export interface UnfolderRooms {
  readonly coordination: WeChatCoordination;
  /** Milliseconds within which an announcement is answered. */
  readonly deadline: number;
  /** Runs the handler of one that was announced, to its end. */
  take(receiver: Receiver, push: Push): Promise<void>;
  /** Has work waited for at shutdown. */
  track<T>(client: WeChatClient, work: Promise<T>): Promise<T>;
}

/** Has what pushes announce fetched and handed in: at once, or later. */
export class Unfolder {
  readonly #logger = new Logger('WeChatCallback');
  /** What is to run later. */
  readonly #waiting = new Set<NodeJS.Timeout>();
  /** When the rest of what a kept push announces is taken, by its id (Unix time, ms). */
  readonly #due = new Map<string, number>();
  #hasEnded = false;

  constructor(private readonly rooms: UnfolderRooms) {}

  /**
   * Has what a push announces run; whoever repeats the announcement joins.
   *
   * @throws {HandlerFailure} when it fails before the deadline; afterwards the log alone hears of it
   */
  async unfold(receiver: Receiver, push: Push, unfolding: Unfolding): Promise<void> {
    const { coordination, deadline } = this.rooms;
    const later = (delay: number, work: () => Promise<void>): void =>
      this.#later(delay, () => void this.#work(receiver, push, work).catch(() => undefined));
    const once = (): Promise<void> => this.#run(receiver, push, unfolding, later);
    const key = push.onceKey;
    const result =
      key === undefined ? once() : coordination.once(`${receiver.client.name}:unfolded:${key}`, once).result;
    await beforeDeadline(result, deadline);
  }

  /**
   * The same of a push that was kept. It is not through until all is taken that was announced: this process takes the rest, or another
   * one when this one dies.
   *
   * @param id of the push, the same each time it is run
   * @returns milliseconds after which it is to be run once more; undefined when nothing is left
   * @throws {HandlerFailure} when it failed, and nothing is to come of its own accord
   */
  async unfoldKept(
    receiver: Receiver,
    push: Push,
    unfolding: Unfolding,
    id: string,
  ): Promise<number | undefined> {
    const left = (): number | undefined => {
      const due = this.#due.get(id);
      return due === undefined ? undefined : Math.max(due - Date.now(), 0);
    };
    const again = left();
    if (again !== undefined) return again;
    const later = (delay: number, work: () => Promise<void>): void => {
      const due = Date.now() + delay;
      this.#due.set(id, due);
      this.#later(delay, () => {
        if (this.#due.get(id) === due) this.#due.delete(id);
        void this.#work(receiver, push, work).catch(() => undefined);
      });
    };
    try {
      await this.#run(receiver, push, unfolding, later);
    } catch (error) {
      if (!this.#due.has(id)) throw error;
    }
    return left();
  }

  /** Begins nothing more. */
  end(): void {
    this.#hasEnded = true;
    for (const timer of this.#waiting) clearTimeout(timer);
    this.#waiting.clear();
  }

  #run(
    receiver: Receiver,
    push: Push,
    unfolding: Unfolding,
    later: Parameters<Unfolding['run']>[1],
  ): Promise<void> {
    const take = (one: Push): Promise<void> => this.rooms.take(receiver, one);
    return this.#work(receiver, push, () => unfolding.run(take, later));
  }

  #work({ client }: Receiver, { kind, name }: Push, work: () => Promise<void>): Promise<void> {
    const told = async (): Promise<void> => {
      try {
        await work();
      } catch (error) {
        if (error instanceof HandlerFailure) throw error; // the log was told
        this.#logger.error(UNFOLDING_FAILED(kind, name), describe(error));
        throw new HandlerFailure(500, error);
      }
    };
    return this.rooms.track(client, told());
  }

  /** Nothing begins after the end, and nothing that waits keeps the process alive. */
  #later(delay: number, work: () => void): void {
    if (this.#hasEnded) return;
    const timer = setTimeout(() => {
      this.#waiting.delete(timer);
      work();
    }, delay).unref();
    this.#waiting.add(timer);
  }
}
