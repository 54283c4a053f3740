/** A redis-server of the bench's own, in memory; undefined where there is none. */
import { execFileSync, spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { createServer } from 'node:net';

async function freePort() {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address();
  server.close();
  return String(port);
}

export async function startRedis() {
  if (spawnSync('redis-server', ['--version']).status !== 0) return undefined;
  const port = await freePort();
  const child = spawn('redis-server', ['--port', port, '--bind', '127.0.0.1', '--save', '']);
  for await (const text of child.stdout.setEncoding('utf8').iterator({ destroyOnReturn: false }))
    if (text.includes('Ready to accept connections')) break;
  child.stdout.resume();
  const ask = (...command) => execFileSync('redis-cli', ['-p', port, ...command], { encoding: 'utf8' });
  const info = (name) => Number(new RegExp(`^${name}:([\\d.]+)`, 'm').exec(ask('INFO', 'everything'))[1]);
  return {
    url: `redis://127.0.0.1:${port}`,
    /** Microseconds of CPU it has used. */
    cpu: () => (info('used_cpu_user') + info('used_cpu_sys')) * 1e6,
    memory: () => info('used_memory'),
    keys: () => Number(ask('DBSIZE')),
    commands: () => info('total_commands_processed'),
    async stop() {
      const exited = once(child, 'exit');
      child.kill();
      await exited;
    },
  };
}
