import { setTimeout as sleep } from 'node:timers/promises';
import { WeChatError } from '../common/index.js';
import type { HttpCall } from './http-call.interface.js';
import { wasNotSent } from './http.failure.js';

const TRIES = 3;
const FIRST_PAUSE = 200;

/** What must be known of a call to repeat it. */
type Repeated = Pick<HttpCall, 'route' | 'traits' | 'body' | 'files' | 'signal' | 'record'>;

/** Reads may be repeated, but for those of codes that work once; and writes that carry their idempotency key. */
export function isRepeatable({ route, traits, body }: Repeated): boolean {
  if (traits.read ?? route.startsWith('GET ')) return true;
  if (traits.repeatable) return true;
  const { idempotencyKey } = traits;
  return (
    idempotencyKey !== undefined && Boolean((body as Record<string, unknown> | undefined)?.[idempotencyKey])
  );
}

const mayPass = (error: unknown): boolean =>
  error instanceof WeChatError && 'retryable' in error && error.retryable === true;

/** Whether the first try has spent what was to be uploaded: a stream is read once. */
export function isSpent({ files }: Pick<HttpCall, 'files'>): boolean {
  return Object.values(files ?? {}).some(
    (file) => file !== undefined && !(file.content instanceof Uint8Array),
  );
}

/**
 * Repeats a call that failed in passing, when repeating it cannot do anything twice.
 *
 * @param send is told which attempt it makes, from 1
 */
export async function withRetry<T>(call: Repeated, send: (attempt: number) => Promise<T>): Promise<T> {
  for (let attempt = 1; ; attempt += 1) {
    if (call.record) call.record.attempts += 1;
    try {
      return await send(attempt);
    } catch (error) {
      const again =
        attempt < TRIES && mayPass(error) && (isRepeatable(call) || wasNotSent(error)) && !isSpent(call);
      if (!again) throw error;
      const pause = FIRST_PAUSE * 2 ** (attempt - 1) * (0.5 + Math.random());
      await sleep(pause, undefined, { signal: call.signal }).catch(() => call.signal?.throwIfAborted());
    }
  }
}
