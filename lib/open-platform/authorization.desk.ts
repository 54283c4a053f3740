import { Logger } from '@nestjs/common';
import type { OfficialEndpoints } from '../catalog/index.js';
import type { ClientRooms } from '../client/index.js';
import { WeChatApiError } from '../common/index.js';
import { CodeDesk, tokenOf, type TokenSource } from '../token/index.js';
import type { Authorization, AuthorizationBook } from './authorization.book.js';
import type { ComponentCalls } from './authorizer.calls.js';
import type { AuthorizerRegistry } from './authorizer.registry.js';
import { CODE_STALE } from './open-platform.messages.js';

const ROUTE = 'POST /cgi-bin/component/api_query_auth';
/** The code is wrong, used, or too old. */
const CODE_REFUSED: ReadonlySet<number> = new Set([61009, 61010]);

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

  readonly #codes: CodeDesk;

  constructor(private readonly setup: DeskRooms) {
    const { storage, coordination } = setup.rooms;
    const isOfUse = async (appId: string): Promise<boolean> => !!(await setup.book.find(appId));
    this.#codes = new CodeDesk({
      owner: setup.calls.componentAppId,
      storage,
      coordination,
      isRefusal,
      isOfUse,
    });
  }

  /**
   * Exchanges a code for the tokens of the account, once however often it comes.
   *
   * @param at when the owner consented, as WeChat says (Unix time, s); the browser does not tell
   * @returns the account's appid
   */
  accept(code: string, at = 0): Promise<string> {
    return this.#codes.accept(code, () => this.#exchange(code, at));
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

  /** Says of an authorization that came with the owner's browser when it was given: by WeChat's clock, which is not ours. */
  #date(appId: string, at: number): Promise<void> {
    const { book, tokenOf: sourceOf, rooms } = this.setup;
    return rooms.coordination.withLock(sourceOf(appId).key, async (lease) => {
      const kept = await book.find(appId);
      if (kept && kept.authorizedAt < at) await book.keep(appId, { ...kept, authorizedAt: at }, lease);
    });
  }

  async #exchange(code: string, at: number): Promise<string> {
    const { calls, book, rooms } = this.setup;
    const body = { component_appid: calls.componentAppId, authorization_code: code };
    const answer = (await calls.caller.call(ROUTE, { body, secrets: [code] })) as Answer;
    const { authorizer_appid: appId, ...info } = answer.authorization_info;
    await rooms.tokens.accept(this.setup.tokenOf(appId), async (lease) => {
      const { authorizer_refresh_token: refreshToken } = info;
      if (refreshToken) await book.keep(appId, { refreshToken, authorizedAt: at }, lease);
      return tokenOf(info, 'authorizer_access_token', { client: calls.caller.client, route: ROUTE });
    });
    return appId;
  }
}
