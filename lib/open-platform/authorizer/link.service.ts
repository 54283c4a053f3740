import type { AuthorizerApi, OfficialAnswer } from './authorizer.api.js';

/** A mini program linked to an official account; status 1 linked, 2 and 12 its or the account's owner is asked, 3 refused. */
export type LinkedMiniProgram =
  OfficialAnswer<'POST /cgi-bin/wxopen/wxamplinkget'>['wxopens']['items'][number];

/** How a link shows itself. */
export interface MiniProgramLinkOptions {
  /** Tells the followers by a template message. @default false */
  notifyUsers?: boolean | undefined;
  /** Shows the mini program on the page of the official account. @default false */
  showProfile?: boolean | undefined;
}

/**
 * The mini programs linked to an official account (公众号关联小程序): menus, messages and articles may open them.
 *
 * @publicApi
 */
export class AuthorizerLinkService {
  constructor(private readonly client: AuthorizerApi) {}

  /**
   * Asks the owners of both to link them (关联小程序). Calls `POST /cgi-bin/wxopen/wxamplink`.
   *
   * @param appId the mini program
   * @see https://developers.weixin.qq.com/doc/oplatform/openApi/OpenApiDoc/officalaccount-management/link-miniprogram/linkMiniprogram.html
   */
  async add(
    appId: string,
    { notifyUsers = false, showProfile = false }: MiniProgramLinkOptions = {},
  ): Promise<void> {
    await this.client.request('POST /cgi-bin/wxopen/wxamplink', {
      body: { appid: appId, notify_users: notifyUsers ? 1 : 0, show_profile: showProfile ? 1 : 0 },
    });
  }

  /**
   * The mini programs that are linked or asked for (获取公众号关联的小程序). Calls `POST /cgi-bin/wxopen/wxamplinkget`.
   *
   * @see https://developers.weixin.qq.com/doc/oplatform/openApi/OpenApiDoc/officalaccount-management/link-miniprogram/getLinkMiniprogram.html
   */
  async list(): Promise<LinkedMiniProgram[]> {
    const { wxopens } = await this.client.request('POST /cgi-bin/wxopen/wxamplinkget', { body: {} });
    return wxopens.items;
  }

  /**
   * Undoes a link (解除已关联的小程序). Calls `POST /cgi-bin/wxopen/wxampunlink`.
   *
   * @param appId the mini program
   * @see https://developers.weixin.qq.com/doc/oplatform/openApi/OpenApiDoc/officalaccount-management/link-miniprogram/unlinkMiniprogram.html
   */
  async delete(appId: string): Promise<void> {
    await this.client.request('POST /cgi-bin/wxopen/wxampunlink', { body: { appid: appId } });
  }
}
