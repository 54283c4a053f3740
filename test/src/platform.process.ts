import { type ChildProcess, fork } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';
import type { AdapterName } from './start-app.js';
import type { StoreAddress, StoreRoom } from './platform.stores.js';

/** A step of a store, in the midst of the library's work. */
export interface Moment {
  readonly room: StoreRoom;
  readonly operation: 'get' | 'set' | 'delete';
  /** The end of the key. */
  readonly key: string;
  readonly when: 'before' | 'after';
  readonly action: 'die' | 'wait';
}

export interface PlatformSetup {
  readonly credentials: { appId: string; appSecret: string; token: string; encodingAESKey: string };
  /** Where WeChat is. */
  readonly api: string;
  readonly adapter: AdapterName;
  readonly store: StoreAddress;
}

/** What the process is told. */
export type PlatformOrder =
  | { readonly id: number; readonly moment: Moment }
  | { readonly id: number; readonly call: string }
  | { readonly goOn: true };

/** What the process tells. */
export type PlatformReport =
  { readonly url: string } | { readonly isWaiting: true } | { readonly id: number; readonly error?: string };

const here = (file: string): string => fileURLToPath(new URL(file, import.meta.url));

/** A third-party platform in a process of its own; see platform.program.ts. */
export class PlatformProcess {
  readonly #child: ChildProcess;
  readonly #exited: Promise<[code: number | null, signal: NodeJS.Signals | null]>;
  readonly #orders = new Map<number, (error: string | undefined) => void>();
  #waits: () => void = () => undefined;
  #last = 0;
  #output = '';
  url = '';

  private constructor(setup: PlatformSetup) {
    this.#child = fork(here('./platform.program.ts'), [JSON.stringify(setup)], {
      execArgv: ['--import', here('./typescript.loader.mjs')],
      stdio: ['ignore', 'pipe', 'pipe', 'ipc'],
    });
    for (const stream of [this.#child.stdout, this.#child.stderr]) {
      stream?.setEncoding('utf8').on('data', (text: string) => (this.#output += text));
    }
    this.#exited = once(this.#child, 'exit') as Promise<[number | null, NodeJS.Signals | null]>;
    this.#child.on('message', (said: PlatformReport) => {
      if ('id' in said) this.#orders.get(said.id)?.(said.error);
      else if ('isWaiting' in said) this.#waits();
    });
  }

  static async start(setup: PlatformSetup): Promise<PlatformProcess> {
    const started = new PlatformProcess(setup);
    const ready = once(started.#child, 'message') as Promise<[{ url: string }]>;
    const first = await Promise.race([ready, started.#exited.then(() => undefined)]);
    if (!first) throw new Error(`The platform did not start:\n${started.#output}`);
    started.url = first[0].url;
    return started;
  }

  /** All it has printed. */
  get output(): string {
    return this.#output;
  }

  /** Calls WeChat as an account; rejects with what the library said. */
  call(appId: string): Promise<void> {
    return this.#order({ call: appId });
  }

  /** @returns once it is heard; what it resolves to resolves when the process waits there */
  async stopAt(moment: Moment): Promise<{ waits: Promise<void> }> {
    const waits = new Promise<void>((resolve) => (this.#waits = resolve));
    await this.#order({ moment });
    return { waits };
  }

  goOn(): void {
    this.#child.send({ goOn: true } satisfies PlatformOrder);
  }

  /** Resolves to the signal that ended it. */
  async death(): Promise<NodeJS.Signals | null> {
    return (await this.#exited)[1];
  }

  async end(): Promise<void> {
    if (this.#child.connected) this.#child.disconnect();
    await this.#exited;
  }

  #order(order: { moment: Moment } | { call: string }): Promise<void> {
    this.#last += 1;
    const id = this.#last;
    const answered = new Promise<void>((resolve, reject) => {
      this.#orders.set(id, (error) => (error === undefined ? resolve() : reject(new Error(error))));
    });
    this.#child.send({ id, ...order });
    const died = this.#exited.then(() => {
      throw new Error('the process is dead');
    });
    died.catch(() => undefined);
    return Promise.race([answered, died]);
  }
}
