import { type ChildProcess, fork } from 'node:child_process';
import { once } from 'node:events';
import type { Environment } from './environment.interface.js';
import type { EnvironmentReady, EnvironmentSetup } from './environment.setup.js';

const PATIENCE = 5000;

/** An environment in a process of its own, which ends with this one. */
export class EnvironmentProcess {
  readonly #child: ChildProcess;
  readonly #exited: Promise<unknown>;
  #isReady = false;
  #isClosing = false;

  constructor(readonly name: string) {
    this.#child = fork(new URL('./environment.main.ts', import.meta.url), [name]);
    this.#exited = once(this.#child, 'exit');
    this.#child.once('exit', () => {
      if (this.#isReady && !this.#isClosing) console.error(`\nThe environment "${name}" has ended.`);
    });
  }

  /** Resolves when it listens. */
  async start(setup: EnvironmentSetup): Promise<Environment> {
    this.#child.send(setup);
    const ready = once(this.#child, 'message') as Promise<[EnvironmentReady]>;
    const [message] = await Promise.race([ready, this.#exited.then(() => Promise.reject(this.#failure()))]);
    this.#isReady = true;
    return { name: this.name, url: `http://127.0.0.1:${message.port}` };
  }

  /** Closes the channel, which the other side takes for its end; whoever does not hear is killed. */
  async close(): Promise<void> {
    this.#isClosing = true;
    if (this.#child.connected) this.#child.disconnect();
    const timer = setTimeout(() => this.#child.kill('SIGKILL'), PATIENCE);
    await this.#exited;
    clearTimeout(timer);
  }

  #failure(): Error {
    return new Error(`The environment "${this.name}" ended before it listened; what it says is above.`);
  }
}
