import { readFile } from 'node:fs/promises';
import { setTimeout as sleep } from 'node:timers/promises';
import type { SandboxAccount } from 'nestjs-wechat-sdk/sandbox';
import { line } from '../../../shared/terminal.js';
import type { BookLine } from '../app/order.book.js';
import type { Customers } from './customers.js';

const LOOK_AGAIN = 20;

/** Counts what became of the messages: what their senders saw, and what the processes wrote into the order book. */
export class Tally {
  constructor(
    private readonly book: string,
    private readonly customers: Customers,
    private readonly account: SandboxAccount,
  ) {}

  /** Waits until a process is in the middle of an order. @returns which one */
  async isBusy(process: string): Promise<string> {
    for (;;) {
      const lines = await this.#read();
      const own = lines.filter(({ by }) => by === process);
      const last = own.at(-1);
      if (last?.what === 'begun') return last.order;
      await sleep(LOOK_AGAIN);
    }
  }

  /** Waits until nothing is left to do, or nothing more can be hoped for. */
  async isSettled(patience: number): Promise<void> {
    const until = Date.now() + patience;
    while ((await this.lost()).length > 0 && Date.now() < until) await sleep(LOOK_AGAIN);
  }

  /** Messages nobody was through with, or that were not replied to. */
  async lost(): Promise<string[]> {
    const ended = new Set(
      (await this.#read()).filter(({ what }) => what === 'ended').map(({ order }) => order),
    );
    return [...this.customers.orders]
      .filter(([name, { replies }]) => replies === 0 || !ended.has(name))
      .map(([name]) => name);
  }

  /** Prints the table. @returns whether nothing was lost */
  async print(): Promise<boolean> {
    const orders = [...this.customers.orders.values()];
    const lines = await this.#read();
    const begun = lines.filter(({ what }) => what === 'begun').map(({ order }) => order);
    const lost = await this.lost();
    const rows: ReadonlyArray<[string, number, string?]> = [
      ['messages sent', orders.length],
      ['acknowledged', orders.filter(({ isAcknowledged }) => isAcknowledged).length],
      ['handler runs that ended', lines.length - begun.length],
      ['replies that arrived', orders.filter(({ replies }) => replies > 0).length],
      ['lost', lost.length, lost.join(' ')],
      [
        'handled twice',
        begun.length - new Set(begun).size,
        'begun, and killed in the middle: run again (at least once)',
      ],
      ['token fetches', this.account.tokenFetches.stable],
    ];
    for (const [what, count, remark = ''] of rows)
      line('', `${what.padEnd(24)} ${`${count}`.padStart(6)}   ${remark}`.trimEnd());
    return lost.length === 0;
  }

  async #read(): Promise<BookLine[]> {
    const text = await readFile(this.book, 'utf8');
    return text
      .split('\n')
      .slice(0, -1)
      .map((one) => JSON.parse(one) as BookLine);
  }
}
