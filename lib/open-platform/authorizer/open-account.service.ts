import type { AuthorizerApi } from './authorizer.api.js';

/**
 * The open-platform account an account is bound to (开放平台账号绑定): people have one unionid for all accounts that are bound
 * to the same one. It is no third-party platform.
 *
 * @publicApi
 */
export class AuthorizerOpenAccountService {
  constructor(private readonly client: AuthorizerApi) {}

  /**
   * Makes an open-platform account and binds this account to it (创建开放平台账号并绑定). Calls `POST /cgi-bin/open/create`.
   *
   * @returns the appid of the open-platform account
   * @throws {WeChatApiError} 89000 when this account is bound to one already
   * @see https://developers.weixin.qq.com/doc/oplatform/openApi/OpenApiDoc/openplatform-management/createOpenAccount.html
   */
  async create(): Promise<string> {
    const { open_appid } = await this.client.request('POST /cgi-bin/open/create', {
      body: { appid: this.client.appId },
    });
    return open_appid;
  }

  /**
   * Binds this account to an open-platform account of the same owner (绑定开放平台账号). Calls `POST /cgi-bin/open/bind`.
   *
   * @throws {WeChatApiError} 89000 when it is bound already, 89001 when the owners differ, 89003 for one that was not
   * made by {@link create} and is not verified, 89004 when as many accounts as may be are bound to it
   * @see https://developers.weixin.qq.com/doc/oplatform/openApi/OpenApiDoc/openplatform-management/bindOpenAccount.html
   */
  async bind(openAppId: string): Promise<void> {
    const body = { appid: this.client.appId, open_appid: openAppId };
    await this.client.request('POST /cgi-bin/open/bind', { body });
  }

  /**
   * Unbinds this account (解绑开放平台账号). Calls `POST /cgi-bin/open/unbind`.
   *
   * @throws {WeChatApiError} 89001 when the owners differ, 89003 for an open-platform account that was not made by
   * {@link create}
   * @see https://developers.weixin.qq.com/doc/oplatform/openApi/OpenApiDoc/openplatform-management/unbindOpenAccount.html
   */
  async unbind(openAppId: string): Promise<void> {
    const body = { appid: this.client.appId, open_appid: openAppId };
    await this.client.request('POST /cgi-bin/open/unbind', { body });
  }

  /**
   * The appid of the open-platform account this account is bound to (获取绑定的开放平台账号). Calls `POST /cgi-bin/open/get`.
   *
   * @throws {WeChatApiError} 89002 when it is bound to none: {@link isBound} asks without an error
   * @see https://developers.weixin.qq.com/doc/oplatform/openApi/OpenApiDoc/openplatform-management/getOpenAccount.html
   */
  async get(): Promise<string> {
    const { open_appid } = await this.client.request('POST /cgi-bin/open/get', {
      body: { appid: this.client.appId },
    });
    return open_appid;
  }

  /**
   * Whether this mini program is bound to an open-platform account (查询是否绑定开放平台账号). Calls `GET /cgi-bin/open/have`.
   *
   * @see https://developers.weixin.qq.com/doc/oplatform/openApi/OpenApiDoc/miniprogram-management/basic-info-management/getBindOpenAccount.html
   */
  async isBound(): Promise<boolean> {
    const { have_open } = await this.client.request('GET /cgi-bin/open/have');
    return have_open;
  }

  /**
   * Whether this mini program and the open-platform account it is bound to have the same owner
   * (查询绑定的开放平台主体). Calls `GET /cgi-bin/open/sameentity`.
   *
   * @see https://developers.weixin.qq.com/doc/oplatform/openApi/OpenApiDoc/miniprogram-management/basic-info-management/getBindOpenAccountEntity.html
   */
  async isSameEntity(): Promise<boolean> {
    const { same_entity } = await this.client.request('GET /cgi-bin/open/sameentity');
    return same_entity;
  }
}
