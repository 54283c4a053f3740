import type { AdapterName } from '../src/start-app.js';

interface RedisOptions {
  readonly host: string;
  readonly port: number;
  readonly password: string;
}

export interface InboxSetup {
  /** What the process is called in what it notes. */
  readonly name: string;
  readonly adapter: AdapterName;
  /** Of the queue. */
  readonly redis: RedisOptions;
  /** Where runs of handlers are noted. */
  readonly witness: RedisOptions;
  readonly account: object;
}

/** What a message has its handler do, as JSON. */
export interface InboxTask {
  /** Which it is of those of its sender. */
  readonly turn: number;
  /** Milliseconds it takes at most. */
  readonly takes: number;
  /** And at least. @default 0 */
  readonly atLeast?: number;
  /** How probable it is that a run fails. */
  readonly fails: number;
}
