import type { SandboxClock } from '../world/sandbox.clock.js';

const DAY = 86_400_000;
const DEFAULT_LIMIT = 100_000;

/** Counts the calls of one account, by route and day. 调用额度 */
export class QuotaBook {
  readonly #used = new Map<string, number>();
  #day = 0;

  constructor(
    private readonly clock: SandboxClock,
    private readonly limits: Readonly<Record<string, number>>,
  ) {}

  /** Counts a call; `false` when the day's calls are used up. */
  take(route: string): boolean {
    this.#turnPage();
    const used = this.#used.get(route) ?? 0;
    if (used >= (this.limits[route] ?? DEFAULT_LIMIT)) return false;
    this.#used.set(route, used + 1);
    return true;
  }

  of(route: string): { daily_limit: number; used: number; remain: number } {
    this.#turnPage();
    const limit = this.limits[route] ?? DEFAULT_LIMIT;
    const used = this.#used.get(route) ?? 0;
    return { daily_limit: limit, used, remain: limit - used };
  }

  clear(route?: string): void {
    if (route === undefined) this.#used.clear();
    else this.#used.delete(route);
  }

  #turnPage(): void {
    const day = Math.floor(this.clock.now() / DAY);
    if (day === this.#day) return;
    this.#day = day;
    this.#used.clear();
  }
}
