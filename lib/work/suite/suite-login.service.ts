import type { WorkAnswer } from '../work.api.js';
import type { DEFAULT_BASE_URLS } from '../work-options.interface.js';
import type { WorkLoginUrlOptions, WorkWebLoginUrlOptions } from '../login/login.service.js';
import type { WorkSuiteApi } from './suite.api.js';

type Hosts = Readonly<Record<keyof typeof DEFAULT_BASE_URLS, string>>;

/** What a login inside WeCom asks for. */
export type WorkSuiteScope = 'snsapi_base' | 'snsapi_privateinfo';

/**
 * Logging in with a suite (身份验证): the pages people are sent to, and who it was. `@WeChatLogin('crm')` does all of it by itself.
 *
 * @see https://developer.work.weixin.qq.com/document/path/91120
 * @publicApi
 */
export class WorkSuiteLoginService {
  readonly #hosts: Hosts;

  constructor(
    private readonly suite: WorkSuiteApi,
    hosts: Hosts,
  ) {
    this.#hosts = hosts;
  }

  /**
   * The page inside WeCom (构造第三方应用oauth2链接).
   *
   * @param scope `snsapi_privateinfo` asks for the member's consent to more than who they are
   * @see https://developer.work.weixin.qq.com/document/path/91120
   */
  authorizeUrl({
    redirectUri,
    state = '',
    scope = 'snsapi_base',
  }: WorkLoginUrlOptions & { scope?: WorkSuiteScope | undefined }): string {
    const query = new URLSearchParams({
      appid: this.suite.suiteId,
      redirect_uri: redirectUri,
      response_type: 'code',
      scope,
      state,
    });
    return `${this.#hosts.open}/connect/oauth2/authorize?${query}#wechat_redirect`;
  }

  /**
   * The page for browsers (企业微信登录组件), of a suite that is for logging in (登录授权应用).
   *
   * @see https://developer.work.weixin.qq.com/document/path/98151
   */
  webUrl({ redirectUri, state, lang }: WorkWebLoginUrlOptions): string {
    const query = new URLSearchParams({
      login_type: 'ServiceApp',
      appid: this.suite.suiteId,
      redirect_uri: redirectUri,
      ...(state === undefined ? {} : { state }),
      ...(lang === undefined ? {} : { lang }),
    });
    return `${this.#hosts.login}/wwlogin/sso/login?${query}`;
  }

  /**
   * Who a code stands for (获取访问用户身份): a member by `corpid` and `userid`, anybody else by `openid`. Calls
   * `GET /cgi-bin/service/auth/getuserinfo3rd`.
   *
   * @param code works once, for five minutes
   * @throws {WeChatApiError} 40029 for a code that is wrong or used
   * @see https://developer.work.weixin.qq.com/document/path/91121
   */
  async getUserInfo(code: string): Promise<WorkAnswer<'GET /cgi-bin/service/auth/getuserinfo3rd'>> {
    return this.suite.request('GET /cgi-bin/service/auth/getuserinfo3rd', { query: { code } });
  }

  /**
   * What a member let the suite know (获取访问用户敏感信息). Calls `POST /cgi-bin/service/getuserdetail3rd`.
   *
   * @param userTicket of {@link getUserInfo} after `snsapi_privateinfo`
   * @see https://developer.work.weixin.qq.com/document/path/91122
   */
  async getUserDetail(userTicket: string): Promise<WorkAnswer<'POST /cgi-bin/service/getuserdetail3rd'>> {
    return this.suite.request('POST /cgi-bin/service/getuserdetail3rd', {
      body: { user_ticket: userTicket },
    });
  }
}
