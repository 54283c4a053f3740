import type { HttpRedirectResponse } from '@nestjs/common';
import type { AuthorizationDesk } from './authorization.desk.js';
import type { Authorizer } from './authorizer.js';
import { authorizerPages, type ComponentCalls } from './authorizer.calls.js';
import type { OpenPlatform } from './open-platform.js';

/** The page an owner consents on. */
export interface AuthorizationPage {
  /** Where the owner comes back to, with `auth_code` and `expires_in`: on the domain the page is opened from (授权发起页域名). */
  redirectUri: string;
  /** `pc` shows a code to scan, `mobile` asks at once, inside WeChat. @default 'pc' */
  device?: 'pc' | 'mobile' | undefined;
  /**
   * Which accounts can be chosen: 1 official accounts, 2 mini programs, 3 both; further numbers as WeChat's page says.
   * @default what the console says
   */
  authType?: number | undefined;
  /** The one account that can authorize; not beside authType. */
  bizAppId?: string | undefined;
  /** Ids of the permission sets (权限集) that can be chosen. @default all the platform has */
  categoryIds?: readonly number[] | undefined;
}

/** An account in the list of authorizers. */
export interface ListedAuthorizer {
  readonly authorizer_appid: string;
  /** Unix time, s. */
  readonly auth_time: number;
}

/** What the service is handed besides its client. */
export interface AuthorizationRooms {
  readonly desk: AuthorizationDesk;
  readonly calls: ComponentCalls;
  readonly baseUrls: Readonly<Record<'mp' | 'open', string>>;
}

/**
 * Authorizations (授权账号管理): owners consent on WeChat's page, and the platform acts for their accounts from then on.
 *
 * @publicApi
 */
export class OpenPlatformAuthorizationService {
  readonly #rooms: AuthorizationRooms;

  constructor(
    private readonly platform: OpenPlatform,
    rooms: AuthorizationRooms,
  ) {
    this.#rooms = rooms;
  }

  /**
   * Sends an owner to the page where accounts authorize the platform (授权页), with a fresh pre-auth code. Return it from a
   * handler with `@Redirect()`: WeChat wants the page opened from a link on the platform's own domain. Calls
   * `POST /cgi-bin/component/api_create_preauthcode`.
   *
   * @throws {TypeError} when redirectUri is no absolute http(s) address, for another device, or bizAppId beside authType
   * @throws {WeChatAuthorizationError} before the first ticket has come
   * @see https://developers.weixin.qq.com/doc/oplatform/Third-party_Platforms/2.0/api/Before_Develop/Authorization_Process_Technical_Description.html
   */
  async redirect(page: AuthorizationPage): Promise<HttpRedirectResponse> {
    const { redirectUri, device = 'pc', authType, bizAppId, categoryIds } = page;
    if (!URL.canParse(redirectUri) || !/^https?:/i.test(redirectUri)) {
      throw new TypeError(`redirectUri takes an absolute http(s) address, not "${redirectUri}"`);
    }
    if (device !== 'pc' && device !== 'mobile') {
      throw new TypeError(`device is 'pc' or 'mobile', not "${String(device)}"`);
    }
    if (authType !== undefined && bizAppId !== undefined) {
      throw new TypeError('authType and bizAppId exclude each other: bizAppId names the account already');
    }
    const query = new URLSearchParams({
      component_appid: this.platform.appId,
      pre_auth_code: await this.createPreAuthCode(),
      redirect_uri: redirectUri,
      ...(authType === undefined ? {} : { auth_type: String(authType) }),
      ...(bizAppId === undefined ? {} : { biz_appid: bizAppId }),
      ...(categoryIds === undefined ? {} : { category_id_list: categoryIds.join('|') }),
    });
    const { mp, open } = this.#rooms.baseUrls;
    const url =
      device === 'pc'
        ? `${mp}/cgi-bin/componentloginpage?${query}`
        : `${open}/wxaopen/safe/bindcomponent?action=bindcomponent&no_scan=1&${query}#wechat_redirect`;
    return { url, statusCode: 302 };
  }

  /**
   * A code for one visit to the page of {@link redirect} (预授权码), for those who put its address together themselves. Calls
   * `POST /cgi-bin/component/api_create_preauthcode`.
   *
   * @see https://developers.weixin.qq.com/doc/oplatform/openApi/OpenApiDoc/ticket-token/getPreAuthCode.html
   */
  async createPreAuthCode(): Promise<string> {
    const { pre_auth_code } = await this.platform.request('POST /cgi-bin/component/api_create_preauthcode', {
      body: { component_appid: this.platform.appId },
    });
    return pre_auth_code;
  }

  /**
   * Takes in the account whose owner came back with `auth_code` (使用授权码获取授权信息). The push `authorized` does the same:
   * whichever comes first exchanges the code, on whatever machine. Calls `POST /cgi-bin/component/api_query_auth`.
   *
   * @returns the account
   * @throws {TypeError} for no code at all: somebody opened the page who comes from nowhere
   * @throws {WeChatApiError} 61010 for a code that is stale, 61009 for one that is made up
   * @see https://developers.weixin.qq.com/doc/oplatform/openApi/OpenApiDoc/ticket-token/getAuthorizerRefreshToken.html
   */
  async accept(authCode: string): Promise<Authorizer> {
    if (typeof authCode !== 'string' || authCode === '') {
      throw new TypeError('accept takes the auth_code an owner comes back with, and was given none');
    }
    return this.platform.authorizer(await this.#rooms.desk.accept(authCode));
  }

  /**
   * All accounts that have authorized the platform, newest first (拉取已授权的账号信息), 500 a call. Calls
   * `POST /cgi-bin/component/api_get_authorizer_list`.
   *
   * @see https://developers.weixin.qq.com/doc/oplatform/openApi/OpenApiDoc/authorization-management/getAuthorizerList.html
   */
  async *list(): AsyncGenerator<ListedAuthorizer> {
    for await (const page of authorizerPages(this.#rooms.calls)) {
      // refresh tokens are the library's own
      for (const { authorizer_appid, auth_time } of page) yield { authorizer_appid, auth_time };
    }
  }
}
