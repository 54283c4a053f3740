import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import { freePort, RedisProcess } from './redis.process.js';

export { hasRedis } from './redis.process.js';

const execute = promisify(execFile);

/** A Redis of its own for a spec, in memory. */
export class RedisServer extends RedisProcess {
  private constructor(
    readonly port: number,
    readonly password: string,
    settings: Readonly<Record<string, string>>,
  ) {
    const own = ['--port', `${port}`, '--bind', '127.0.0.1', '--save', '', '--requirepass', password];
    const further = Object.entries(settings).flatMap(([name, value]) => [`--${name}`, value]);
    super([...own, ...further], 'Ready to accept connections');
  }

  /**
   * Starts one on a free port. Started again after {@link end} it is empty.
   *
   * @param settings further lines of its configuration
   */
  static async start(
    password = 'redis-password',
    settings: Readonly<Record<string, string>> = {},
  ): Promise<RedisServer> {
    const server = new RedisServer(await freePort(), password, settings);
    await server.start();
    return server;
  }

  get url(): string {
    return `redis://:${this.password}@127.0.0.1:${this.port}`;
  }

  /** Asks it something as an operator would, with redis-cli. */
  async ask(...command: readonly string[]): Promise<string> {
    const { stdout } = await execute('redis-cli', ['-p', `${this.port}`, ...command], {
      env: { ...process.env, REDISCLI_AUTH: this.password },
    });
    return stdout.trim();
  }

  /** One figure of its INFO. */
  async info(name: string): Promise<string> {
    const line = (await this.ask('INFO')).split(/\r?\n/).find((text) => text.startsWith(`${name}:`));
    if (line === undefined) throw new Error(`INFO of Redis tells no ${name}`);
    return line.slice(name.length + 1);
  }
}
