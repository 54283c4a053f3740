import { setTimeout as sleep } from 'node:timers/promises';
import { Injectable } from '@nestjs/common';
import { type HealthIndicatorResult, HealthIndicatorService } from '@nestjs/terminus';
import { WeChatClients } from '../client/index.js';
import { WeChatCoordination } from '../storage/index.js';
import { TokenManager, type TokenSource } from '../token/index.js';
import type { WeChatHealthOptions } from './health-options.interface.js';
import { MissingTokens } from './missing.tokens.js';

const TIMEOUT = 1_000;

/** What a check says of one client. */
export interface WeChatClientHealth {
  /** Whether it can call now. */
  readonly isLive: boolean;
  readonly expiresAt?: Date | undefined;
  /** What the last fetch failed with; of a live token its renewal, which is tried again. */
  readonly lastError?: string | undefined;
}

/** Of an engine all processes share, whether it answers as well. */
type Told = { clients: Record<string, WeChatClientHealth>; isStoreReachable?: boolean };

interface Watched {
  readonly name: string;
  readonly source: TokenSource;
}

/**
 * Tells Terminus whether clients can call WeChat (健康检查): whether each has a live token, or can have one. A live one is left
 * alone, one that is missing is fetched as a call would fetch it, and one that could not be had is asked for again after half a
 * minute at the earliest, however often the check runs.
 *
 * @publicApi
 */
@Injectable()
export class WeChatHealthIndicator {
  readonly #missing: MissingTokens;

  constructor(
    private readonly indicators: HealthIndicatorService,
    private readonly clients: WeChatClients,
    private readonly tokens: TokenManager,
    private readonly coordination: WeChatCoordination,
  ) {
    this.#missing = new MissingTokens(tokens);
  }

  /**
   * `down` when a client has no live token and can have none now; `degraded` when a live one could not be renewed, or the store all
   * processes share does not answer, where Terminus knows that word (12), else `up`.
   *
   * @param key what the result stands under
   * @throws {WeChatConfigError} for a client there is not
   */
  async isHealthy<const Key extends string>(
    key: Key,
    { clients, timeout = TIMEOUT }: WeChatHealthOptions = {},
  ): Promise<HealthIndicatorResult<Key>> {
    const watched = this.#watched(
      clients ? clients.flatMap((one) => this.#withMembers(one)) : this.clients.names(),
    );
    const isStoreReachable = await this.#settle(watched, timeout);
    const told = watched.map(({ name, source }) => [name, this.#healthOf(source)] as const);
    const data: Told = {
      clients: Object.fromEntries(told),
      ...(this.coordination.isShared && { isStoreReachable }),
    };
    const session = this.indicators.check(key);
    if (told.some(([, { isLive }]) => !isLive)) return session.down(data);
    const isImpaired = !isStoreReachable || told.some(([, { lastError }]) => lastError !== undefined);
    // Terminus 11 has no word for it
    return isImpaired && 'degraded' in session ? session.degraded(data) : session.up(data);
  }

  /** Waits for what is missing, but no longer than it may. @returns whether the shared store has answered */
  async #settle(watched: readonly Watched[], timeout: number): Promise<boolean> {
    const missing = watched.map(({ source }) => source).filter(({ key }) => !this.tokens.health(key).isLive);
    const timer = new AbortController();
    const late = sleep(timeout, false, { signal: timer.signal, ref: false }).catch(() => false);
    const [isReachable] = await Promise.all([
      Promise.race([this.coordination.isReachable(), late]),
      Promise.race([this.#missing.ask(missing), late]),
    ]);
    timer.abort();
    return isReachable;
  }

  #healthOf(source: TokenSource): WeChatClientHealth {
    const { isLive, expiresAt, lastError } = this.tokens.health(source.key);
    return isLive
      ? { isLive, expiresAt, lastError }
      : { isLive, lastError: lastError ?? this.#missing.reasonFor(source) };
  }

  /** Tickets are for pages: no call needs them. */
  #watched(names: readonly string[]): Watched[] {
    return [...new Set(names)].flatMap((name) => {
      const tokens = Object.entries(this.clients.find(name)?.tokens ?? {});
      return tokens.filter(([token]) => !token.endsWith('ticket')).map(([, source]) => ({ name, source }));
    });
  }

  /** @throws {WeChatConfigError} when there is none */
  #withMembers(key: string): string[] {
    const { name } = this.clients.get(key);
    return [name, ...this.clients.names().filter((one) => one.startsWith(`${name}/`))];
  }
}
