import type { Logger } from '@nestjs/common';
import { INBOX_AWAY, INBOX_BACK } from './inbox.messages.js';

/** Tells the log once that the queue's Redis is away, and once that it is back. */
export class AwayNotice {
  #isAway = false;

  constructor(
    private readonly logger: Logger,
    private readonly queue: string,
  ) {}

  away(error: unknown): void {
    if (!this.#isAway) this.logger.warn(INBOX_AWAY(this.queue, reasonOf(error)));
    this.#isAway = true;
  }

  back(): void {
    if (this.#isAway) this.logger.log(INBOX_BACK(this.queue));
    this.#isAway = false;
  }
}

/** Errors of a connection may quote its URL, password included: only what names them is told. */
function reasonOf(error: unknown): string {
  const { code, name, message } = error as Error & { code?: string };
  if (code !== undefined) return code;
  return name === 'ReplyError' ? String(message.split(' ', 1)[0]) : name;
}
