import { type ChildProcess, fork } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';
import { compiled } from './compiled.tree.js';

/** How a program answers an order: by its number. */
export interface OrderAnswer {
  readonly id: number;
  /** Why it could not be done. */
  readonly error?: string;
  readonly result?: unknown;
}

/** How a process ended. */
export interface ProcessEnd {
  readonly code: number | null;
  readonly signal: NodeJS.Signals | null;
}

/** Those that have not ended: a spec that fails must leave none behind. */
const alive = new Set<ForkedProgram>();

interface Waiting {
  readonly resolve: (result: unknown) => void;
  readonly reject: (error: Error) => void;
}

/** A TypeScript program of the tests in a process of its own, which takes orders and tells what happens. */
export class ForkedProgram {
  readonly ended: Promise<ProcessEnd>;
  readonly #child: ChildProcess;
  readonly #waiting = new Map<number, Waiting>();
  #last = 0;
  #output = '';

  /**
   * @param file beside the caller: `new URL('./some.program.ts', import.meta.url)`
   * @param setup what the program finds as JSON in its first argument
   * @param hear is told whatever is no answer to an order
   */
  constructor(file: URL, setup: object, hear: (said: unknown) => void = () => undefined) {
    this.#child = fork(compiled(fileURLToPath(file)), [JSON.stringify(setup)], {
      execArgv: [],
      stdio: ['ignore', 'pipe', 'pipe', 'ipc'],
    });
    alive.add(this);
    for (const stream of [this.#child.stdout, this.#child.stderr]) {
      stream?.setEncoding('utf8').on('data', (text: string) => (this.#output += text));
    }
    this.ended = once(this.#child, 'exit').then(([code, signal]) => {
      alive.delete(this);
      for (const { reject } of this.#waiting.values()) reject(new Error('the process is dead'));
      this.#waiting.clear();
      return { code, signal } as ProcessEnd;
    });
    this.#child.on('message', (said) => {
      if (!this.#settle(said as OrderAnswer)) hear(said);
    });
    // whoever gave an order hears of it by the end of the process
    this.#child.on('error', () => undefined);
  }

  /** Kills those that have not ended, stopped ones among them. */
  static async killAll(): Promise<void> {
    await Promise.all([...alive].map((program) => program.kill()));
  }

  /** Waits for the first thing it says. @throws {Error} with what it printed when it ends before that */
  async firstWord(): Promise<unknown> {
    const word = once(this.#child, 'message') as Promise<unknown[]>;
    const first = await Promise.race([word, this.ended.then(() => undefined)]);
    if (!first) throw new Error(`The program did not start:\n${this.#output}`);
    return first[0];
  }

  /** All it has printed. */
  get output(): string {
    return this.#output;
  }

  get isAlive(): boolean {
    return alive.has(this);
  }

  /** Tells it something it does not answer. */
  tell(order: object): void {
    this.#child.send(order);
  }

  /** Has something done. @throws {Error} with the program's reason, or because it has died */
  order<Result = void>(order: object): Promise<Result> {
    this.#last += 1;
    const id = this.#last;
    const answered = new Promise<unknown>((resolve, reject) => this.#waiting.set(id, { resolve, reject }));
    if (this.isAlive && this.#child.connected) this.#child.send({ id, ...order });
    else this.#settle({ id, error: 'the process is dead' });
    return answered as Promise<Result>;
  }

  signal(name: NodeJS.Signals): void {
    this.#child.kill(name);
  }

  async kill(): Promise<void> {
    if (this.isAlive) this.signal('SIGKILL');
    await this.ended;
  }

  /** Lets it end by itself: what listens to its parent ends when the parent hangs up. */
  async end(): Promise<void> {
    if (this.#child.connected) this.#child.disconnect();
    await this.ended;
  }

  #settle({ id, error, result }: OrderAnswer): boolean {
    const waiting = this.#waiting.get(id);
    if (!waiting) return false;
    this.#waiting.delete(id);
    if (error === undefined) waiting.resolve(result);
    else waiting.reject(new Error(error));
    return true;
  }
}
