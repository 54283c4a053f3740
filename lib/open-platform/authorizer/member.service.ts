import type { AuthorizerApi } from './authorizer.api.js';

/** A tester: by their WeChat id (微信号), or as WeChat names them to the platform. */
export type TesterKey = { readonly wechatid: string } | { readonly userstr: string };

/**
 * Who may open the trial version of a mini program (成员管理, 体验者). Its administrator always may.
 *
 * @publicApi
 */
export class AuthorizerMemberService {
  constructor(private readonly client: AuthorizerApi) {}

  /**
   * Adds a tester (绑定体验者). Calls `POST /wxa/bind_tester`.
   *
   * @param wechatId 微信号
   * @returns userstr, which names them from then on
   * @throws {WeChatApiError} 85001 when nobody is found under this id, 85002 for as many testers as may be, 85003 when
   * they test as many mini programs as they may, 85004 when they do already
   * @see https://developers.weixin.qq.com/doc/oplatform/openApi/OpenApiDoc/miniprogram-management/member-management/bindTester.html
   */
  async bind(wechatId: string): Promise<string> {
    const { userstr } = await this.client.request('POST /wxa/bind_tester', { body: { wechatid: wechatId } });
    return userstr;
  }

  /**
   * Removes a tester (解除绑定体验者). Calls `POST /wxa/unbind_tester`.
   *
   * @see https://developers.weixin.qq.com/doc/oplatform/openApi/OpenApiDoc/miniprogram-management/member-management/unbindTester.html
   */
  async unbind(tester: TesterKey): Promise<void> {
    await this.client.request('POST /wxa/unbind_tester', { body: tester });
  }

  /**
   * All testers, as their userstr (获取体验者列表). Calls `POST /wxa/memberauth`.
   *
   * @see https://developers.weixin.qq.com/doc/oplatform/openApi/OpenApiDoc/miniprogram-management/member-management/getTester.html
   */
  async list(): Promise<string[]> {
    const { members } = await this.client.request('POST /wxa/memberauth', {
      body: { action: 'get_experiencer' },
    });
    return members.map(({ userstr }) => userstr);
  }
}
