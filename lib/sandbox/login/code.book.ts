import type { SandboxClock } from '../world/sandbox.clock.js';

const LIFE = 300;
/** WeChat forgets; so does the sandbox, lest a benchmark fills the memory. */
const REMEMBERED = 10_000;

interface IssuedCode<Meaning> {
  readonly meaning: Meaning;
  /** Milliseconds of the sandbox's clock. */
  readonly expiresAt: number;
  isUsed: boolean;
}

/** Codes that can be used once, within five minutes unless told otherwise. */
export class CodeBook<Meaning> {
  readonly #codes = new Map<string, IssuedCode<Meaning>>();

  constructor(
    private readonly clock: SandboxClock,
    private readonly newCode: () => string,
    /** Seconds. */
    readonly life = LIFE,
  ) {}

  issue(meaning: Meaning): string {
    const code = this.newCode();
    this.#codes.set(code, { meaning, expiresAt: this.clock.now() + this.life * 1000, isUsed: false });
    if (this.#codes.size > REMEMBERED) this.#codes.delete(this.#codes.keys().next().value as string);
    return code;
  }

  /** Whether a code can still be used. */
  isUsable(code: string): boolean {
    const found = this.#codes.get(code);
    return found !== undefined && !found.isUsed && found.expiresAt > this.clock.now();
  }

  /**
   * Uses a code up.
   *
   * @param isMine whether the code is the caller's; a foreign one stays usable
   * @returns what it stands for; `unknown` when it is foreign or too old, too
   */
  use(code: string, isMine: (meaning: Meaning) => boolean): Meaning | 'unknown' | 'used' {
    const found = this.#codes.get(code);
    if (!found || found.expiresAt <= this.clock.now() || !isMine(found.meaning)) return 'unknown';
    if (found.isUsed) return 'used';
    found.isUsed = true;
    return found.meaning;
  }
}
