import { isDeepStrictEqual } from 'node:util';
import { Keyv } from 'keyv';
import { WeChatConfigError, WeChatStorageError } from '../common/index.js';
import { CREDENTIALS_INVALID, STORE_FAILED, STORE_FORGETS } from './storage.messages.js';
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

/** A Redis client that has lost its server may wait for ever; WeChat waits five seconds. */
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
    this.isDurable = store !== undefined;
    this.#store = store ?? new Keyv();
    throwErrors(this.#store);
  }

  async read<Credential>(key: string): Promise<Credential | undefined> {
    const value = await this.#bounded('read', () => this.#store.get(PREFIX + key));
    return (value ?? undefined) as Credential | undefined;
  }

  async write(key: string, credential: object): Promise<void> {
    const before = await this.read(key);
    await this.#bounded('write', () => this.#store.set(PREFIX + key, credential, FOREVER));
    const after = await this.read(key);
    if (isDeepStrictEqual(after, credential)) return;
    // what is neither ours nor what was there before came from another process, after ours
    if (after === undefined || isDeepStrictEqual(after, before)) throw new WeChatStorageError(STORE_FORGETS);
  }

  async remove(key: string): Promise<void> {
    await this.#bounded('delete', () => this.#store.delete(PREFIX + key));
  }

  async #bounded<T>(operation: string, work: () => Promise<T>): Promise<T> {
    let timer: NodeJS.Timeout | undefined;
    const silence = new Promise<never>((_, reject) => {
      timer = setTimeout(
        () => reject(new WeChatStorageError(STORE_FAILED(operation, `no answer within ${ANSWER_WITHIN} ms`))),
        ANSWER_WITHIN,
      ).unref();
    });
    try {
      return await Promise.race([work(), silence]);
    } catch (error) {
      if (error instanceof WeChatStorageError) throw error;
      // a connection error may quote its URL, password included: only its code is told
      const { code, name } = error as Error & { code?: string };
      throw new WeChatStorageError(STORE_FAILED(operation, code ?? name));
    } finally {
      clearTimeout(timer);
    }
  }
}

/** Both keep their errors to themselves unless told otherwise. */
function throwErrors(keyv: CredentialStore & { store?: unknown }): void {
  for (const part of [keyv, keyv.store]) {
    if (typeof part === 'object' && part && 'throwOnErrors' in part) part.throwOnErrors = true;
  }
}

const isCredentialStore = (value: unknown): value is CredentialStore =>
  ['get', 'set', 'delete'].every(
    (name) => typeof (value as Record<string, unknown> | null)?.[name] === 'function',
  );
