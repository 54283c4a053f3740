import KeyvRedis from '@keyv/redis';
import { redisEngine } from 'nestjs-wechat-sdk/redis';
import type { WeChatEngine } from '../../../../lib/storage/index.js';
import { RedisServer } from '../../../src/redis.server.js';

/** Several processes of one Redis, as far as the engine can tell. */
export class Engines {
  readonly #made: WeChatEngine[] = [];

  private constructor(readonly server: RedisServer) {}

  static async start(): Promise<Engines> {
    return new Engines(await RedisServer.start());
  }

  make(namespace?: string): WeChatEngine {
    const engine = redisEngine({ store: new KeyvRedis(this.server.url), namespace }).create(() => undefined);
    this.#made.push(engine);
    return engine;
  }

  /** What is kept under a key, as redis-cli shows it. */
  kept(key: string): Promise<string> {
    return this.server.ask('GET', key);
  }

  async reset(): Promise<void> {
    await Promise.all(this.#made.splice(0).map((engine) => engine.close?.()));
    await this.server.ask('FLUSHALL');
  }

  async end(): Promise<void> {
    await Promise.all(this.#made.splice(0).map((engine) => engine.close?.()));
    await this.server.end();
  }
}
