import { jest } from '@jest/globals';

/** Milliseconds from which a wait is long. */
const LONG = 1_000;

/**
 * Nobody waits long: the clock is put forward instead, unless the wait can be interrupted. What is imported afterwards, and
 * dynamically, knows no other waits.
 *
 * @returns the waits that were skipped, in milliseconds
 */
export async function skipLongWaits(): Promise<number[]> {
  const timers = await import('node:timers/promises');
  const { setTimeout: realSleep } = timers;
  const realNow = performance.now.bind(performance);
  const skipped: number[] = [];
  let ahead = 0;
  performance.now = () => realNow() + ahead;
  const sleep: typeof realSleep = async (milliseconds = 0, value, options) => {
    if (milliseconds < LONG || options?.signal) return realSleep(milliseconds, value, options);
    skipped.push(milliseconds);
    ahead += milliseconds;
    return realSleep(0, value);
  };
  jest.unstable_mockModule('node:timers/promises', () => ({ ...timers, setTimeout: sleep }));
  return skipped;
}
