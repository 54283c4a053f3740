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
    let due = 0;
    const wait = (milliseconds: number): void => {
      due = Date.now() + milliseconds;
      timer = setTimeout(look, milliseconds).unref();
    };
    const look = (): void => {
      if (Date.now() - due > LATE) wait(LOOK_AGAIN);
      else reject(new SilentStore(`no answer within ${limit} ms`));
    };
    wait(limit);
  });
  try {
    return await Promise.race([ask(), silence]);
  } finally {
    clearTimeout(timer);
  }
}

class SilentStore extends Error {}

/**
 * What can be told of a store's error. One of its connection may quote the URL, password included: only its code is told, as
 * `ECONNREFUSED`, or the first word of what Redis answers, as `NOPERM` and `OOM`.
 */
export function reasonOf(error: unknown): string {
  if (error instanceof SilentStore) return error.message;
  const { code, name, message } = error as Error & { code?: string };
  return code ?? /^[A-Z]{3,}(?= )/.exec(message)?.[0] ?? name;
}
