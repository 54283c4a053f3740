import type { AdapterName } from '../src/start-app.js';
import type { RedisAddress } from '../src/redis.address.js';

/** A client of the application, in what JSON can say. */
export type ScaleClient =
  | { readonly kind: 'account'; readonly options: object }
  | { readonly kind: 'pay'; readonly options: object }
  | { readonly kind: 'bot'; readonly options: object };

export interface ScaleSetup {
  /** What the process is called in what it says. */
  readonly name: string;
  readonly adapter: AdapterName;
  readonly redis: RedisAddress;
  /** Whether the engine takes the connection of the application's cache, or one of its own. */
  readonly connection: 'cache' | 'own';
  readonly clients: Readonly<Record<string, ScaleClient>>;
  readonly replayProtection: boolean;
}

/** What the text of a message has the handler do, as JSON. */
export interface Task {
  /** What the run is known by. */
  readonly id: string;
  /** Milliseconds it takes. */
  readonly takes?: number;
  /** A client to make a call with, once the time is up. */
  readonly calls?: string;
}

/** Calls of one client, all at once: reads, or one write for each id. */
export interface CallsOrder {
  readonly client: string;
  readonly reads?: number;
  readonly writes?: readonly string[];
  /** Milliseconds for which the process does nothing else, as soon as they are under way. @default 0 */
  readonly busyFor?: number;
}

/** Calls of one client, one after the other in so many loops, until it is told to stop. */
export interface LoadOrder {
  readonly client: string;
  readonly loops: number;
  /** Milliseconds between two. @default 0 */
  readonly pause?: number;
  /** Writes are known by this and a number; reads when left out. */
  readonly writesAs?: string;
}

export interface CallsResult {
  readonly succeeded: number;
  /** The ids that were written. */
  readonly written: readonly string[];
  /** What the others failed with. */
  readonly failures: readonly string[];
}

export type ScaleOrder =
  | { readonly id: number; readonly calls: CallsOrder }
  | { readonly id: number; readonly load: LoadOrder }
  /** Ends every load. */
  | { readonly id: number; readonly stop: true }
  /** Closes the application; whatever the process does after that, it does by itself. */
  | { readonly id: number; readonly close: true };

/** A run of a handler. */
export interface Run {
  readonly id: string;
  /** The process. */
  readonly by: string;
  readonly phase: 'begins' | 'ends';
}

export type ScaleReport = { readonly url: string } | { readonly run: Run };
