import type { WorkAnswer } from '../work.api.js';
import type { WorkProviderApi } from './provider.api.js';

/** The page somebody logs in to the provider's website on. */
export interface WorkProviderLoginPage {
  /** Where they come back to, with `auth_code`, `expires_in` and `state`. */
  redirectUri: string;
  /** Letters and digits, at most 128 bytes. */
  state?: string | undefined;
  /** `admin` lets administrators log in alone. @default 'member' */
  userType?: 'member' | 'admin' | undefined;
  /** @default 'zh' */
  lang?: 'zh' | 'en' | undefined;
}

/**
 * Logging in to the provider's website with WeCom (从第三方单点登录), the older way: new websites log in with a suite that is for it
 * (登录授权应用), through `@WeChatLogin()` of that suite.
 *
 * @see https://developer.work.weixin.qq.com/document/path/91124
 * @publicApi
 */
export class WorkProviderLoginService {
  readonly #openWork: string;

  constructor(
    private readonly client: WorkProviderApi,
    openWork: string,
  ) {
    this.#openWork = openWork;
  }

  /**
   * The page with a QR code to scan (构造第三方应用扫码登录链接).
   *
   * @throws {TypeError} when redirectUri is no absolute http(s) address
   * @see https://developer.work.weixin.qq.com/document/path/91124
   */
  url({ redirectUri, state, userType, lang }: WorkProviderLoginPage): string {
    if (!URL.canParse(redirectUri) || !/^https?:/i.test(redirectUri))
      throw new TypeError(`redirectUri takes an absolute http(s) address, not "${redirectUri}"`);
    const query = new URLSearchParams({
      appid: this.client.corpId,
      redirect_uri: redirectUri,
      ...(state === undefined ? {} : { state }),
      ...(userType === undefined ? {} : { usertype: userType }),
      ...(lang === undefined ? {} : { lang }),
    });
    return `${this.#openWork}/wwopen/sso/3rd_qrConnect?${query}`;
  }

  /**
   * Who came back with a code (获取登录用户信息). Calls `POST /cgi-bin/service/get_login_info`.
   *
   * @throws {WeChatApiError} for a code that is wrong, used, or too old
   * @see https://developer.work.weixin.qq.com/document/path/91125
   */
  async getInfo(authCode: string): Promise<WorkAnswer<'POST /cgi-bin/service/get_login_info'>> {
    return this.client.request('POST /cgi-bin/service/get_login_info', { body: { auth_code: authCode } });
  }
}
