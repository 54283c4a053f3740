import { isDeepStrictEqual } from 'node:util';
import { Keyv } from 'keyv';
import { WeChatConfigError, WeChatStorageError } from '../common/index.js';
import { CREDENTIALS_INVALID, LOCK_LOST, STORE_FAILED, STORE_FORGETS } from './storage.messages.js';
import { answerWithin } from './store.answer.js';
import { reasonOf } from './store.error.js';
import type { Lease } from './wechat-coordination.js';
import { WeChatCredentials } from './wechat-credentials.js';

/**
 * What keeps credentials: a Keyv whose store persists, or anything with the same three methods. A Keyv and its store are
 * made to throw their errors (`throwOnErrors`): a store that is away must not look like one that is empty.
 *
 * @publicApi
 */
export interface CredentialStore {
  get(key: string): Promise<unknown>;
  /** @param ttl 0: for ever */
  set(key: string, value: unknown, ttl: number): Promise<unknown>;
  delete(key: string): Promise<unknown>;
}

/** Milliseconds; WeChat waits five seconds. */
const ANSWER_WITHIN = 3_000;
const FOREVER = 0;
const PREFIX = 'wechat:credentials:';

/** Keeps credentials in a Keyv. What was written is read back: a store may swallow its errors, or evict. */
export class KeyvCredentials extends WeChatCredentials {
  readonly isDurable: boolean;
  readonly #store: CredentialStore;

  /**
   * @param store memory when left out
   * @throws {WeChatConfigError} for something that can keep nothing
   */
  constructor(store?: CredentialStore) {
    super();
    if (store !== undefined && !isCredentialStore(store)) throw new WeChatConfigError(CREDENTIALS_INVALID);
    this.isDurable = store !== undefined && !isMemory(store);
    this.#store = store ?? new Keyv();
    throwErrors(this.#store);
  }

  async read(key: string): Promise<Readonly<Record<string, unknown>> | undefined> {
    const value = await this.#ask('read', () => this.#store.get(PREFIX + key));
    return typeof value === 'object' && value !== null ? (value as Record<string, unknown>) : undefined;
  }

  async write(key: string, credential: object, lease?: Lease): Promise<void> {
    const before = await this.read(key);
    checkHeld(lease);
    await this.#ask('write', () => this.#store.set(PREFIX + key, credential, FOREVER));
    const after = await this.read(key);
    if (isDeepStrictEqual(after, credential)) return;
    // what is neither ours nor what was there before came from another process, after ours
    if (after === undefined || isDeepStrictEqual(after, before)) throw new WeChatStorageError(STORE_FORGETS);
  }

  async remove(key: string, lease?: Lease): Promise<void> {
    checkHeld(lease);
    await this.#ask('delete', () => this.#store.delete(PREFIX + key));
  }

  async #ask<T>(operation: string, ask: () => Promise<T>): Promise<T> {
    try {
      return await answerWithin(ANSWER_WITHIN, ask);
    } catch (error) {
      throw new WeChatStorageError(STORE_FAILED(operation, reasonOf(error)));
    }
  }
}

/** A Keyv compares nothing while it writes: this is as near as it gets. */
function checkHeld(lease: Lease | undefined): void {
  if (lease?.signal.aborted) throw new WeChatStorageError(LOCK_LOST);
}

/** Both keep their errors to themselves unless told otherwise. */
function throwErrors(keyv: CredentialStore & { store?: unknown }): void {
  for (const part of [keyv, keyv.store]) {
    if (typeof part === 'object' && part && 'throwOnErrors' in part) part.throwOnErrors = true;
  }
}

/** A Keyv without a store keeps in a Map. */
const isMemory = (keyv: CredentialStore & { store?: unknown }): boolean =>
  keyv instanceof Map || keyv.store instanceof Map;

const isCredentialStore = (value: unknown): value is CredentialStore =>
  ['get', 'set', 'delete'].every(
    (name) => typeof (value as Record<string, unknown> | null)?.[name] === 'function',
  );
