import { ForkedProgram } from './forked.program.js';
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

const PROGRAM = new URL('./platform.program.ts', import.meta.url);

/** A third-party platform in a process of its own; see platform.program.ts. */
export class PlatformProcess {
  readonly #program: ForkedProgram;
  #waits: () => void = () => undefined;
  url = '';

  private constructor(setup: PlatformSetup) {
    this.#program = new ForkedProgram(PROGRAM, setup, (said) => {
      if ('isWaiting' in (said as PlatformReport)) this.#waits();
    });
  }

  static async start(setup: PlatformSetup): Promise<PlatformProcess> {
    const started = new PlatformProcess(setup);
    started.url = ((await started.#program.firstWord()) as { url: string }).url;
    return started;
  }

  /** All it has printed. */
  get output(): string {
    return this.#program.output;
  }

  /** Calls WeChat as an account; rejects with what the library said. */
  call(appId: string): Promise<void> {
    return this.#program.order({ call: appId });
  }

  /** @returns once it is heard; what it resolves to resolves when the process waits there */
  async stopAt(moment: Moment): Promise<{ waits: Promise<void> }> {
    const waits = new Promise<void>((resolve) => (this.#waits = resolve));
    await this.#program.order({ moment });
    return { waits };
  }

  goOn(): void {
    this.#program.tell({ goOn: true } satisfies PlatformOrder);
  }

  /** Resolves to the signal that ended it. */
  async death(): Promise<NodeJS.Signals | null> {
    return (await this.#program.ended).signal;
  }

  end(): Promise<void> {
    return this.#program.end();
  }
}
