import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';

const START = fileURLToPath(new URL('../../../tools/start.mjs', import.meta.url));
const PATIENCE = 60_000;

/** What a process leaves behind. */
export interface Outcome {
  /** Null when a signal ended it. */
  readonly code: number | null;
  readonly output: string;
}

/** A sample as `npm start` runs it, on free ports. */
export class SampleProcess {
  readonly #child: ChildProcess;
  readonly #closed: Promise<[code: number | null]>;
  #output = '';

  constructor(args: readonly string[], env: Readonly<Record<string, string>> = {}) {
    const { PORT: _, WECHAT_APP_ID: __, ...inherited } = process.env;
    this.#child = spawn(process.execPath, [START, ...args], {
      env: { ...inherited, PORT: '0', SANDBOX_PORT: '0', NO_COLOR: '1', ...env },
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    for (const stream of [this.#child.stdout, this.#child.stderr]) {
      stream?.setEncoding('utf8').on('data', (text: string) => (this.#output += text));
    }
    // its streams close when the processes it forked have ended too
    this.#closed = once(this.#child, 'close') as Promise<[number | null]>;
  }

  /** Runs a sample to its end. */
  static run(args: readonly string[], env?: Readonly<Record<string, string>>): Promise<Outcome> {
    return new SampleProcess(args, env).outcome();
  }

  get output(): string {
    return this.#output;
  }

  /** Resolves to the first group of the pattern, once that is printed. */
  async prints(pattern: RegExp): Promise<string> {
    const until = Date.now() + PATIENCE;
    for (;;) {
      const found = pattern.exec(this.#output);
      if (found) return found[1] ?? found[0];
      if (Date.now() > until || this.#child.exitCode !== null) {
        throw new Error(`The sample printed no ${pattern}; it printed:\n${this.#output}`);
      }
      await Promise.race([once(this.#child.stdout as NodeJS.EventEmitter, 'data'), this.#closed]);
    }
  }

  /** Resolves when it and all it started have ended. */
  async outcome(): Promise<Outcome> {
    const [code] = await this.#closed;
    return { code, output: this.#output };
  }

  end(signal: NodeJS.Signals): Promise<Outcome> {
    this.#child.kill(signal);
    return this.outcome();
  }
}
