import { setTimeout as sleep } from 'node:timers/promises';
import type { SandboxAccount, SandboxPerson, WeChatSandbox } from 'nestjs-wechat-sdk/sandbox';

const NAMES = ['Alice 小雅', 'Bob 小波', 'Carol 小卡', 'Dora 小朵', 'Emil 小米', 'Fay 小菲'];
/** Milliseconds between two messages of one person. */
const PAUSE = 250;

/** What became of a message, as its sender sees it. */
export interface Order {
  readonly by: string;
  isAcknowledged: boolean;
  replies: number;
}

/** People who write to the shop without end, each one message after the other. */
export class Customers {
  /** By their numbers: `A1`, `A2` … of Alice. */
  readonly orders = new Map<string, Order>();
  /** Replies that came before the reply to an earlier message of the same person. */
  outOfOrder = 0;
  readonly #people: readonly SandboxPerson[];
  readonly #lastReplied = new Map<string, number>();
  #writing: Promise<unknown> = Promise.resolve();
  #isOver = false;

  constructor(sandbox: WeChatSandbox, account: SandboxAccount) {
    this.#people = NAMES.map((nickname) => account.person({ nickname }));
    sandbox.on('message', ({ from, text = '' }) => {
      if (from === 'account') this.#hear(text);
    });
  }

  /** They follow the shop, and begin to write. */
  async start(): Promise<void> {
    await Promise.all(this.#people.map((person) => person.subscribe()));
    this.#writing = Promise.all(this.#people.map((person) => this.#write(person)));
  }

  /** Resolves when WeChat has delivered, or given up, what was written. */
  async stop(): Promise<void> {
    this.#isOver = true;
    await this.#writing;
  }

  async #write(person: SandboxPerson): Promise<void> {
    const initial = person.nickname.charAt(0);
    for (let number = 1; !this.#isOver; number += 1) {
      const order: Order = { by: person.nickname, isAcknowledged: false, replies: 0 };
      this.orders.set(`${initial}${number}`, order);
      await person.say(`${initial}${number}`).then(
        () => (order.isAcknowledged = true),
        () => undefined, // WeChat has given up, after three times
      );
      await sleep(PAUSE * (0.5 + Math.random()));
    }
  }

  #hear(text: string): void {
    const [, name = '', initial = '', number = ''] = /^((\w)(\d+)) /.exec(text) ?? [];
    const order = this.orders.get(name);
    if (!order) return;
    order.replies += 1;
    const last = this.#lastReplied.get(initial) ?? 0;
    if (order.replies === 1 && Number(number) < last) this.outOfOrder += 1;
    this.#lastReplied.set(initial, Math.max(last, Number(number)));
  }
}
