import type { OfficialEndpoints } from '../catalog/index.js';
import { WeChatApiError, WeChatAuthorizationError } from '../common/index.js';
import type { Lease } from '../storage/index.js';
import { type FetchedToken, tokenOf, type TokenSource } from '../token/index.js';
import type { Authorization, AuthorizationBook } from './authorization.book.js';
import type { ComponentCalls } from './authorizer.calls.js';
import { NOT_AUTHORIZED } from './open-platform.messages.js';

const ROUTE = 'POST /cgi-bin/component/api_authorizer_token';
const REFRESH_TOKEN_INVALID = 61023;
/** Milliseconds. */
const HOPELESS_FOR = 10_000;
/** Refresh tokens that are tried one after the other: kept, kept by another process, listed. */
const MOST_TRIES = 3;

type Answer = OfficialEndpoints[typeof ROUTE]['answer'];

/** What the tokens of all accounts are had with. */
export interface AuthorizerTokenRooms {
  readonly calls: ComponentCalls;
  readonly book: AuthorizationBook;
}

/**
 * The access token of an account that has authorized the platform (authorizer_access_token). A new refresh token is kept
 * before the access token that came with it is told to anybody; for one that is lost or dead there is what another process
 * has kept, and WeChat's list.
 *
 * @see https://developers.weixin.qq.com/doc/oplatform/openApi/OpenApiDoc/ticket-token/getAuthorizerAccessToken.html
 */
export class AuthorizerTokenSource implements TokenSource {
  /** Not that of the account's own secret, which lives beside it. */
  readonly key: string;
  #hopelessUntil = 0;

  constructor(
    private readonly appId: string,
    private readonly rooms: AuthorizerTokenRooms,
  ) {
    this.key = `${rooms.calls.componentAppId}:${appId}:access_token`;
  }

  async fetch(_force: boolean, lease: Lease): Promise<FetchedToken> {
    const { book, calls } = this.rooms;
    let kept = (await book.find(this.appId)) ?? (await this.#recover());
    if (!kept) throw new WeChatAuthorizationError(NOT_AUTHORIZED(calls.caller.client, this.appId));
    const refused = new Set<string>();
    const isRefused = ({ refreshToken }: Authorization): boolean => refused.has(refreshToken);
    for (let tries = 1; ; tries += 1) {
      try {
        return await this.#refresh(kept, lease);
      } catch (error) {
        if (!(error instanceof WeChatApiError) || error.errcode !== REFRESH_TOKEN_INVALID) throw error;
        refused.add(kept.refreshToken);
        const better = await this.#recover(isRefused);
        if (!better || tries >= MOST_TRIES) throw error;
        kept = better;
      }
    }
  }

  /** WeChat's list is long: where it was of no help it is not read again at once. */
  async #recover(isStale?: (kept: Authorization) => boolean): Promise<Authorization | undefined> {
    if (Date.now() < this.#hopelessUntil) return undefined;
    const found = await this.rooms.book.recover(this.appId, isStale);
    if (found && !isStale?.(found)) return found;
    this.#hopelessUntil = Date.now() + HOPELESS_FOR;
    return undefined;
  }

  async #refresh(kept: Authorization, lease: Lease): Promise<FetchedToken> {
    const { book, calls } = this.rooms;
    const { caller, componentAppId } = calls;
    const body = {
      component_appid: componentAppId,
      authorizer_appid: this.appId,
      authorizer_refresh_token: kept.refreshToken,
    };
    const answer = (await caller.call(ROUTE, { body, secrets: [kept.refreshToken] })) as Answer;
    const { authorizer_refresh_token: refreshToken } = answer;
    if (refreshToken && refreshToken !== kept.refreshToken) {
      await book.keep(this.appId, { ...kept, refreshToken }, lease);
    }
    return tokenOf(answer, 'authorizer_access_token', { client: caller.client, route: ROUTE });
  }
}
