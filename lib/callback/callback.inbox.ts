import type { ModuleRef } from '@nestjs/core';
import type { Push } from '../client/index.js';

/** A push that was verified and opened, in what JSON can say. */
export interface KeptPush extends Pick<Push, 'kind' | 'name' | 'message'> {
  /** The client it came for, by name. */
  readonly client: string;
  /** Of the accounts that client acts for the one it is about, by id. */
  readonly account?: string | undefined;
  /** What its handler has replied, where all that is left is to send that. */
  readonly reply?: unknown;
}

/** A push on its way into an inbox. */
export interface InboxEntry {
  readonly push: KeptPush;
  /** Equal for all repeats of this push; without one it is kept each time it comes. */
  readonly key: string | undefined;
  /** Those of one sender are run in the order in which they came; without one there is no order. */
  readonly sender: string | undefined;
  /** Milliseconds for which repeats are to be expected. */
  readonly repeatedFor: number;
}

/**
 * Runs the handler of a push that was kept.
 *
 * @param id of the push, the same each time it is run
 * @returns milliseconds after which it is to be run once more, since not all it announces was taken; undefined when it is done
 * @throws {KeptPushError} when it failed: the log was told nothing
 */
export type RunKept = (push: KeptPush, id: string) => Promise<number | undefined>;

/** Keeps pushes until their handlers have run, in this process or another. */
export interface CallbackInbox {
  /**
   * Resolves once the push is kept, whatever happens to this process from then on.
   *
   * @throws {WeChatStorageError} when that is not certain within some seconds
   */
  keep(entry: InboxEntry): Promise<void>;
  /** Begins to run what is kept. */
  start(run: RunKept): void;
  /** Begins nothing more, and lets finish what runs, for some seconds. */
  close(): Promise<void>;
}

/**
 * An inbox that was chosen but not yet built: what `bullInbox({ … })` returns.
 *
 * @publicApi
 */
export interface InboxDefinition {
  /**
   * @param modules of the application
   * @throws {WeChatConfigError} when it cannot work
   */
  create(modules: ModuleRef): CallbackInbox;
}

/** A kept push could not be handled. Its stack is that of what was thrown. */
export class KeptPushError extends Error {
  override readonly name = 'KeptPushError';

  /** What failed: `Class#method`, or its reply; undefined where it did not come to that. */
  readonly what: string | undefined;
  /** Whether trying again would change nothing. */
  readonly isFinal: boolean;
  /** What the handler has replied, to be kept with the push: only sending it has failed. */
  readonly reply: unknown;

  constructor(message: string, { what, isFinal, reply, stack }: KeptPushFailure) {
    super(message);
    this.what = what;
    this.isFinal = isFinal;
    this.reply = reply;
    this.stack = stack;
  }
}

interface KeptPushFailure extends Pick<KeptPushError, 'isFinal'> {
  readonly what?: string | undefined;
  readonly reply?: unknown;
  readonly stack: string;
}
