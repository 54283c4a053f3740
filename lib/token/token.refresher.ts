import {
  Inject,
  Injectable,
  type OnApplicationBootstrap,
  type OnModuleDestroy,
  Optional,
} from '@nestjs/common';
import { SchedulerRegistry } from '@nestjs/schedule';
import TinyQueue from 'tinyqueue';
import { DEFAULT_REFRESH, REFRESH_OPTIONS, type RefreshOptions } from './refresh-options.interface.js';

const TIMEOUT_NAME = 'wechat:token-refresher';
/** What a timer can wait for at most. */
const MAX_DELAY = 2 ** 31 - 1;

interface Renewal {
  readonly key: string;
  readonly dueAt: number;
  readonly run: () => Promise<void>;
}

/**
 * Runs renewals when they are due, a few at a time: one timer for all of them, visible in the application's
 * `SchedulerRegistry`. It starts after bootstrap, ends at shutdown, and keeps no process alive.
 */
@Injectable()
export class TokenRefresher implements OnApplicationBootstrap, OnModuleDestroy {
  /** The plan that counts, by key; what else stands in the queue was replaced or cancelled. */
  readonly #planned = new Map<string, Renewal>();
  readonly #queue = new TinyQueue<Renewal>([], (left, right) => left.dueAt - right.dueAt);
  readonly #registry: SchedulerRegistry;
  #isStarted = false;
  #running = 0;
  #nextAt = Infinity;
  /** What our timer is called while there is one. */
  #timerName?: string;

  readonly #concurrency: number;

  constructor(
    @Optional() registry?: SchedulerRegistry,
    @Optional() @Inject(REFRESH_OPTIONS) { concurrency }: RefreshOptions = {},
  ) {
    this.#registry = registry ?? new SchedulerRegistry();
    this.#concurrency = concurrency ?? DEFAULT_REFRESH.concurrency;
  }

  onApplicationBootstrap(): void {
    this.#isStarted = true;
    this.#arm();
  }

  onModuleDestroy(): void {
    this.#isStarted = false;
    this.#disarm();
    this.#planned.clear();
    this.#queue.data = [];
    this.#queue.length = 0;
  }

  /** Plans a renewal, in place of one planned before under the same key. */
  plan(key: string, dueAt: number, run: () => Promise<void>): void {
    const renewal = { key, dueAt, run };
    this.#planned.set(key, renewal);
    this.#queue.push(renewal);
    if (dueAt < this.#nextAt) this.#arm();
  }

  cancel(key: string): void {
    this.#planned.delete(key);
  }

  /** The earliest renewal that was neither replaced nor cancelled. */
  #first(): Renewal | undefined {
    for (let first = this.#queue.peek(); first; first = this.#queue.peek()) {
      if (this.#planned.get(first.key) === first) return first;
      this.#queue.pop();
    }
    return undefined;
  }

  #arm(): void {
    this.#disarm();
    const first = this.#first();
    // with all hands full, whoever is done first looks for what is due
    if (!this.#isStarted || !first || this.#running >= this.#concurrency) return;
    this.#nextAt = first.dueAt;
    const delay = Math.min(Math.max(first.dueAt - Date.now(), 0), MAX_DELAY);
    const timer = setTimeout(() => this.#runDue(), delay).unref();
    this.#timerName = this.#freeName();
    this.#registry.addTimeout(this.#timerName, timer);
  }

  #disarm(): void {
    this.#nextAt = Infinity;
    const name = this.#timerName;
    if (name && this.#registry.doesExist('timeout', name)) this.#registry.deleteTimeout(name);
    this.#timerName = undefined;
  }

  /** A second WeChatModule in the application has a timer of its own. */
  #freeName(): string {
    let name = TIMEOUT_NAME;
    for (let count = 2; this.#registry.doesExist('timeout', name); count += 1)
      name = `${TIMEOUT_NAME}:${count}`;
    return name;
  }

  #runDue(): void {
    const now = Date.now();
    while (this.#isStarted && this.#running < this.#concurrency) {
      const due = this.#first();
      if (!due || due.dueAt > now) break;
      this.#queue.pop();
      this.#planned.delete(due.key);
      this.#running += 1;
      void due.run().finally(() => {
        this.#running -= 1;
        if (this.#isStarted) this.#runDue();
      });
    }
    this.#arm();
  }
}
