/** A message is given up once it has failed so many times, over so many milliseconds. */
const TRIES = 5;
const PATIENCE = 10 * 60_000;
const MAX_BACK_OFF = 5 * 60_000;

interface Failures {
  readonly since: number;
  count: number;
  /** When it is to be tried again. */
  due: number;
}

/** Milliseconds until the next try, after so many that failed: 1 s, 4 s, 16 s … */
export const backOff = (count: number): number => Math.min(1000 * 4 ** (count - 1), MAX_BACK_OFF);

/** What became of the messages of an account behind the place that is kept, which come again until all are done. */
export class KfProgress {
  readonly #done = new Set<string>();
  readonly #failures = new Map<string, Failures>();

  isDone(msgId: string): boolean {
    return this.#done.has(msgId);
  }

  /** Whether it failed too short a time ago to be tried again. */
  isWaiting(msgId: string): boolean {
    return (this.#failures.get(msgId)?.due ?? 0) > Date.now();
  }

  /** Milliseconds until the first of those that failed is due; undefined when none did. */
  get due(): number | undefined {
    if (this.#failures.size === 0) return undefined;
    const first = Math.min(...[...this.#failures.values()].map(({ due }) => due));
    return Math.max(first - Date.now(), 0);
  }

  succeeded(msgId: string): void {
    this.#done.add(msgId);
    this.#failures.delete(msgId);
  }

  /** @returns whether it is given up: one that never works must not hold up all others */
  failed(msgId: string): boolean {
    const now = Date.now();
    const known = this.#failures.get(msgId) ?? { since: now, count: 0, due: 0 };
    known.count += 1;
    known.due = now + backOff(known.count);
    this.#failures.set(msgId, known);
    if (known.count < TRIES || now - known.since < PATIENCE) return false;
    this.succeeded(msgId);
    return true;
  }

  /** The place has moved on. */
  clear(): void {
    this.#done.clear();
    this.#failures.clear();
  }
}
