import type { SandboxClock } from '../../world/sandbox.clock.js';
import { newResponseCode } from '../work.identifiers.js';
import type { SentMessage } from './sent.message.js';

const LIFE = 72 * 3_600_000;

/** The codes a card can be updated with, each once and within 72 hours. response_code */
export class ResponseCodeBook {
  readonly #codes = new Map<string, { readonly message: SentMessage; readonly expiresAt: number }>();

  constructor(private readonly clock: SandboxClock) {}

  issue(message: SentMessage): string {
    const code = newResponseCode();
    this.#codes.set(code, { message, expiresAt: this.clock.now() + LIFE });
    return code;
  }

  /** The card a code is for, which stays usable. */
  find(code: string): SentMessage | undefined {
    const found = this.#codes.get(code);
    return found && found.expiresAt > this.clock.now() ? found.message : undefined;
  }

  useUp(code: string): void {
    this.#codes.delete(code);
  }
}
