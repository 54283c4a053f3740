import { setTimeout as sleep } from 'node:timers/promises';
import { WeChatApiError, WeChatHttpError } from '../common/index.js';
import type { HttpCall } from './http-call.interface.js';
import { wasNotSent } from './http.failure.js';

const TRIES = 3;
const FIRST_PAUSE = 200;

/** Reads may be repeated, but for those of codes that work once; and writes that carry their idempotency key. */
export function isRepeatable({ route, traits, body }: HttpCall): boolean {
  if (traits.read ?? route.startsWith('GET ')) return true;
  const { idempotencyKey } = traits;
  return (
    idempotencyKey !== undefined && Boolean((body as Record<string, unknown> | undefined)?.[idempotencyKey])
  );
}

function mayPass(error: unknown): boolean {
  return (error instanceof WeChatApiError || error instanceof WeChatHttpError) && error.retryable;
}

/** Whether the first try has spent what was to be uploaded: a stream is read once. */
export function isSpent({ files }: HttpCall): boolean {
  return Object.values(files ?? {}).some(
    (file) => file !== undefined && !(file.content instanceof Uint8Array),
  );
}

/** Repeats a call that failed in passing, when repeating it cannot do anything twice. */
export async function withRetry<T>(call: HttpCall, send: (call: HttpCall) => Promise<T>): Promise<T> {
  for (let attempt = 1; ; attempt += 1) {
    try {
      return await send(call);
    } catch (error) {
      const again =
        attempt < TRIES && mayPass(error) && (isRepeatable(call) || wasNotSent(error)) && !isSpent(call);
      if (!again) throw error;
      const pause = FIRST_PAUSE * 2 ** (attempt - 1) * (0.5 + Math.random());
      await sleep(pause, undefined, { signal: call.signal }).catch(() => call.signal?.throwIfAborted());
    }
  }
}
