import { type ChildProcess, spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { createServer, type AddressInfo } from 'node:net';

/** Whether this machine has a redis-server. */
export const hasRedis = spawnSync('redis-server', ['--version']).status === 0;

export async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  server.close();
  return port;
}

/** A redis-server, in whatever role, with nothing on the disk. */
export class RedisProcess {
  #child: ChildProcess | undefined;
  #guard: ChildProcess | undefined;

  /**
   * @param args of redis-server
   * @param ready what it prints once it can be used
   */
  constructor(
    private readonly args: readonly string[],
    private readonly ready: string,
  ) {}

  /** @throws {Error} with what it printed when it ends instead */
  async start(): Promise<void> {
    const child = spawn('redis-server', this.args, { stdio: ['ignore', 'pipe', 'ignore'] });
    this.#child = child;
    this.#guard = guard(child);
    let output = '';
    for await (const text of child.stdout.setEncoding('utf8').iterator({ destroyOnReturn: false })) {
      output += String(text);
      if (output.includes(this.ready)) break;
    }
    if (!output.includes(this.ready)) throw new Error(`redis-server did not start:\n${output}`);
    child.stdout.resume();
  }

  /** Lets it stand still: connections stay, nothing is answered. */
  suspend(): void {
    this.#child?.kill('SIGSTOP');
  }

  resume(): void {
    this.#child?.kill('SIGCONT');
  }

  async end(): Promise<void> {
    const child = this.#child;
    if (!child || child.exitCode !== null || child.signalCode !== null) return;
    const exited = once(child, 'exit');
    this.#guard?.kill();
    child.kill('SIGKILL');
    await exited;
  }
}

/** Kills it when this process is no longer there to do so: a pipe ends with whoever holds its other end. */
function guard({ pid }: ChildProcess): ChildProcess {
  const script = 'cat >/dev/null; kill -9 "$1" 2>/dev/null';
  const started = spawn('sh', ['-c', script, 'guard', `${pid}`], { stdio: ['pipe', 'ignore', 'ignore'] });
  started.unref();
  return started;
}
