import { setTimeout as sleep } from 'node:timers/promises';
import { fingerprint } from '../crypto/index.js';
import type { WeChatCoordination, WeChatStorage } from '../storage/index.js';

/** Milliseconds in which the same code may come again: with the push, and with the owner's browser. */
const CODE_LIFE = 3_600_000;
/** Milliseconds until one who came second looks again. */
const PATIENCE = 1_000;

/** What the desk works with. */
export interface CodeDeskRooms {
  /** Who takes them: the appid of a platform, the id of a suite. A code of another's is worth nothing here. */
  readonly owner: string;
  readonly storage: WeChatStorage;
  readonly coordination: WeChatCoordination;
  /** Whether WeChat refused a code because it is wrong, used, or too old. */
  isRefusal(error: unknown): boolean;
  /** Whether what a code brought is still of use: an account may have left since. */
  isOfUse(outcome: string): Promise<boolean>;
}

/**
 * Codes of an authorization. WeChat tells one twice, by push and through the owner's browser, and takes it once: whoever comes
 * second gets what the first one had.
 */
export class CodeDesk {
  constructor(private readonly rooms: CodeDeskRooms) {}

  /**
   * @param exchange takes the code to WeChat
   * @returns what it brought: no secret, since the cache keeps it
   */
  accept(code: string, exchange: () => Promise<string>): Promise<string> {
    const { owner, storage, coordination, isRefusal } = this.rooms;
    const key = `${owner}:authorization-code:${fingerprint(code)}`;
    return coordination.withLock(key, async (lease) => {
      const known = await this.#acceptedBefore(key);
      if (known !== undefined) return known;
      try {
        const value = await exchange();
        const fetchedAt = Date.now();
        await storage.write(key, { value, fetchedAt, expiresAt: fetchedAt + CODE_LIFE }, lease);
        return value;
      } catch (error) {
        if (!isRefusal(error)) throw error;
        // another machine may be ahead, and about to say what it had
        await sleep(PATIENCE);
        const found = await this.#acceptedBefore(key);
        if (found === undefined) throw error;
        return found;
      }
    });
  }

  async #acceptedBefore(key: string): Promise<string | undefined> {
    const known = await this.rooms.storage.read(key);
    return known && (await this.rooms.isOfUse(known.value)) ? known.value : undefined;
  }
}
