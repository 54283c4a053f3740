import { SandboxTimeoutError } from '../errors/sandbox-timeout.error.js';
import { SandboxUseError } from '../errors/sandbox-use.error.js';
import type { SandboxReceived } from '../interfaces/sandbox-received.interface.js';

/** Hands out each message once, in order, to whoever waits. */
export class Mailbox {
  readonly #messages: SandboxReceived[] = [];
  readonly #waiting: ((message: SandboxReceived) => void)[] = [];

  constructor(private readonly ending: AbortSignal) {}

  put(message: SandboxReceived): void {
    const waiter = this.#waiting.shift();
    if (waiter) waiter(message);
    else this.#messages.push(message);
  }

  take(timeout: number): Promise<SandboxReceived> {
    const message = this.#messages.shift();
    if (message) return Promise.resolve(message);
    return new Promise((resolve, reject) => {
      const settle = (): void => {
        clearTimeout(timer);
        this.ending.removeEventListener('abort', onEnd);
        const index = this.#waiting.indexOf(onMessage);
        if (index >= 0) this.#waiting.splice(index, 1);
      };
      const onMessage = (arrived: SandboxReceived): void => {
        settle();
        resolve(arrived);
      };
      const onEnd = (): void => {
        settle();
        reject(new SandboxUseError('The sandbox was closed while a message was awaited'));
      };
      const timer = setTimeout(() => {
        settle();
        reject(new SandboxTimeoutError(`No message came within ${timeout} ms`));
      }, timeout);
      this.ending.addEventListener('abort', onEnd);
      this.#waiting.push(onMessage);
    });
  }
}
