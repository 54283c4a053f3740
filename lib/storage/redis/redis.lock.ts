import { setTimeout as sleep } from 'node:timers/promises';
import { WeChatStorageError } from '../../common/index.js';
import { randomText } from '../../crypto/index.js';
import type { Lease, LockOptions } from '../wechat-coordination.js';
import { LEASE, RedisHold } from './redis.hold.js';
import { RedisAway, type RedisLink } from './redis.link.js';
import { CLOSED } from './redis.messages.js';
import { HOLD_LOCK, LET_GO, LOCK, READ } from './redis.scripts.js';

const FIRST_LOOK = 10;
const LONGEST_PAUSE = 1_000;

/** What locks are had with. */
export interface LockRooms {
  readonly link: RedisLink;
  keyOf(name: string): string;
  /** Aborts at shutdown: whoever waits then, waits no longer. */
  readonly closing: AbortSignal;
}

/** A lock all processes of one Redis agree about: it is had for some seconds, kept while its holder works, and let go. */
export async function withRedisLock<T>(
  { link, keyOf, closing }: LockRooms,
  name: string,
  task: (lease: Lease) => Promise<T>,
  { isStrict = false }: LockOptions,
): Promise<T> {
  const key = keyOf(`lock:${name}`);
  const keys = [key, keyOf(`fence:${name}`)];
  const holder = randomText(12);
  const fence = await take({ link, closing, isStrict }, keys, holder);
  const losing = new AbortController();
  if (fence === undefined) return task({ fence: microseconds(), isAlone: true, signal: losing.signal });
  const hold = new RedisHold(link, HOLD_LOCK, keys, [holder, String(fence)], () => losing.abort());
  try {
    return await task({ fence, signal: losing.signal });
  } finally {
    await hold.end();
    // one that is not let go of, since Redis is away, runs out by itself
    await link.run(LET_GO, [key], holder, '').catch(() => undefined);
  }
}

/** @returns the fence; undefined where Redis is away and this process goes on alone */
async function take(
  { link, closing, isStrict }: Pick<LockRooms, 'link' | 'closing'> & { isStrict: boolean },
  keys: string[],
  holder: string,
): Promise<number | undefined> {
  for (let pause = FIRST_LOOK; ; pause = Math.min(pause * 1.5, LONGEST_PAUSE)) {
    if (closing.aborted) throw new WeChatStorageError(CLOSED);
    let wait = pause;
    try {
      // a Redis that came back empty knows nothing of a holder that is still at work, and takes hold again
      if (isStrict && link.awayFor !== undefined) await link.run(READ, [keys[0] as string]);
      const mayTake = !isStrict || link.backFor > LEASE;
      const answer = mayTake ? Number(await link.run(LOCK, keys, holder, LEASE)) : -LEASE;
      if (answer > 0) return answer;
      // its holder may be dead: nobody looks later than it takes to be sure
      wait = Math.min(pause, 1 - answer);
    } catch (error) {
      if (!(error instanceof RedisAway)) throw error;
      if (!isStrict) return undefined;
    }
    // some earlier than others, so that not all ask at once
    await sleep(wait * (0.5 + Math.random() / 2), undefined, { signal: closing, ref: false }).catch(
      () => undefined,
    );
  }
}

/** As fences are made of the clock of Redis, which is about this one. */
const microseconds = (): number => Date.now() * 1000;
