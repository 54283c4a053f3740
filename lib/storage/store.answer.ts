/**
 * Asks a store, and stops waiting when it stays silent: a Redis client that has lost its server may wait for ever.
 *
 * @param limit milliseconds
 */
export async function answerWithin<T>(limit: number, ask: () => Promise<T>): Promise<T> {
  let timer: NodeJS.Timeout | undefined;
  const silence = new Promise<never>((_, reject) => {
    timer = setTimeout(() => reject(new SilentStore(`no answer within ${limit} ms`)), limit).unref();
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
