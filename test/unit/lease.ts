import type { Lease } from '../../lib/storage/index.js';

/** Of a lock nobody takes away. */
export const LOCAL_LEASE: Lease = { fence: 0, signal: new AbortController().signal };
