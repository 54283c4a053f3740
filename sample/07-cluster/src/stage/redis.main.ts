import { spawn } from 'node:child_process';
import { once } from 'node:events';
import type { RedisSetup } from './redis.setup.js';

/**
 * A redis-server that ends with whoever started this: it would not notice by itself. With `appendonly` and `always` it answers
 * once what it was told is on the disk, so that it forgets nothing when it is killed.
 */
const [{ port, folder }] = (await once(process, 'message')) as [RedisSetup];
const settings = {
  port: String(port),
  bind: '127.0.0.1',
  dir: folder,
  save: '',
  appendonly: 'yes',
  appendfsync: 'always',
};
const server = spawn(
  'redis-server',
  Object.entries(settings).flatMap(([name, value]) => [`--${name}`, value]),
  { stdio: ['ignore', 'pipe', 'inherit'] },
);
process.once('disconnect', () => server.kill('SIGKILL'));

let output = '';
let isReady = false;
server.stdout.setEncoding('utf8').on('data', (text: string) => {
  if (isReady) return;
  output += text;
  isReady = output.includes('Ready to accept connections');
  if (isReady && process.connected) process.send?.({ pid: server.pid });
});
server.once('close', () => {
  if (!isReady) console.error(output);
  process.exit();
});
