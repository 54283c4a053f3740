import { WeChatStorageError } from '../../common/index.js';
import { LOCK_LOST } from '../storage.messages.js';
import { WeChatCredentials } from '../wechat-credentials.js';
import type { Lease } from '../wechat-coordination.js';
import type { RedisLink } from './redis.link.js';
import { NOT_REACHED } from './redis.messages.js';
import { readRecord } from './redis.record.js';
import { READ, REMOVE, WRITE } from './redis.scripts.js';

const FOR_EVER = 0;

/** Keeps credentials in Redis, as durable as that is. */
export class RedisCredentials extends WeChatCredentials {
  readonly isDurable = true;

  constructor(
    private readonly link: RedisLink,
    private readonly keyOf: (name: string) => string,
  ) {
    super();
  }

  async read(key: string): Promise<Readonly<Record<string, unknown>> | undefined> {
    const kept = readRecord(await this.#ask('read a credential', READ, key));
    return typeof kept === 'object' && kept !== null ? (kept as Record<string, unknown>) : undefined;
  }

  async write(key: string, credential: object, lease?: Lease): Promise<void> {
    const given = [lease?.fence ?? '', JSON.stringify(credential), FOR_EVER, lease?.isAlone ? 1 : 0];
    const isKept = await this.#ask('write a credential', WRITE, key, ...given);
    if (isKept === 0) throw new WeChatStorageError(LOCK_LOST);
  }

  async remove(key: string, lease?: Lease): Promise<void> {
    const isGone = await this.#ask('remove a credential', REMOVE, key, lease?.fence ?? '');
    if (isGone === 0) throw new WeChatStorageError(LOCK_LOST);
  }

  async #ask(
    operation: string,
    script: string,
    key: string,
    ...given: Array<string | number>
  ): Promise<unknown> {
    try {
      return await this.link.run(script, [this.keyOf(`credentials:${key}`)], ...given);
    } catch (error) {
      throw new WeChatStorageError(NOT_REACHED(operation, (error as Error).message));
    }
  }
}
