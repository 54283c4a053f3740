import { setMaxListeners } from 'node:events';
import { setTimeout as sleep } from 'node:timers/promises';
import type { SandboxAccount, SandboxPerson, WeChatSandbox } from 'nestjs-wechat-sdk/sandbox';

const PEOPLE = 20;
/** Milliseconds between two messages of one person, on average. */
const PAUSE = 1500;
/** Who waits for so many answers writes no more. WeChat lets an account send twenty messages after the last one of a person. */
const MOST_OPEN = 5;

/** What became of a message, as its sender sees it. */
export interface Order {
  isAcknowledged: boolean;
  replies: number;
}

/** People who write to the shop without end. */
export class Customers {
  /** By their numbers: `7-3` is the third of the seventh person. */
  readonly orders = new Map<string, Order>();
  readonly #people: readonly SandboxPerson[];
  readonly #open: number[] = [];
  readonly #over = new AbortController();
  #writing: Promise<unknown> = Promise.resolve();

  constructor(sandbox: WeChatSandbox, account: SandboxAccount) {
    this.#people = Array.from({ length: PEOPLE }, (_, index) =>
      account.person({ nickname: `顾客 Customer ${index + 1}` }),
    );
    setMaxListeners(PEOPLE, this.#over.signal);
    sandbox.on('message', ({ from, text = '' }) => {
      if (from === 'account') this.#hear(text);
    });
  }

  /** They follow the shop, and begin to write. */
  async start(): Promise<void> {
    await Promise.all(this.#people.map((person) => person.subscribe()));
    this.#writing = Promise.all(this.#people.map((person, index) => this.#write(person, index + 1)));
  }

  /** Resolves when WeChat has delivered, or given up, what was written. */
  async stop(): Promise<void> {
    this.#over.abort();
    await this.#writing;
  }

  async #write(person: SandboxPerson, number: number): Promise<void> {
    const { signal } = this.#over;
    for (let count = 1; ;) {
      await sleep(PAUSE * (0.5 + Math.random()), undefined, { signal }).catch(() => undefined);
      if (signal.aborted) return;
      if ((this.#open[number] ?? 0) >= MOST_OPEN) continue;
      await this.#order(person, number, count);
      count += 1;
    }
  }

  async #order(person: SandboxPerson, number: number, count: number): Promise<void> {
    const order: Order = { isAcknowledged: false, replies: 0 };
    this.orders.set(`${number}-${count}`, order);
    this.#open[number] = (this.#open[number] ?? 0) + 1;
    try {
      await person.say(`${number}-${count}`);
      order.isAcknowledged = true;
    } catch {
      // WeChat has given up, after three times
    }
  }

  #hear(text: string): void {
    const [, name = '', number = ''] = /^((\d+)-\d+) /.exec(text) ?? [];
    const order = this.orders.get(name);
    if (!order) return;
    order.replies += 1;
    if (order.replies === 1) this.#open[Number(number)] = (this.#open[Number(number)] ?? 1) - 1;
  }
}
