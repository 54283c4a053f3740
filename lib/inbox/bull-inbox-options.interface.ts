/** How pushes are kept, and how their handlers are run. */
export interface BullInboxOptions {
  /** Name of a queue for the inbox alone, registered with `BullModule.registerQueue`. */
  queue: string;
  /** Handlers that run at once in this process; 0 leaves them to other processes. @default 10 */
  concurrency?: number;
  /** How often a handler is tried before the push is a dead letter. @default 5 */
  attempts?: number;
  /** Milliseconds until the second attempt; each further one waits twice as long as the one before. @default 1000 */
  backoff?: number;
}

export const DEFAULT_BULL_INBOX = { concurrency: 10, attempts: 5, backoff: 1_000 };

export type ResolvedBullInbox = Required<BullInboxOptions>;
