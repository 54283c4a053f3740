import { setTimeout as sleep } from 'node:timers/promises';
import type { Queue } from 'bullmq';
import { beforeDeadline, TOO_LATE } from '../callback/index.js';
import { WeChatConfigError, WeChatStorageError } from '../common/index.js';
import { NO_REDIS, NOT_KEPT } from './inbox.messages.js';
import { SCRIPTS, type ScriptName } from './lane.scripts.js';
import { clientOf, isConnected, type RedisClient } from './redis.client.js';

/** Milliseconds between two looks at a connection. */
const PAUSE = 50;

/** Runs scripts on the queue's own connection, so that they come before and after what the queue does as they were called. */
export class QueueScripts {
  readonly #client: Promise<RedisClient>;
  readonly #queue: string;
  #connected: Promise<void> | undefined;

  /** @throws {WeChatConfigError} for a queue that is not in a Redis */
  constructor(queue: Queue) {
    this.#queue = queue.name;
    const client = clientOf(queue);
    if (!client) throw new WeChatConfigError(NO_REDIS(queue.name));
    this.#client = client.then((one) => {
      for (const [name, { keys, lua }] of Object.entries(SCRIPTS))
        one.defineCommand(name, { numberOfKeys: keys, lua });
      return one;
    });
    this.#client.catch(() => undefined); // whoever runs a script hears of it
  }

  /**
   * Waits for a connection: what is sent without one would pile up in memory.
   *
   * @param limit milliseconds
   * @throws {WeChatStorageError} when there is none by then
   */
  connected(limit: number): Promise<void> {
    this.#connected ??= this.#whenConnected(limit).finally(() => (this.#connected = undefined));
    return this.#connected;
  }

  async run(name: ScriptName, keys: readonly string[], args: readonly string[]): Promise<unknown> {
    const client = await this.#client;
    const all = [...keys, ...args];
    if (client.runCommand) return client.runCommand(name, all);
    const command = Reflect.get(client, name) as (...args: readonly string[]) => Promise<unknown>;
    return command.apply(client, all);
  }

  async #whenConnected(limit: number): Promise<void> {
    const end = Date.now() + limit;
    const client = await beforeDeadline(this.#client, limit);
    const isThere = (): boolean => client !== TOO_LATE && isConnected(client);
    while (!isThere() && Date.now() < end) await sleep(PAUSE);
    if (isThere()) return;
    throw new WeChatStorageError(NOT_KEPT(this.#queue));
  }
}
