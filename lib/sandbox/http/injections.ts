import { setTimeout as sleep } from 'node:timers/promises';
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

  /** Is as slow as a route is to be, and says how it is to fail. @param ending ends the waiting */
  async meet(route: string, ending: AbortSignal): Promise<SandboxFailure | undefined> {
    if (this.none) return undefined;
    const delay = take(this.#delays, route) ?? 0;
    this.#delays = this.#delays.filter(({ left }) => left > 0);
    if (delay > 0) await sleep(delay, undefined, { signal: ending });
    const taken = take(this.#failures, route);
    this.#failures = this.#failures.filter(({ left }) => left > 0);
    return taken;
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
