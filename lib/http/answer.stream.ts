import type { Readable } from 'node:stream';
import { drawFrom } from './draw-from.js';
import type { Exchange } from './http-call.interface.js';
import { toHttpError } from './http.failure.js';

/** Node's timers take no longer one. */
const LONGEST = 2 ** 31 - 1;

/**
 * The bytes of an answer as they come; stream and failure of the HTTP client's own show the URL with the token.
 *
 * @param patience milliseconds without a byte while one is waited for, 0 for any
 */
export function answerStream(call: Exchange, source: Readable, patience: number): Readable {
  return drawFrom(source, arriving(source, patience), (error) =>
    call.signal?.aborted ? (call.signal.reason as Error) : toHttpError(call, error),
  );
}

async function* arriving(source: Readable, patience: number): AsyncGenerator<Buffer, void, undefined> {
  const giveUp = (): void => {
    source.destroy(Object.assign(new Error('No byte came in time'), { code: 'ETIMEDOUT' }));
  };
  const watch = (): NodeJS.Timeout | undefined =>
    patience > 0 ? setTimeout(giveUp, Math.min(patience, LONGEST)) : undefined;
  let watched = watch();
  try {
    for await (const chunk of source) {
      clearTimeout(watched);
      yield chunk as Buffer; // whoever reads may take their time
      watched = watch();
    }
  } finally {
    clearTimeout(watched);
  }
}
