import { SandboxTimeoutError } from '../../errors/sandbox-timeout.error.js';
import type { SandboxBotMessage } from '../../interfaces/sandbox-work-bot.interface.js';

/** What a bot has sent of its own accord: all of it, and each once to whoever waits. */
export class BotInbox {
  readonly messages: SandboxBotMessage[] = [];
  #taken = 0;
  readonly #waiting = new Set<() => void>();

  constructor(private readonly ending: AbortSignal) {}

  put(message: SandboxBotMessage): void {
    this.messages.push(message);
    for (const tell of this.#waiting) tell();
  }

  /** @throws {SandboxTimeoutError} when none comes in time */
  async take(timeout: number): Promise<SandboxBotMessage> {
    const until = Date.now() + timeout;
    while (this.#taken >= this.messages.length) {
      const left = until - Date.now();
      if (left <= 0 || this.ending.aborted)
        throw new SandboxTimeoutError(`The bot sent nothing within ${timeout} ms`);
      await this.#next(left);
    }
    this.#taken += 1;
    return this.messages[this.#taken - 1] as SandboxBotMessage;
  }

  #next(limit: number): Promise<void> {
    return new Promise((resolve) => {
      const settle = (): void => {
        clearTimeout(timer);
        this.#waiting.delete(settle);
        resolve();
      };
      const timer = setTimeout(settle, limit);
      this.#waiting.add(settle);
    });
  }
}
