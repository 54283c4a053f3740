import { appendFileSync } from 'node:fs';

/** One line of the order book. */
export interface BookLine {
  readonly order: string;
  /** The process that wrote it. */
  readonly by: string;
  readonly what: 'begun' | 'ended';
}

/**
 * Who began what, and who was through with it: a file both processes append to, in earnest a database. An order is known by
 * its number, so that one that is begun again is still one order.
 */
export class OrderBook {
  constructor(
    private readonly file: string,
    private readonly process: string,
  ) {}

  begin(order: string): void {
    this.#write({ order, by: this.process, what: 'begun' });
  }

  end(order: string): void {
    this.#write({ order, by: this.process, what: 'ended' });
  }

  /** Written at once: what stands here has happened, even if the process is killed in the next moment. */
  #write(line: BookLine): void {
    appendFileSync(this.file, `${JSON.stringify(line)}\n`);
  }
}
