import { Logger } from '@nestjs/common';
import { WeChatConfigError, WeChatError } from '../common/index.js';
import { randomText, shortHash } from '../crypto/index.js';
import { type Lease, type StoredToken, WeChatCoordination, WeChatStorage } from '../storage/index.js';
import { beginFetch, type FetchReason } from './fetch.record.js';
import { DEFAULT_REFRESH, type RefreshOptions } from './refresh-options.interface.js';
import { NOT_ALONE, REFRESH_OPTION_INVALID } from './token.messages.js';
import { currentValue, isLive, isUsable, type TokenEntry } from './token.entry.js';
import { TokenRefresher } from './token.refresher.js';
import type { FetchedToken, TokenHealth, TokenSource } from './token-source.interface.js';

const MAX_RETRY_INTERVAL = 600_000;
/** Whoever else renews the token may have done so while out of reach. */
const MAX_RETRY_OF_OTHERS = 60_000;
const JITTER = 0.1;
/** Refusals of older tokens straggle in while newer ones are fetched. */
const REMEMBERED_REFUSALS = 16;

/**
 * Keeps tokens: memory, then storage, then one fetch shared by all who wait. A token counts as live until the moment it
 * expires, never longer, however short its life.
 */
export class TokenManager {
  readonly #logger = new Logger('WeChatToken');
  readonly #entries = new Map<string, TokenEntry>();
  readonly #options: Required<RefreshOptions>;
  readonly #me = randomText(8);
  readonly #startedAt = Date.now();
  #hasNoticed = false;

  constructor(
    private readonly storage: WeChatStorage,
    private readonly coordination: WeChatCoordination,
    private readonly refresher: TokenRefresher,
    options: RefreshOptions = {},
  ) {
    this.#options = { ...DEFAULT_REFRESH, ...options };
    checkOptions(this.#options);
  }

  /** A live token: at once from memory, else after asking the storage and WeChat. */
  get(source: TokenSource): string | Promise<string> {
    const entry = this.#entryOf(source);
    entry.uses += 1;
    if (!isLive(entry.token)) return this.#load(entry);
    entry.isUsed = true;
    if (entry.isIdle && entry.token.renewAt !== undefined) return this.#catchUp(entry);
    if (entry.isIdle) this.#planRenewal(entry, entry.token);
    return entry.token.value;
  }

  /** As {@link get}, with the moments it expires and is to be renewed: for whoever hands it on to another program. */
  async read(source: TokenSource): Promise<StoredToken> {
    await this.get(source);
    const { token, renewAt = token?.renewAt } = this.#entryOf(source);
    return token ? { ...token, renewAt } : this.read(source);
  }

  /** A token other than the one WeChat has just refused: a newer one if there is one already, else a fresh one. */
  async replace(source: TokenSource, refused: string): Promise<string> {
    const entry = this.#entryOf(source);
    const underWay = entry.pending;
    this.#refuse(entry, refused);
    const value = currentValue(entry) ?? (await this.#load(entry));
    if (!entry.refused.has(value) || !underWay) return value;
    // what was under way began before the refusal, and brought a refused token back
    this.#refuse(entry, value);
    return currentValue(entry) ?? this.#load(entry);
  }

  /** A newer token than the one in use, which stays in use meanwhile and after a failure. */
  async refresh(source: TokenSource): Promise<string> {
    const entry = this.#entryOf(source);
    return this.#share(entry, () => this.#adoptOrFetch(entry, entry.token));
  }

  /**
   * Takes a token that came by another way than its source's own: with an authorization. It waits for a renewal under way,
   * which may not overtake it.
   *
   * @param fetch has the token, and keeps what comes with it
   */
  async accept(source: TokenSource, fetch: (lease: Lease) => Promise<FetchedToken>): Promise<void> {
    await this.coordination.withLock(source.key, (lease) =>
      this.#fetch(this.#entryOf(source), lease, 'authorization', (_force, held) => fetch(held)),
    );
  }

  /**
   * Drops a token everywhere: the account has left.
   *
   * @param agree says whether it is to go, and takes away what a fetch could bring it back with; none is under way then
   * @returns whether it went
   */
  async drop(key: string, agree: (lease: Lease) => Promise<boolean> = async () => true): Promise<boolean> {
    return this.coordination.withLock(key, async (lease) => {
      if (!(await agree(lease))) return false;
      await this.storage.remove(key, lease);
      this.forget(key);
      return true;
    });
  }

  /** Drops what this process knows of a token; the storage keeps it for others. */
  forget(key: string): void {
    this.#entries.delete(key);
    this.refresher.cancel(key);
  }

  /** The same for all tokens whose keys begin so. */
  forgetAll(prefix: string): void {
    for (const key of this.#entries.keys()) if (key.startsWith(prefix)) this.forget(key);
  }

  /** How often this process asked for a token. */
  usesOf(key: string): number {
    return this.#entries.get(key)?.uses ?? 0;
  }

  health(key: string): TokenHealth {
    const entry = this.#entries.get(key);
    return {
      isLive: isLive(entry?.token),
      expiresAt: entry?.token && new Date(entry.token.expiresAt),
      fetchedAt: entry?.token && new Date(entry.token.fetchedAt),
      lastError: entry?.lastError,
    };
  }

  #entryOf(source: TokenSource): TokenEntry {
    let entry = this.#entries.get(source.key);
    if (!entry) {
      entry = { source, uses: 0, isUsed: false, isIdle: false, failures: 0, refused: new Set() };
      this.#entries.set(source.key, entry);
    }
    return entry;
  }

  #refuse(entry: TokenEntry, refused: string): void {
    entry.refused.add(refused);
    if (entry.refused.size > REMEMBERED_REFUSALS)
      entry.refused.delete(entry.refused.values().next().value as string);
    if (entry.token?.value === refused) entry.token = undefined;
  }

  /** A token somebody else renews may be an old one by now: it is used unasked only while they cannot be reached. */
  #catchUp(entry: TokenEntry): Promise<string> {
    entry.catchingUp ??= this.#renew(entry)
      .then(() => currentValue(entry) ?? this.#load(entry))
      .finally(() => (entry.catchingUp = undefined));
    return entry.catchingUp;
  }

  #load(entry: TokenEntry): Promise<string> {
    return this.#share(entry, () => this.#obtain(entry));
  }

