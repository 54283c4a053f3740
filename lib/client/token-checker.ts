import { Logger } from '@nestjs/common';
import { WeChatConfigError, WeChatError } from '../common/index.js';
import type { TokenManager, TokenRefresher, TokenSource } from '../token/index.js';
import type { ClientRegistration } from './interfaces/client-definition.interface.js';

/** One access token, and the clients that call with it. */
interface Check {
  readonly key: string;
  readonly clients: Set<ClientRegistration>;
  dueAt: number;
  /** Uses of the token that need no further check: those before the last one, and its own. */
  uses: number;
  hasFailed: boolean;
}

const INTERVAL_INVALID =
  'refresh.checkInterval of WeChatModule cannot work: give seconds as a number, 1 or more, or leave it out for no checks.';

/** The token its calls carry. */
const accessTokenOf = ({ tokens }: ClientRegistration): TokenSource | undefined =>
  tokens['access_token'] ?? tokens['component_access_token'];

/**
 * Checks access tokens that are in use: one cheap call with each per interval, shared out over it. A token WeChat has
 * revoked is replaced by that call, as by any other, before a call of the application meets it.
 */
export class TokenChecker {
  readonly #logger = new Logger('WeChatTokenChecker');
  readonly #checks = new Map<string, Check>();
  readonly #interval: number;

  /**
   * @param interval seconds between two checks of one token; 0 for none
   * @throws {WeChatConfigError} for an interval that cannot work
   */
  constructor(
    private readonly refresher: TokenRefresher,
    private readonly tokens: TokenManager,
    interval = 0,
  ) {
    if (interval !== 0 && !(Number.isFinite(interval) && interval >= 1))
      throw new WeChatConfigError(INTERVAL_INVALID);
    this.#interval = interval * 1000;
  }

  /** Clients with one token in common share a check. */
  watch(client: ClientRegistration): void {
    const key = accessTokenOf(client)?.key;
    if (!this.#interval || !client.probe || key === undefined) return;
    const known = this.#checks.get(key);
    if (known) {
      known.clients.add(client);
      return;
    }
    // a random phase for each: all at once would be a wave
    const dueAt = Date.now() + this.#interval * Math.random();
    const check: Check = {
      key,
      clients: new Set([client]),
      dueAt,
      uses: this.tokens.usesOf(key),
      hasFailed: false,
    };
    this.#checks.set(key, check);
    this.#plan(check, dueAt);
  }

  unwatch(client: ClientRegistration): void {
    const check = this.#checks.get(accessTokenOf(client)?.key ?? '');
    if (!check?.clients.delete(client) || check.clients.size > 0) return;
    this.#checks.delete(check.key);
    this.refresher.cancel(planKey(check));
  }

  #plan(check: Check, dueAt: number): void {
    this.refresher.plan(planKey(check), dueAt, () => this.#run(check));
  }

  async #run(check: Check): Promise<void> {
    if (this.#checks.get(check.key) !== check) return;
    try {
      await this.#check(check);
    } finally {
      // the phase is kept, and what was slept through is not made up for
      const late = Math.max(Date.now() - check.dueAt, 0);
      check.dueAt += this.#interval * (1 + Math.floor(late / this.#interval));
      if (this.#checks.get(check.key) === check) this.#plan(check, check.dueAt);
    }
  }

  async #check(check: Check): Promise<void> {
    const [client] = check.clients;
    if (!client || this.tokens.usesOf(check.key) === check.uses) return;
    if (!this.tokens.health(check.key).isLive) return;
    try {
      await client.probe?.();
      check.hasFailed = false;
    } catch (error) {
      this.#report(check, client, error);
    } finally {
      check.uses = this.tokens.usesOf(check.key);
    }
  }

  #report(check: Check, { client }: ClientRegistration, error: unknown): void {
    if (check.hasFailed || !this.#checks.has(check.key)) return;
    check.hasFailed = true;
    // only errors of our own are known to hold no secret
    const reason = error instanceof WeChatError ? error.message : 'unexpected failure';
    this.#logger.warn(`Checking the token of ${client.name} failed, and is tried again: ${reason}`);
  }
}

const planKey = ({ key }: Check): string => `check:${key}`;
