import type { SandboxFailure } from '../interfaces/sandbox-failure.interface.js';

interface Injected<T> {
  readonly matches: (route: string) => boolean;
  readonly what: T;
  left: number;
}

const matcher = (route: string | RegExp): ((candidate: string) => boolean) =>
  typeof route === 'string' ? (candidate) => candidate === route : (candidate) => route.test(candidate);

/** Failures and latency that were asked for. */
export class Injections {
  #failures: Injected<SandboxFailure>[] = [];
  #delays: Injected<number>[] = [];

  fail(route: string | RegExp, failure: SandboxFailure): void {
    this.#failures.push({ matches: matcher(route), what: failure, left: failure.times ?? Infinity });
  }

  delay(route: string | RegExp, ms: number, times = Infinity): void {
    this.#delays.push({ matches: matcher(route), what: ms, left: times });
  }

  /** Nothing was asked for. */
  get none(): boolean {
    return this.#failures.length === 0 && this.#delays.length === 0;
  }

  takeFailure(route: string): SandboxFailure | undefined {
    const taken = take(this.#failures, route);
    this.#failures = this.#failures.filter(({ left }) => left > 0);
    return taken;
  }

  takeDelay(route: string): number {
    const taken = take(this.#delays, route);
    this.#delays = this.#delays.filter(({ left }) => left > 0);
    return taken ?? 0;
  }

  clear(): void {
    this.#failures = [];
    this.#delays = [];
  }
}

function take<T>(injected: Injected<T>[], route: string): T | undefined {
  const found = injected.find(({ matches }) => matches(route));
  if (found) found.left -= 1;
  return found?.what;
}
