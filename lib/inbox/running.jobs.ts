import { beforeDeadline } from '../callback/index.js';

/** Milliseconds the queue has to be told how the last jobs have ended. */
const TOLD_WITHIN = 3_000;

/** What a worker is at: handlers that run, and jobs whose end the queue does not know yet. */
export class RunningJobs {
  readonly #handlers = new Set<Promise<unknown>>();
  readonly #untold = new Map<string, () => void>();
  readonly #ends = new Set<Promise<void>>();

  /** Runs the handler of a job. {@link told} has to follow. */
  async run<T>(id: string, handler: () => Promise<T>): Promise<T> {
    this.#follow(new Promise<void>((resolve) => this.#untold.set(id, resolve)));
    const running = handler();
    this.#handlers.add(running);
    try {
      return await running;
    } finally {
      this.#handlers.delete(running);
    }
  }

  /** The queue knows how a job has ended; what is left to be done for it is waited for, too. */
  told(id: string, rest?: Promise<void>): void {
    if (rest) this.#follow(rest);
    this.#untold.get(id)?.();
    this.#untold.delete(id);
  }

  /** Resolves once no handler runs. */
  async handled(): Promise<void> {
    while (this.#handlers.size > 0) await Promise.allSettled(this.#handlers);
  }

  /** Resolves once the queue knows all, or will not hear of it. */
  async settled(): Promise<void> {
    const all = async (): Promise<void> => {
      while (this.#ends.size > 0) await Promise.allSettled(this.#ends);
    };
    await beforeDeadline(all(), TOLD_WITHIN);
  }

  #follow(end: Promise<void>): void {
    this.#ends.add(end);
    void end.finally(() => this.#ends.delete(end));
  }
}
