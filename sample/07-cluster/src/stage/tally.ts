import { readFile } from 'node:fs/promises';
import { setTimeout as sleep } from 'node:timers/promises';
import type { SandboxAccount } from 'nestjs-wechat-sdk/sandbox';
import { line } from '../../../shared/terminal.js';
import type { BookLine } from '../app/order.book.js';
import type { Customers } from './customers.js';

/** Milliseconds between two looks at the book. */
const LOOK_AGAIN = 25;
const MOST_SHOWN = 10;

/** Counts what became of the messages: what their senders saw, and what the processes wrote into the order book. */
export class Tally {
  constructor(
    private readonly book: string,
    private readonly customers: Customers,
    private readonly account: SandboxAccount,
  ) {}

  /** Waits until a process is in the middle of an order. @returns its number */
  async isBusy(process: string): Promise<string> {
    for (;;) {
      const last = (await this.#read()).findLast(({ by }) => by === process);
      if (last?.what === 'begun') return last.order;
      await sleep(LOOK_AGAIN);
    }
  }

  /** Waits until a process has replied to an order it was through with after this was asked. */
  async isServing(process: string): Promise<void> {
    const { length } = await this.#read();
    const isReplied = ({ by, what, order }: BookLine): boolean =>
      by === process && what === 'ended' && (this.customers.orders.get(order)?.replies ?? 0) > 0;
    while (!(await this.#read()).slice(length).some(isReplied)) await sleep(LOOK_AGAIN);
  }

  /** Messages nobody was through with, or that were not replied to. */
  async missing(): Promise<string[]> {
    const lines = await this.#read();
    const ended = new Set(lines.filter(({ what }) => what === 'ended').map(({ order }) => order));
    return [...this.customers.orders]
      .filter(([number, { replies }]) => replies === 0 || !ended.has(number))
      .map(([number]) => number);
  }

  /** Those of them that WeChat has delivered, so that they may yet be done. */
  async waiting(): Promise<string[]> {
    const missing = await this.missing();
    return missing.filter((number) => this.customers.orders.get(number)?.isAcknowledged);
  }

  /** Waits until nothing waits any more; what still does after that time (ms) is lost. */
  async isSettled(patience: number): Promise<void> {
    const until = Date.now() + patience;
    while ((await this.waiting()).length > 0 && Date.now() < until) await sleep(LOOK_AGAIN);
  }

  /** Prints the table. @returns whether nothing was lost */
  async print(): Promise<boolean> {
    const orders = [...this.customers.orders.values()];
    const lines = await this.#read();
    const begun = lines.filter(({ what }) => what === 'begun').map(({ order }) => order);
    const ended = lines.filter(({ what }) => what === 'ended').map(({ order }) => order);
    const lost = await this.missing();
    row('messages sent', orders.length);
    row('acknowledged', orders.filter(({ isAcknowledged }) => isAcknowledged).length);
    row('handler runs that ended', ended.length);
    const twice = orders.filter(({ replies }) => replies > 1).length;
    row(
      'replies that arrived',
      orders.filter(({ replies }) => replies > 0).length,
      twice ? `${twice} of them twice` : '',
    );
    row('lost', lost.length, lost.slice(0, MOST_SHOWN).join(' '));
    row('out of order', outOfOrder(ended), 'among those of one person');
    row(
      'handled twice',
      begun.length - new Set(begun).size,
      'killed in the middle, or Redis was: run again (at least once)',
    );
    row('token fetches', this.account.tokenFetches.stable, 'by both processes, restarts included');
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

function row(what: string, count: number, remark = ''): void {
  line('', `${what.padEnd(24)}${String(count).padStart(6)}   ${remark}`.trimEnd());
}

/** How many orders were first through after a later one of the same person. */
function outOfOrder(ended: readonly string[]): number {
  const latest = new Map<string, number>();
  let found = 0;
  for (const order of new Set(ended)) {
    const [person = '', count = ''] = order.split('-');
    const last = latest.get(person) ?? 0;
    if (Number(count) < last) found += 1;
    else latest.set(person, Number(count));
  }
  return found;
}
