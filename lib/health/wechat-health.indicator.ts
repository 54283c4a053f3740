import { setTimeout as sleep } from 'node:timers/promises';
import { Injectable } from '@nestjs/common';
import { type HealthIndicatorResult, HealthIndicatorService } from '@nestjs/terminus';
import { WeChatClients } from '../client/index.js';
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
  ) {
    this.#missing = new MissingTokens(tokens);
  }

  /**
   * `down` when a client has no live token and can have none now; `degraded` when a live one could not be renewed, where Terminus
   * knows that word (12), else `up`.
   *
   * @param key what the result stands under
   * @throws {WeChatConfigError} for a client there is not
   */
  async isHealthy<const Key extends string>(
    key: Key,
    { clients, timeout = TIMEOUT }: WeChatHealthOptions = {},
  ): Promise<HealthIndicatorResult<Key>> {
    const watched = this.#watched(clients ?? this.clients.names());
    await this.#settle(watched, timeout);
    const told = watched.map(({ name, source }) => [name, this.#healthOf(source)] as const);
    const data = { clients: Object.fromEntries(told) };
    const session = this.indicators.check(key);
    if (told.some(([, { isLive }]) => !isLive)) return session.down(data);
    const isImpaired = told.some(([, { lastError }]) => lastError !== undefined);
    // Terminus 11 has no word for it
    return isImpaired && 'degraded' in session ? session.degraded(data) : session.up(data);
  }

  /** Waits for what is missing, but not longer than whoever asks would. */
  async #settle(watched: readonly Watched[], timeout: number): Promise<void> {
    const missing = watched.map(({ source }) => source).filter(({ key }) => !this.tokens.health(key).isLive);
    if (missing.length === 0) return;
    const timer = new AbortController();
    const late = sleep(timeout, undefined, { signal: timer.signal, ref: false }).catch(() => undefined);
    await Promise.race([this.#missing.ask(missing), late]);
    timer.abort();
  }

  #healthOf(source: TokenSource): WeChatClientHealth {
    const { isLive, expiresAt, lastError } = this.tokens.health(source.key);
    return isLive
      ? { isLive, expiresAt, lastError }
      : { isLive, lastError: lastError ?? this.#missing.reasonFor(source) };
  }

  /** Tickets are for pages: no call needs them. */
  #watched(keys: readonly string[]): Watched[] {
    const names = new Set(keys.flatMap((key) => this.#withMembers(this.clients.get(key).name)));
    return [...names].flatMap((name) => {
      const tokens = Object.entries(this.clients.find(name)?.tokens ?? {});
      return tokens.filter(([token]) => !token.endsWith('ticket')).map(([, source]) => ({ name, source }));
    });
  }

  #withMembers(name: string): string[] {
    return [name, ...this.clients.names().filter((one) => one.startsWith(`${name}/`))];
  }
}
