import { spawnSync } from 'node:child_process';

/** What the process that runs Redis is told. */
export interface RedisSetup {
  readonly port: number;
  /** Where it keeps what it knows. */
  readonly folder: string;
}

/** @throws {Error} that says how to get one, when this machine has no redis-server */
export function needRedis(): void {
  if (spawnSync('redis-server', ['--version']).status === 0) return;
  throw new Error(
    'This sample starts a redis-server of its own, and there is none on this machine (未安装 redis-server). Install one, ' +
      'and start it again: apt-get install redis-server, dnf install redis, apk add redis, or brew install redis.',
  );
}
