import { isStoredToken } from '../stored.token.js';
import type { Lease } from '../wechat-coordination.js';
import { type StoredToken, WeChatStorage } from '../wechat-storage.js';
import type { RedisLink } from './redis.link.js';
import { readRecord } from './redis.record.js';
import { READ, REMOVE, WRITE } from './redis.scripts.js';

/** Keeps tokens in Redis. One that is away is the same as an empty one. */
export class RedisStorage extends WeChatStorage {
  constructor(
    private readonly link: RedisLink,
    private readonly keyOf: (name: string) => string,
  ) {
    super();
  }

  async read(key: string): Promise<StoredToken | undefined> {
    const kept = readRecord(await this.#quietly(READ, key));
    return isStoredToken(kept) ? kept : undefined;
  }

  async write(key: string, token: StoredToken, lease?: Lease): Promise<boolean> {
    const life = Math.ceil(token.expiresAt - Date.now());
    if (life <= 0) return true;
    const given = [lease?.fence ?? '', JSON.stringify(token), life, lease?.isAlone ? 1 : 0];
    return (await this.#quietly(WRITE, key, ...given)) !== 0;
  }

  async remove(key: string, lease?: Lease): Promise<void> {
    await this.#quietly(REMOVE, key, lease?.fence ?? '');
  }

  async #quietly(script: string, key: string, ...given: Array<string | number>): Promise<unknown> {
    try {
      return await this.link.run(script, [this.keyOf(`token:${key}`)], ...given);
    } catch {
      return undefined; // the link has told the log
    }
  }
}
