import { WeChatConfigError } from '../../common/index.js';
import type { WorkAgentApi, WorkAnswer } from '../work.api.js';
import { AGENT_ID_NEEDED } from '../work.messages.js';
import type { DEFAULT_BASE_URLS } from '../work-options.interface.js';

/** Where a person is sent to log in, and where they come back to. */
export interface WorkLoginUrlOptions {
  /** Its host must be the trusted one of the application (可信域名). */
  redirectUri: string;
  /** Comes back with the code; letters and digits, at most 128. */
  state?: string | undefined;
}

/** The same of a page for browsers. */
export interface WorkWebLoginUrlOptions extends WorkLoginUrlOptions {
  /** @default 'zh' */
  lang?: 'zh' | 'en' | undefined;
}

/** What the embedded QR code (内嵌登录二维码, `wwLogin`) is made with. */
export interface WorkQrOptions {
  readonly appid: string;
  readonly agentid: string;
  /** Encoded, as the script wants it. */
  readonly redirect_uri: string;
  readonly state?: string;
}

type Hosts = Readonly<Record<keyof typeof DEFAULT_BASE_URLS, string>>;
type Parameters = Readonly<Record<string, string | undefined>>;

/**
 * Logging in with WeCom (身份验证): the pages people are sent to, and who it was. `@WeChatLogin('corp/assistant')` does all
 * of it by itself.
 *
 * @see https://developer.work.weixin.qq.com/document/path/91022
 * @publicApi
 */
export class WorkLoginService {
  readonly #hosts: Hosts;

  constructor(
    private readonly client: WorkAgentApi & { readonly name: string; readonly agentId: string | undefined },
    hosts: Hosts,
  ) {
    this.#hosts = hosts;
  }

  /**
   * The page inside WeCom and WeChat (构造网页授权链接).
   *
   * @param scope `snsapi_privateinfo` asks for the member's consent to more than who they are
   * @throws {WeChatConfigError} for an agent without agentId
   * @see https://developer.work.weixin.qq.com/document/path/91022
   */
  authorizeUrl({
    redirectUri,
    state = '',
    scope = 'snsapi_base',
  }: WorkLoginUrlOptions & { scope?: 'snsapi_base' | 'snsapi_privateinfo' | undefined }): string {
    const query = {
      appid: this.client.corpId,
      redirect_uri: redirectUri,
      response_type: 'code',
      scope,
      state,
      agentid: this.#agentId,
    };
    return `${addressOf(this.#hosts.open, '/connect/oauth2/authorize', query)}#wechat_redirect`;
  }

  /**
   * The page for browsers (企业微信登录组件).
   *
   * @throws {WeChatConfigError} for an agent without agentId
   * @see https://developer.work.weixin.qq.com/document/path/98152
   */
  webUrl({ redirectUri, state, lang }: WorkWebLoginUrlOptions): string {
    const query = {
      login_type: 'CorpApp',
      appid: this.client.corpId,
      agentid: this.#agentId,
      redirect_uri: redirectUri,
      state,
      lang,
    };
    return addressOf(this.#hosts.login, '/wwlogin/sso/login', query);
  }

  /**
   * The older page for browsers, with a QR code to scan (扫码授权登录).
   *
   * @throws {WeChatConfigError} for an agent without agentId
   * @see https://developer.work.weixin.qq.com/document/path/91019
   */
  qrUrl({ redirectUri, state, lang }: WorkWebLoginUrlOptions): string {
    const query = {
      appid: this.client.corpId,
      agentid: this.#agentId,
      redirect_uri: redirectUri,
      state,
      lang,
    };
    return addressOf(this.#hosts.openWork, '/wwopen/sso/qrConnect', query);
  }

  /**
   * The same QR code within a page of your own: what `new WwLogin({ id, … })` takes (内嵌登录二维码).
   *
   * @throws {WeChatConfigError} for an agent without agentId
   * @see https://developer.work.weixin.qq.com/document/path/91019
   */
  qrOptions({ redirectUri, state }: WorkLoginUrlOptions): WorkQrOptions {
    return {
      appid: this.client.corpId,
      agentid: this.#agentId,
      redirect_uri: encodeURIComponent(redirectUri),
      ...(state !== undefined && { state }),
    };
  }

  /**
   * Who a code stands for (获取访问用户身份): a member by `userid`, anybody else by `openid`. Calls
   * `GET /cgi-bin/auth/getuserinfo`.
   *
   * @param code works once, for five minutes
   * @throws {WeChatApiError} 40029 for a code that is wrong or used
   * @see https://developer.work.weixin.qq.com/document/path/91023
   */
  async getUserInfo(code: string): Promise<WorkAnswer<'GET /cgi-bin/auth/getuserinfo'>> {
    return this.client.request('GET /cgi-bin/auth/getuserinfo', { query: { code } });
  }

  /**
   * What a member let the application know (获取访问用户敏感信息). Calls `POST /cgi-bin/auth/getuserdetail`.
   *
   * @param userTicket of {@link getUserInfo} after `snsapi_privateinfo`
   * @see https://developer.work.weixin.qq.com/document/path/95833
   */
  async getUserDetail(userTicket: string): Promise<WorkAnswer<'POST /cgi-bin/auth/getuserdetail'>> {
    return this.client.request('POST /cgi-bin/auth/getuserdetail', { body: { user_ticket: userTicket } });
  }

  get #agentId(): string {
    const { agentId, name } = this.client;
    if (agentId === undefined) throw new WeChatConfigError(AGENT_ID_NEEDED(name));
    return agentId;
  }
}

function addressOf(host: string, path: string, parameters: Parameters): string {
  const query = Object.entries(parameters).filter((entry): entry is [string, string] => !!entry[1]);
  return `${host}${path}?${new URLSearchParams(query).toString()}`;
}
