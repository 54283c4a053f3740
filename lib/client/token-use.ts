import type { TokenSource } from '../token/index.js';

const used = new WeakSet<TokenSource>();

/** Notes that a token is used: by a call, or by whoever hands it on. */
export function noteUse(source: TokenSource): void {
  used.add(source);
}

/** Whether a token was used since this was last asked. */
export const takeUse = (source: TokenSource): boolean => used.delete(source);
