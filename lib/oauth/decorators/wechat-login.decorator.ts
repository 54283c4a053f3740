import { applyDecorators, SetMetadata, UseGuards } from '@nestjs/common';
import type { LoginPageRequest } from '../page-visit.js';
import { LOGIN_METADATA } from '../oauth.constants.js';
import { WeChatOAuthGuard } from '../wechat-oauth.guard.js';

/** What a page asks of its visitors. */
export interface WeChatLoginOptions {
  /**
   * `snsapi_base` gives the openid or userid unseen, `snsapi_userinfo` name and picture after consent, `snsapi_privateinfo`
   * of WeCom a member's own data after consent; `snsapi_login` for website applications. @default the least the client offers
   */
  scope?: 'snsapi_base' | 'snsapi_userinfo' | 'snsapi_privateinfo' | 'snsapi_login' | (string & {});
  /**
   * Name of a query parameter that says where the visitor goes after the login, for pages that only log in:
   * `/login?return_to=/cart`. Other places than the application's own are refused.
   */
  returnTo?: string;
  /**
   * Of a third-party platform: the appid of the account the page belongs to, `(request) => request.params.appid`. One that
   * has not authorized the platform is answered with 404.
   */
  account?: (request: LoginPageRequest) => string | undefined;
  /**
   * Of WeCom: lets people in who are no members of the corporation (外部联系人), whatever the scope: they have no data to
   * consent to. @default false: they are answered with 403
   */
  visitors?: boolean;
}

/** The login a handler or a class asks for. */
export interface LoginDemand extends WeChatLoginOptions {
  readonly client?: string;
}

/**
 * Lets in only visitors who logged in with WeChat (网页授权登录): browsers are sent there and come back to the same
 * address, scripts are answered with 401. The handler has the visitor with `@WeChatUser()`. In the query of such a page
 * `code` and `state` are WeChat's: a link with a `code` of your own is refused to whoever is not logged in.
 *
 * @param client name of the official account, website application or agent (`corp/assistant`), or of the third-party platform that acts for the
 * account (代公众号发起网页授权); may be left out where there is one
 * @publicApi
 */
export const WeChatLogin = (
  client?: string,
  options: WeChatLoginOptions = {},
): ClassDecorator & MethodDecorator =>
  applyDecorators(
    SetMetadata(LOGIN_METADATA, { client, ...options } satisfies LoginDemand),
    UseGuards(WeChatOAuthGuard),
  );
