import { type ChildProcess, fork } from 'node:child_process';
import { once } from 'node:events';
import { setTimeout as sleep } from 'node:timers/promises';
import { line } from '../../../shared/terminal.js';

/** Milliseconds until one that has died is started again. */
const PAUSE = 2000;
/** Milliseconds one has to end by itself. */
const PATIENCE = 10_000;

/** What a process says once it is ready. */
export interface MemberReady {
  /** Whom to kill: itself, or what it runs. */
  readonly pid: number;
}

/**
 * A process that is started again whenever it dies, as by systemd or Kubernetes. It has no terminal, so that Ctrl+C does not
 * reach it; it ends when this process does, however that one ends.
 */
export class Member {
  readonly #closing = new AbortController();
  #child: ChildProcess | undefined;
  #pid = 0;
  /** Resolves once it runs. */
  #start: Promise<void> | undefined;

  /**
   * @param program is sent the setup, and sends back {@link MemberReady}
   */
  constructor(
    readonly name: string,
    private readonly program: URL,
    private readonly setup: object,
  ) {}

  /** The process to kill. */
  get pid(): number {
    return this.#pid;
  }

  async start(): Promise<this> {
    this.#start = this.#run();
    await this.#start;
    return this;
  }

  /** Kills it in the middle of whatever it does; resolves when it is dead. */
  async kill(): Promise<void> {
    const died = once(this.#child as ChildProcess, 'exit');
    process.kill(this.#pid, 'SIGKILL');
    await died;
  }

  /** Resolves when it runs again. */
  async isBack(): Promise<void> {
    await this.#start;
  }

  async close(): Promise<void> {
    this.#closing.abort();
    await this.#start?.catch(() => undefined);
    const child = this.#child;
    if (!child?.connected) return;
    const died = once(child, 'exit');
    child.disconnect();
    const timer = setTimeout(() => child.kill('SIGKILL'), PATIENCE);
    await died;
    clearTimeout(timer);
  }

  async #run(): Promise<void> {
    const child = fork(this.program, { detached: true });
    this.#child = child;
    const died = once(child, 'exit').then(() => undefined);
    child.send(this.setup, () => undefined); // whether it was heard shows in what it says
    const said = await Promise.race([once(child, 'message') as Promise<[MemberReady]>, died]);
    if (!said) throw new Error(`"${this.name}" ended before it was ready; what it says is above.`);
    this.#pid = said[0].pid;
    child.once('exit', () => this.#hasDied(child));
  }

  #hasDied({ pid = 0 }: ChildProcess): void {
    killGroup(pid);
    if (this.#closing.signal.aborted) return;
    line(this.name, 'is dead');
    this.#start = this.#startAgain();
  }

  async #startAgain(): Promise<void> {
    const { signal } = this.#closing;
    while (!signal.aborted) {
      await sleep(PAUSE, undefined, { signal }).catch(() => undefined);
      if (signal.aborted) return;
      try {
        await this.#run();
        line(this.name, `is started again, as process ${this.#pid}`);
        return;
      } catch (error) {
        line(this.name, (error as Error).message);
      }
    }
  }
}

/** What it has started goes with it. */
function killGroup(pid: number): void {
  try {
    process.kill(-pid, 'SIGKILL');
  } catch {
    // there is nothing left
  }
}
