import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import type { RedisAddress } from './redis.address.js';
import { freePort, RedisProcess } from './redis.process.js';
import { RedisServer } from './redis.server.js';

const PASSWORD = 'sentinel-password';
const NAME = 'main';

/** A master, its replica, and the sentinel that puts the one in place of the other. */
export class RedisSentinel {
  private constructor(
    private readonly folder: string,
    private readonly master: RedisServer,
    private readonly replica: RedisServer,
    private readonly port: number,
    private readonly sentinel: RedisProcess,
  ) {}

  static async start(): Promise<RedisSentinel> {
    const folder = await mkdtemp(join(tmpdir(), 'redis-sentinel-'));
    const both = { masterauth: PASSWORD, dir: folder, 'repl-diskless-sync-delay': '0' };
    const master = await RedisServer.start(PASSWORD, { ...both, dbfilename: 'one.rdb' });
    const replicaof = `127.0.0.1 ${master.port}`;
    const replica = await RedisServer.start(PASSWORD, { ...both, dbfilename: 'two.rdb', replicaof });
    while ((await replica.info('master_link_status')) !== 'up') await sleep(50);
    const port = await freePort();
    const file = join(folder, 'sentinel.conf');
    await writeFile(file, configuration(port, master.port));
    const process = new RedisProcess([file, '--sentinel'], '+slave slave');
    const sentinel = new RedisSentinel(folder, master, replica, port, process);
    await process.start();
    return sentinel;
  }

  get address(): RedisAddress {
    return { kind: 'sentinel', name: NAME, port: this.port, password: PASSWORD };
  }

  /** Kills the master, and waits until the replica is one. */
  async failOver(): Promise<void> {
    await this.master.end();
    // it hangs up when its role changes
    while ((await this.replica.info('role').catch(() => '')) !== 'master') await sleep(50);
  }

  async end(): Promise<void> {
    await Promise.all([this.sentinel.end(), this.master.end(), this.replica.end()]);
    await rm(this.folder, { recursive: true, force: true });
  }
}

const configuration = (port: number, masterPort: number): string =>
  [
    `port ${port}`,
    'bind 127.0.0.1',
    `sentinel monitor ${NAME} 127.0.0.1 ${masterPort} 1`,
    `sentinel auth-pass ${NAME} ${PASSWORD}`,
    `sentinel down-after-milliseconds ${NAME} 1000`,
    `sentinel failover-timeout ${NAME} 5000`,
    '',
  ].join('\n');
