/** A message is given up once it has failed so many times, over so many milliseconds. */
const TRIES = 5;
const PATIENCE = 10 * 60_000;

interface Failures {
  readonly since: number;
  count: number;
}

/** What became of the messages of an account behind the place that is kept, which come again until all are done. */
export class KfProgress {
  readonly #done = new Set<string>();
  readonly #failures = new Map<string, Failures>();

  isDone(msgId: string): boolean {
    return this.#done.has(msgId);
  }

  succeeded(msgId: string): void {
    this.#done.add(msgId);
    this.#failures.delete(msgId);
  }

  /** @returns whether it is given up: one that never works must not hold up all others */
  failed(msgId: string): boolean {
    const known = this.#failures.get(msgId) ?? { since: Date.now(), count: 0 };
    known.count += 1;
    this.#failures.set(msgId, known);
    if (known.count < TRIES || Date.now() - known.since < PATIENCE) return false;
    this.succeeded(msgId);
    return true;
  }
}
