import { execFile } from 'node:child_process';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { promisify } from 'node:util';
import type { RedisAddress } from './redis.address.js';
import { freePort } from './redis.process.js';
import { RedisServer } from './redis.server.js';

const execute = promisify(execFile);
const PASSWORD = 'cluster-password';
/** Milliseconds after which a node that is silent counts as gone. */
const NODE_TIMEOUT = 1_000;

/** A Redis Cluster on loopback: three masters, and a replica of each. */
export class RedisCluster {
  private constructor(
    private readonly folder: string,
    private readonly servers: readonly RedisServer[],
  ) {}

  static async start(): Promise<RedisCluster> {
    const folder = await mkdtemp(join(tmpdir(), 'redis-cluster-'));
    const servers: RedisServer[] = [];
    const cluster = new RedisCluster(folder, servers);
    for (let index = 0; index < 6; index += 1) servers.push(await startNode(folder, index));
    const addresses = servers.map(({ port }) => `127.0.0.1:${port}`);
    const create = ['--cluster', 'create', ...addresses, '--cluster-replicas', '1', '--cluster-yes'];
    await execute('redis-cli', create, { env: { ...process.env, REDISCLI_AUTH: PASSWORD } });
    await cluster.#isWhole();
    // a replica that has never been one in full is not elected
    for (const server of servers)
      while ((await server.ask('ROLE')).match(/^slave/) && (await server.info('master_link_status')) !== 'up')
        await sleep(50);
    return cluster;
  }

  get address(): RedisAddress {
    return { kind: 'cluster', ports: this.servers.map(({ port }) => port), password: PASSWORD };
  }

  /** Kills the master of a key, and waits until its replica is one. */
  async failOver(key: string): Promise<void> {
    const master = await this.#masterOf(key);
    if (!master) throw new Error(`no master has ${key}`);
    await master.end();
    while (!(await this.#masterOf(key))) await sleep(50);
    await this.#isWhole();
  }

  async end(): Promise<void> {
    await Promise.all(this.servers.map((server) => server.end()));
    await rm(this.folder, { recursive: true, force: true });
  }

  /** Whoever serves a key by its own word. */
  async #masterOf(key: string): Promise<RedisServer | undefined> {
    for (const server of this.servers) {
      const answer = await server.ask('EXISTS', key).catch(() => 'dead');
      if (/^[01]$/.test(answer) && (await server.info('role').catch(() => '')) === 'master') return server;
    }
    return undefined;
  }

  /** Waits until every slot is served, as seen by all who live. */
  async #isWhole(): Promise<void> {
    for (;;) {
      const states = await Promise.all(
        this.servers.map((server) => server.ask('CLUSTER', 'INFO').catch(() => 'cluster_state:ok')),
      );
      if (states.every((state) => state.includes('cluster_state:ok'))) return;
      await sleep(50);
    }
  }
}

async function startNode(folder: string, index: number): Promise<RedisServer> {
  return RedisServer.start(PASSWORD, {
    'cluster-enabled': 'yes',
    'cluster-port': `${await freePort()}`,
    'cluster-config-file': join(folder, `nodes-${index}.conf`),
    'cluster-node-timeout': `${NODE_TIMEOUT}`,
    masterauth: PASSWORD,
    dir: folder,
    dbfilename: `node-${index}.rdb`,
    'repl-diskless-sync-delay': '0',
  });
}
