import { setTimeout as sleep } from 'node:timers/promises';
import { Logger } from '@nestjs/common';
import type { OfficialEndpoints } from '../catalog/index.js';
import type { ClientRooms } from '../client/index.js';
import { WeChatApiError } from '../common/index.js';
import { fingerprint } from '../crypto/index.js';
import { tokenOf, type TokenSource } from '../token/index.js';
import type { Authorization, AuthorizationBook } from './authorization.book.js';
import type { ComponentCalls } from './authorizer.calls.js';
import type { AuthorizerRegistry } from './authorizer.registry.js';
import { CODE_STALE } from './open-platform.messages.js';

const ROUTE = 'POST /cgi-bin/component/api_query_auth';
/** The code is wrong, used, or too old. */
const CODE_REFUSED: ReadonlySet<number> = new Set([61009, 61010]);
/** Milliseconds in which the same code may come again: with the push, and with the owner's browser. */
const CODE_LIFE = 3_600_000;
/** Milliseconds until one who came second looks again. */
const PATIENCE = 1_000;

type Answer = OfficialEndpoints[typeof ROUTE]['answer'];

/** What the desk works with. */
export interface DeskRooms {
  readonly calls: ComponentCalls;
  readonly book: AuthorizationBook;
  readonly accounts: AuthorizerRegistry;
  tokenOf(appId: string): TokenSource;
  readonly rooms: Pick<ClientRooms, 'tokens' | 'storage' | 'coordination'>;
}

const isRefusal = (error: unknown): boolean =>
  error instanceof WeChatApiError && CODE_REFUSED.has(error.errcode);

/** Takes accounts in when their owners consent, and lets them go. 授权与取消授权 */
export class AuthorizationDesk {
  readonly #logger = new Logger('WeChatOpenPlatform');

  constructor(private readonly setup: DeskRooms) {}

  /**
   * Exchanges a code for the tokens of the account. WeChat tells it twice, by push and through the owner's browser, and
   * takes it once: whoever comes second gets what the first one had.
   *
   * @param at when the owner consented, as WeChat says (Unix time, s); the browser does not tell
   * @returns the account's appid
   */
  accept(code: string, at = 0): Promise<string> {
    const { storage, coordination } = this.setup.rooms;
    const key = `authorization-code:${fingerprint(code)}`;
    return coordination.withLock(key, async () => {
      const known = await this.#acceptedBefore(key);
      if (known !== undefined) return known;
      try {
        const appId = await this.#exchange(code, at);
        const fetchedAt = Date.now();
        await storage.write(key, { value: appId, fetchedAt, expiresAt: fetchedAt + CODE_LIFE });
        return appId;
      } catch (error) {
        if (!isRefusal(error)) throw error;
        // another machine may be ahead, and about to say whose it is
        await sleep(PATIENCE);
        const found = await this.#acceptedBefore(key);
        if (found === undefined) throw error;
        return found;
      }
    });
  }

  /**
   * As {@link accept}, for a push, which names the account and says when: with a stale code WeChat's list may help.
   *
   * @returns whether the account is taken in
   */
  async acceptPushed(appId: string, code: string, at: number): Promise<boolean> {
    const { book, calls } = this.setup;
    try {
      await this.accept(code, at);
    } catch (error) {
      if (!isRefusal(error)) throw error;
      const isOlder = ({ authorizedAt }: Authorization): boolean => authorizedAt < at;
      // a repetition would not make the code any fresher
      if (!(await book.recover(appId, isOlder))) {
        this.#logger.warn(CODE_STALE(calls.caller.client, appId));
        return false;
      }
    }
    await this.#date(appId, at);
    return true;
  }

  /**
   * @param at when WeChat said so: an account that has come back since stays
   * @returns whether it has left
   */
  leave(appId: string, at: number): Promise<boolean> {
    const { book, accounts } = this.setup;
    return accounts.drop(appId, async () => {
      const kept = await book.find(appId);
      return !kept || kept.authorizedAt <= at;
    });
  }

  /** Whose code it was; one that has left since is nobody's. */
  async #acceptedBefore(key: string): Promise<string | undefined> {
    const known = await this.setup.rooms.storage.read(key);
    return known && (await this.setup.book.find(known.value)) ? known.value : undefined;
  }

  /** Says of an authorization that came with the owner's browser when it was given: by WeChat's clock, which is not ours. */
  #date(appId: string, at: number): Promise<void> {
    const { book, tokenOf: sourceOf, rooms } = this.setup;
    return rooms.coordination.withLock(sourceOf(appId).key, async () => {
      const kept = await book.find(appId);
      if (kept && kept.authorizedAt < at) await book.keep(appId, { ...kept, authorizedAt: at });
    });
  }

  async #exchange(code: string, at: number): Promise<string> {
    const { calls, book, rooms } = this.setup;
    const body = { component_appid: calls.componentAppId, authorization_code: code };
    const answer = (await calls.caller.call(ROUTE, { body, secrets: [code] })) as Answer;
    const { authorizer_appid: appId, ...info } = answer.authorization_info;
    await rooms.tokens.accept(this.setup.tokenOf(appId), async () => {
      const { authorizer_refresh_token: refreshToken } = info;
      if (refreshToken) await book.keep(appId, { refreshToken, authorizedAt: at });
      return tokenOf(info, 'authorizer_access_token', { client: calls.caller.client, route: ROUTE });
    });
    return appId;
  }
}
