import { setTimeout as sleep } from 'node:timers/promises';
import { Logger } from '@nestjs/common';
import type { OfficialEndpoints } from '../catalog/index.js';
import type { ApiCaller, ClientRooms } from '../client/index.js';
import { WeChatApiError } from '../common/index.js';
import { fingerprint } from '../crypto/index.js';
import { tokenOf, type TokenSource } from '../token/index.js';
import type { Authorization, AuthorizationBook } from './authorization.book.js';
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
  readonly componentAppId: string;
  readonly caller: ApiCaller;
  readonly book: AuthorizationBook;
  readonly accounts: AuthorizerRegistry;
  tokenOf(appId: string): TokenSource;
  readonly rooms: Pick<ClientRooms, 'tokens' | 'storage' | 'coordination'>;
}

const isRefusal = (error: unknown): boolean =>
  error instanceof WeChatApiError && CODE_REFUSED.has(error.errcode);

const now = (): number => Math.floor(Date.now() / 1000);

/** Takes accounts in when their owners consent, and lets them go. 授权与取消授权 */
export class AuthorizationDesk {
  readonly #logger = new Logger('WeChatOpenPlatform');

  constructor(private readonly setup: DeskRooms) {}

  /**
   * Exchanges a code for the tokens of the account. WeChat tells it twice, by push and through the owner's browser, and
   * takes it once: whoever comes second gets what the first one had.
   *
   * @param at when the owner consented (Unix time, s)
   * @returns the account's appid
   */
  accept(code: string, at = now()): Promise<string> {
    const { storage, coordination } = this.setup.rooms;
    const key = `authorization-code:${fingerprint(code)}`;
    return coordination.withLock(key, async () => {
      const known = await storage.read(key);
      if (known) return known.value;
      const appId = await this.#exchange(code, at).catch(async (error: unknown) => {
        if (!isRefusal(error)) throw error;
        // another machine may be ahead, and about to say whose it is
        await sleep(PATIENCE);
        const found = await storage.read(key);
        if (!found) throw error;
        return found.value;
      });
      const fetchedAt = Date.now();
      await storage.write(key, { value: appId, fetchedAt, expiresAt: fetchedAt + CODE_LIFE });
      return appId;
    });
  }

  /**
   * As {@link accept}, for a push, which names the account: with a stale code WeChat's list may help.
   *
   * @returns whether the account is taken in
   */
  async acceptPushed(appId: string, code: string, at: number): Promise<boolean> {
    try {
      await this.accept(code, at);
      return true;
    } catch (error) {
      if (!isRefusal(error)) throw error;
      const { book, caller } = this.setup;
      const isOlder = ({ authorizedAt }: Authorization): boolean => authorizedAt < at;
      // a repetition would not make the code any fresher
      if (await book.recover(appId, isOlder)) return true;
      this.#logger.warn(CODE_STALE(caller.client, appId));
      return false;
    }
  }

  /**
   * @param at when WeChat said so: an account that has come back since stays
   * @returns whether it has left
   */
  async leave(appId: string, at: number): Promise<boolean> {
    const kept = await this.setup.book.find(appId);
    if (kept && kept.authorizedAt > at) return false;
    await this.setup.accounts.drop(appId);
    return true;
  }

  async #exchange(code: string, at: number): Promise<string> {
    const { componentAppId, caller, book, rooms } = this.setup;
    const body = { component_appid: componentAppId, authorization_code: code };
    const answer = (await caller.call(ROUTE, { body, secrets: [code] })) as Answer;
    const { authorizer_appid: appId, ...info } = answer.authorization_info;
    await rooms.tokens.accept(this.setup.tokenOf(appId), async () => {
      const { authorizer_refresh_token: refreshToken } = info;
      if (refreshToken) await book.keep(appId, { refreshToken, authorizedAt: at });
      return tokenOf(info, 'authorizer_access_token', { client: caller.client, route: ROUTE });
    });
    return appId;
  }
}
