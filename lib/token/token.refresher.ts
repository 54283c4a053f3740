import { Injectable, type OnApplicationBootstrap, type OnModuleDestroy, Optional } from '@nestjs/common';
import { SchedulerRegistry } from '@nestjs/schedule';

const TIMEOUT_NAME = 'wechat:token-refresher';
/** What a timer can wait for at most. */
const MAX_DELAY = 2 ** 31 - 1;
const CONCURRENCY = 8;

interface Renewal {
  dueAt: number;
  run: () => Promise<void>;
}

/**
 * Runs renewals when they are due: one timer for all of them, visible in the application's `SchedulerRegistry`. It
 * starts after bootstrap, ends at shutdown, and keeps no process alive.
 */
@Injectable()
export class TokenRefresher implements OnApplicationBootstrap, OnModuleDestroy {
  readonly #renewals = new Map<string, Renewal>();
  readonly #registry: SchedulerRegistry;
  #isRunning = false;
  #nextAt = Infinity;
  /** What our timer is called while there is one. */
  #timerName?: string;

  constructor(@Optional() registry?: SchedulerRegistry) {
    this.#registry = registry ?? new SchedulerRegistry();
  }

  onApplicationBootstrap(): void {
    this.#isRunning = true;
    this.#arm();
  }

  onModuleDestroy(): void {
    this.#isRunning = false;
    this.#disarm();
    this.#renewals.clear();
  }

  /** Plans a renewal, in place of one planned before under the same key. */
  plan(key: string, dueAt: number, run: () => Promise<void>): void {
    this.#renewals.set(key, { dueAt, run });
    if (dueAt < this.#nextAt) this.#arm();
  }

  cancel(key: string): void {
    this.#renewals.delete(key);
  }

  #arm(): void {
    this.#disarm();
    if (!this.#isRunning || this.#renewals.size === 0) return;
    for (const { dueAt } of this.#renewals.values()) this.#nextAt = Math.min(this.#nextAt, dueAt);
    const delay = Math.min(Math.max(this.#nextAt - Date.now(), 0), MAX_DELAY);
    const timer = setTimeout(() => void this.#runDue(), delay).unref();
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

  async #runDue(): Promise<void> {
    const now = Date.now();
    const due = [...this.#renewals].filter(([, renewal]) => renewal.dueAt <= now);
    for (const [key] of due) this.#renewals.delete(key);
    this.#arm();
    const worker = async (): Promise<void> => {
      for (let next = due.pop(); next && this.#isRunning; next = due.pop()) await next[1].run();
    };
    await Promise.all(Array.from({ length: CONCURRENCY }, worker));
  }
}
