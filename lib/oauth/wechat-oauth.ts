import { Inject, Injectable, Optional } from '@nestjs/common';
import { HttpAdapterHost } from '@nestjs/core';
import { type LoginIdentity, type LoginUser, WeChatClients } from '../client/index.js';
import { WeChatConfigError } from '../common/index.js';
import { resolveDemand } from './login.demand.js';
import { LoginFlow } from './login.flow.js';
import { TOKENS_NOT_KEPT } from './login.messages.js';
import { LOGIN_OPTIONS, type ResolvedLoginOptions } from './login-options.interface.js';
import { type LoginHttpRequest, PageVisit } from './page-visit.js';
import { UserTokenKeeper } from './user-token.keeper.js';

/**
 * What an application does about logins besides guarding its pages. 网页授权
 *
 * @publicApi
 */
@Injectable()
export class WeChatOAuth {
  readonly #keepsTokens: boolean;

  constructor(
    @Optional() @Inject(LOGIN_OPTIONS) options: ResolvedLoginOptions | undefined,
    private readonly host: HttpAdapterHost,
    private readonly clients: WeChatClients,
    private readonly flow: LoginFlow,
    private readonly tokens: UserTokenKeeper,
  ) {
    this.#keepsTokens = options?.keepUserTokens ?? false;
  }

  /**
   * Ends the visitor's login (退出登录). The handler declares its response with `@Res({ passthrough: true })`.
   *
   * @param request of the framework, `@Req()`
   * @param response of the framework
   * @param client name of the client; may be left out where there is one to log in with
   */
  logout(request: object, response: object, client?: string): void {
    const demand = resolveDemand({ client }, this.clients, 'WeChatOAuth.logout');
    const cookies = this.flow.end(new PageVisit(request as LoginHttpRequest), demand.client);
    for (const cookie of cookies) this.host.httpAdapter.appendHeader(response, 'Set-Cookie', cookie);
  }

  /**
   * Who is logged in, for pages that everybody may see, for interceptors and later guards (当前登录用户).
   *
   * @param request of the framework, `@Req()`
   * @param client name of the client; may be left out where there is one to log in with
   * @returns undefined when nobody is
   */
  userOf<User extends LoginIdentity = LoginUser>(request: object, client?: string): User | undefined {
    const demand = resolveDemand({ client }, this.clients, 'WeChatOAuth.userOf');
    return this.flow.userOf(new PageVisit(request as LoginHttpRequest), demand.client) as User | undefined;
  }

  /**
   * The visitor's own access token (网页授权 access_token), renewed when its two hours are over.
   *
   * @param openid of the visitor
   * @param client name of the client; may be left out where there is one to log in with
   * @returns undefined when the visitor has to log in again: after thirty days, or when nothing was kept
   * @throws {WeChatConfigError} unless `login.keepUserTokens` is set
   */
  async userToken(openid: string, client?: string): Promise<string | undefined> {
    if (!this.#keepsTokens) throw new WeChatConfigError(TOKENS_NOT_KEPT);
    const { client: found, login } = resolveDemand({ client }, this.clients, 'WeChatOAuth.userToken');
    return this.tokens.read(found.id, openid, login);
  }
}
