import { setTimeout as sleep } from 'node:timers/promises';

const PAUSE = 20;

/** Waits until something holds. @throws {Error} when it does not, after `limit` milliseconds */
export async function until(what: string, holds: () => boolean, limit = 30_000): Promise<void> {
  const end = performance.now() + limit;
  while (!holds()) {
    if (performance.now() > end) throw new Error(`In ${limit} ms it did not come to this: ${what}`);
    await sleep(PAUSE);
  }
}

/** Milliseconds something takes. */
export async function timed<T>(work: () => Promise<T>): Promise<{ result: T; took: number }> {
  const start = performance.now();
  const result = await work();
  return { result, took: performance.now() - start };
}
