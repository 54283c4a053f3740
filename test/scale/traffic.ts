import { setTimeout as sleep } from 'node:timers/promises';
import type { Fleet } from './fleet.js';
import type { Task } from './scale.orders.js';
import { type PostAnswer, WeChatPost } from './wechat.post.js';

export interface Delivery {
  readonly id: string;
  /** One for each attempt. */
  readonly answers: readonly PostAnswer[];
}

/** People who talk to an account without end; WeChat posts each message to one process after another until it is taken. */
export class Traffic {
  readonly #deliveries: Promise<Delivery>[] = [];
  readonly #ended: Promise<void>;
  #isOver = false;

  /**
   * @param name of its messages
   * @param pause milliseconds between two
   * @param task what a message has its handler do, by its number
   */
  constructor(
    private readonly fleet: Fleet,
    private readonly name: string,
    private readonly pause: number,
    private readonly task: (turn: number) => Omit<Task, 'id'>,
  ) {
    this.#ended = this.#run();
  }

  /** Ends it; resolves when everything was taken or given up. */
  async stop(): Promise<Delivery[]> {
    this.#isOver = true;
    await this.#ended;
    return Promise.all(this.#deliveries);
  }

  async #run(): Promise<void> {
    // a suite that has failed leaves nobody to talk to
    for (let turn = 0; !this.#isOver && this.fleet.alive.length > 0; turn += 1) {
      this.#deliveries.push(this.#deliver(turn));
      await sleep(this.pause);
    }
  }

  async #deliver(turn: number): Promise<Delivery> {
    const { alive, accounts } = this.fleet;
    const task = { id: `${this.name}-${turn}`, ...this.task(turn) };
    const post = new WeChatPost(accounts.stable, 'stable', task, `oPerson${turn}`);
    const from = turn % alive.length;
    const answers = await post.insist([...alive.slice(from), ...alive.slice(0, from)]);
    return { id: task.id, answers };
  }
}