  /** Single flight: whoever comes while a token is being had waits for the same one. */
  #share(entry: TokenEntry, work: () => Promise<string>): Promise<string> {
    entry.pending ??= work().finally(() => (entry.pending = undefined));
    return entry.pending;
  }

  async #obtain(entry: TokenEntry): Promise<string> {
    const kept = await this.storage.read(entry.source.key);
    if (kept) this.#noticeOthers(kept);
    return isUsable(kept, entry) ? this.#adopt(entry, kept) : this.#adoptOrFetch(entry);
  }

  /** Another process at work beside this one, who cannot agree with it about anything. */
  #noticeOthers({ fetchedBy, fetchedAt }: StoredToken): void {
    if (this.#hasNoticed || this.coordination.isShared) return;
    if (fetchedBy === undefined || fetchedBy === this.#me || fetchedAt < this.#startedAt) return;
    this.#hasNoticed = true;
    this.#logger.warn(NOT_ALONE);
  }

  /** Takes what somebody else has fetched meanwhile, when it outlives the current token; asks WeChat otherwise. */
  #adoptOrFetch(entry: TokenEntry, current?: StoredToken): Promise<string> {
    return this.coordination.withLock(entry.source.key, async (lease) => {
      const kept = await this.storage.read(entry.source.key);
      const isBetter = isUsable(kept, entry) && (!current || kept.expiresAt > current.expiresAt);
      if (isBetter) return this.#adopt(entry, kept);
      const isRefused = kept !== undefined && entry.refused.has(kept.value);
      return this.#fetch(entry, lease, current ? 'renewal' : isRefused ? 'refused' : 'missing');
    });
  }

  async #fetch(
    entry: TokenEntry,
    lease: Lease,
    reason: FetchReason,
    fetch: TokenSource['fetch'] = (force, held) => entry.source.fetch(force, held),
  ): Promise<string> {
    const { source } = entry;
    const record = beginFetch(source.key, reason);
    try {
      let token = await this.#ask(() => fetch(false, lease));
      if (entry.refused.has(token.value)) token = await this.#ask(() => fetch(true, lease));
      const isLast = await this.storage.write(source.key, token, lease);
      record?.succeed(token);
      this.#logger.log(`Fetched ${source.key} #${shortHash(token.value)}, ${secondsLeft(token)} s left`);
      // whoever took the lock over has a newer one, which may have ended the life of this
      const newer = isLast ? undefined : await this.storage.read(source.key);
      return this.#adopt(entry, isUsable(newer, entry) ? newer : token);
    } catch (error) {
      entry.failures += 1;
      entry.lastError = describe(error);
      record?.fail(entry.lastError);
      throw error;
    }
  }

  /** Its life is counted from before the question, so that it never seems longer than it is. */
  async #ask(fetch: () => Promise<FetchedToken>): Promise<StoredToken> {
    const fetchedAt = Date.now();
    const { value, expiresIn, renewIn } = await fetch();
    const token = { value, fetchedAt, expiresAt: fetchedAt + expiresIn * 1000, fetchedBy: this.#me };
    return renewIn === undefined ? token : { ...token, renewAt: fetchedAt + renewIn * 1000 };
  }

  #adopt(entry: TokenEntry, token: StoredToken): string {
    entry.token = token;
    entry.failures = 0;
    entry.lastError = undefined;
    if (this.#entries.get(entry.source.key) === entry) this.#planRenewal(entry, token);
    return token.value;
  }

  #planRenewal(entry: TokenEntry, token: StoredToken): void {
    const life = token.expiresAt - Date.now();
    const before =
      Math.min(this.#options.refreshBeforeExpiry * 1000, life / 2) * (1 + Math.random() * JITTER);
    this.#planAt(entry, token.renewAt ?? token.expiresAt - before);
  }

  #planAt(entry: TokenEntry, dueAt: number): void {
    entry.isIdle = false;
    entry.renewAt = dueAt;
    this.refresher.plan(entry.source.key, dueAt, () => this.#renew(entry));
  }

  /** Renews ahead of expiry, the current token staying in use meanwhile and after a failure. */
  async #renew(entry: TokenEntry): Promise<void> {
    if (!entry.isUsed) {
      entry.isIdle = true;
      return;
    }
    entry.isUsed = false;
    try {
      await this.#share(entry, () => this.#adoptOrFetch(entry, entry.token));
    } catch (error) {
      if (this.#entries.get(entry.source.key) !== entry) return;
      entry.isUsed = true;
      const pause = Math.min(
        this.#options.retryInterval * 1000 * 2 ** Math.max(entry.failures - 1, 0),
        entry.token?.renewAt === undefined ? MAX_RETRY_INTERVAL : MAX_RETRY_OF_OTHERS,
      );
      this.#logger.warn(
        `Renewing ${entry.source.key} failed, next try in ${Math.round(pause / 1000)} s: ${describe(error)}`,
      );
      this.#planAt(entry, Date.now() + pause);
    }
  }
}

/** @throws {WeChatConfigError} for times that would renew without end, or never */
function checkOptions({ refreshBeforeExpiry, retryInterval, concurrency }: Required<RefreshOptions>): void {
  if (!(refreshBeforeExpiry >= 0))
    throw new WeChatConfigError(REFRESH_OPTION_INVALID('refreshBeforeExpiry', 0));
  if (!(retryInterval >= 1)) throw new WeChatConfigError(REFRESH_OPTION_INVALID('retryInterval', 1));
  if (!(Number.isInteger(concurrency) && concurrency >= 1))
    throw new WeChatConfigError(REFRESH_OPTION_INVALID('concurrency', 1));
}

const secondsLeft = ({ expiresAt }: StoredToken): number => Math.round((expiresAt - Date.now()) / 1000);

/** Only errors of our own are known to hold no secret. */
function describe(error: unknown): string {
  return error instanceof WeChatError ? error.message : 'unexpected failure';
}
