/** A store has said nothing for too long. */
export class SilentStore extends Error {}

/**
 * What can be told of a store's error. One of its connection may quote the URL, password included: only its code is told, as
 * `ECONNREFUSED`, or the first word of what Redis answers, as `NOPERM` and `OOM`.
 */
export function reasonOf(error: unknown): string {
  if (error instanceof SilentStore) return error.message;
  const { code, name, message } = error as Error & { code?: string };
  return code ?? wordOf(message) ?? name;
}

/** Answers of a server that is not yet, or no longer, the one to ask. */
const NOT_THE_ONE: ReadonlySet<string> = new Set([
  'LOADING',
  'BUSY',
  'READONLY',
  'MASTERDOWN',
  'CLUSTERDOWN',
  'TRYAGAIN',
  'NOREPLICAS',
]);

/** The first word of an error Redis answered with, as `OOM` and `NOPERM`; undefined for an outage. */
export function refusalOf(error: unknown): string | undefined {
  if ((error as { code?: unknown }).code !== undefined) return undefined;
  const word = wordOf((error as Error).message);
  return word === undefined || NOT_THE_ONE.has(word) ? undefined : word;
}

const wordOf = (message: string): string | undefined => /^[A-Z]{3,}(?= )/.exec(message)?.[0];
