import type { Logger } from '@nestjs/common';
import { reasonOf, refusalOf } from '../storage/index.js';
import { INBOX_AWAY, INBOX_BACK, INBOX_REFUSED } from './inbox.messages.js';

/** Tells the log once that the queue's Redis is away, and once that it is back; and once of each thing it refuses. */
export class AwayNotice {
  readonly #refusals = new Set<string>();
  #isAway = false;

  constructor(
    private readonly logger: Logger,
    private readonly queue: string,
  ) {}

  away(error: unknown): void {
    const refusal = refusalOf(error);
    if (refusal !== undefined) return this.#refused(refusal);
    if (!this.#isAway) this.logger.warn(INBOX_AWAY(this.queue, reasonOf(error)));
    this.#isAway = true;
  }

  back(): void {
    if (this.#isAway) this.logger.log(INBOX_BACK(this.queue));
    this.#isAway = false;
    this.#refusals.clear();
  }

  #refused(word: string): void {
    if (!this.#refusals.has(word)) this.logger.warn(INBOX_REFUSED(this.queue, word));
    this.#refusals.add(word);
  }
}
