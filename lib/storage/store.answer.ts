import { SilentStore } from './store.error.js';

/** Milliseconds. */
const LATE = 50;
const LOOK_AGAIN = 250;

/**
 * Asks a store, and stops waiting when it stays silent: a Redis client that has lost its server may wait for ever. A process that was
 * too busy to hear looks once more.
 *
 * @param limit milliseconds
 */
export async function answerWithin<T>(limit: number, ask: () => Promise<T>): Promise<T> {
  let timer: NodeJS.Timeout | undefined;
  const silence = new Promise<never>((_, reject) => {
    const due = Date.now() + limit;
    const giveUp = (): void => reject(new SilentStore(`no answer within ${limit} ms`));
    const atTheLimit = (): void => {
      if (Date.now() - due > LATE) timer = setTimeout(giveUp, LOOK_AGAIN).unref();
      else giveUp();
    };
    timer = setTimeout(atTheLimit, limit).unref();
  });
  try {
    return await Promise.race([ask(), silence]);
  } finally {
    clearTimeout(timer);
  }
}
