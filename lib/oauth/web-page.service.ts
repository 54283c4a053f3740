import type { OfficialEndpoints } from '../catalog/index.js';
import {
  type ApiCaller,
  type LoginGrant,
  type LoginUser,
  SECRET_NEEDED,
  type UserTokens,
  type WebLogin,
} from '../client/index.js';
import { WeChatApiError, WeChatConfigError } from '../common/index.js';

const MAX_STATE = 128;
/** The token is of another person, dead, or malformed. */
const TOKEN_DEAD: ReadonlySet<number> = new Set([40001, 40003, 40014, 42001]);

type Answer<Route extends keyof OfficialEndpoints> = OfficialEndpoints[Route]['answer'];
type AccessToken = Answer<'GET /sns/oauth2/access_token'>;

/** Where a person is sent to say who they are. */
export interface AuthorizeUrlOptions {
  /** Where they come back to, with `code` and `state`; on a domain named in the console (网页授权域名). */
  redirectUri: string;
  /** `snsapi_userinfo` asks for consent and gives name and picture. @default the least: openid only, unseen */
  scope?: string;
  /** Comes back as it is, letters and digits, at most 128; tie it to the session against forged returns. */
  state?: string;
  /** Asks for consent again although it was given. @default false */
  forcePopup?: boolean;
  /** Sends the person into the snapshot page (快照页) in any case. @default false */
  forceSnapShot?: boolean;
}

/** How one client logs people in. */
export interface WebPageSetup {
  readonly client: string;
  readonly appId: string;
  readonly appSecret: string | undefined;
  /** Of the third-party platform that acts for the account: its token takes the place of the secret. */
  readonly componentAppId?: string | undefined;
  /** The page that asks people: `https://open.weixin.qq.com/connect/oauth2/authorize`. */
  readonly authorizeUrl: string;
  /** Weakest first. */
  readonly scopes: readonly string[];
  readonly springboardUrl?: string | undefined;
  readonly caller: ApiCaller;
}

/**
 * Web pages that know who looks at them (网页授权): `@WeChatLogin()` does all of this by itself.
 *
 * @see https://developers.weixin.qq.com/doc/offiaccount/OA_Web_Apps/Wechat_webpage_authorization.html
 * @publicApi
 */
export class WebPageService implements WebLogin {
  readonly #setup: WebPageSetup;

  constructor(setup: WebPageSetup) {
    this.#setup = setup;
  }

  get scopes(): readonly string[] {
    return this.#setup.scopes;
  }

  get springboardUrl(): string | undefined {
    return this.#setup.springboardUrl;
  }

  /**
   * The address that asks a person who they are (用户同意授权，获取 code): a local computation. The order of its parameters
   * matters to WeChat.
   *
   * @throws {RangeError} for a state of more than 128 bytes, or of other characters than letters and digits
   * @throws {TypeError} when redirectUri is no absolute http(s) address
   * @see https://developers.weixin.qq.com/doc/offiaccount/OA_Web_Apps/Wechat_webpage_authorization.html#0
   */
  authorizeUrl(options: AuthorizeUrlOptions): string {
    const { redirectUri, scope = this.scopes[0] as string, state = '' } = options;
    if (!URL.canParse(redirectUri) || !/^https?:/i.test(redirectUri)) {
      throw new TypeError(`redirectUri takes an absolute http(s) address, not "${redirectUri}"`);
    }
    if (Buffer.byteLength(state) > MAX_STATE) {
      throw new RangeError(`state takes ${MAX_STATE} bytes at most, not ${Buffer.byteLength(state)}`);
    }
    if (/[^a-zA-Z0-9]/.test(state)) throw new RangeError('state takes letters and digits alone');
    const query: Record<string, string> = {
      appid: this.#setup.appId,
      redirect_uri: redirectUri,
      response_type: 'code',
      scope,
      ...(state === '' ? {} : { state }),
      ...(this.#setup.componentAppId === undefined ? {} : { component_appid: this.#setup.componentAppId }),
      ...(options.forcePopup ? { forcePopup: 'true' } : {}),
      ...(options.forceSnapShot ? { forceSnapShot: 'true' } : {}),
    };
    const pairs = Object.entries(query).map(([name, value]) => `${name}=${encodeURIComponent(value)}`);
    return `${this.#setup.authorizeUrl}?${pairs.join('&')}#wechat_redirect`;
  }

  /**
   * Who a code stands for, with name and picture when the person consented (通过 code 换取网页授权 access_token, 拉取用户信息).
   * Calls `GET /sns/oauth2/access_token`, of a third-party platform `GET /sns/oauth2/component/access_token`, and
   * `GET /sns/userinfo` unless the scope is `snsapi_base`.
   *
   * @throws {WeChatApiError} 40029 for a code that is wrong or older than five minutes, 40163 for one that was used
   * @see https://developers.weixin.qq.com/doc/offiaccount/OA_Web_Apps/Wechat_webpage_authorization.html#1
   */
  async exchange(code: string): Promise<LoginGrant> {
    const asked = Date.now();
    const answer = await this.#redeem(code);
    const tokens = tokensOf(answer, asked);
    const { openid, unionid, scope, is_snapshotuser } = answer;
    const ids = {
      openid,
      ...(unionid && { unionid }),
      scope,
      ...(is_snapshotuser === 1 && { is_snapshotuser }),
    };
    if (scope.split(',').every((one) => one === 'snsapi_base')) return { user: ids, tokens };
    return { user: { ...(await this.getUserInfo(tokens.accessToken, openid)), ...ids }, tokens };
  }

  /**
   * A new access token of a person (刷新 access_token). Calls `GET /sns/oauth2/refresh_token`, of a third-party platform
   * `GET /sns/oauth2/component/refresh_token`.
   *
   * @throws {WeChatApiError} 42002 when thirty days are over and the person has to log in again
   * @see https://developers.weixin.qq.com/doc/offiaccount/OA_Web_Apps/Wechat_webpage_authorization.html#2
   */
  async refresh(refreshToken: string): Promise<UserTokens> {
    const asked = Date.now();
    const { appId: appid, componentAppId: component_appid } = this.#setup;
    const query = { appid, grant_type: 'refresh_token', refresh_token: refreshToken };
    const secrets = [refreshToken];
    const answer =
      component_appid === undefined
        ? await this.#call('GET /sns/oauth2/refresh_token', query, secrets)
        : await this.#call('GET /sns/oauth2/component/refresh_token', { ...query, component_appid }, secrets);
    return tokensOf(answer, asked);
  }

  /**
   * Name and picture of a person (拉取用户信息). Calls `GET /sns/userinfo`.
   *
   * @param accessToken of that person, with `snsapi_userinfo` or `snsapi_login`
   * @throws {WeChatApiError} 48001 when the person consented to less
   * @see https://developers.weixin.qq.com/doc/offiaccount/OA_Web_Apps/Wechat_webpage_authorization.html#3
   */
  async getUserInfo(
    accessToken: string,
    openid: string,
    lang: 'zh_CN' | 'zh_TW' | 'en' = 'zh_CN',
  ): Promise<Omit<LoginUser, 'scope'>> {
    const query = { access_token: accessToken, openid, lang };
    const { privilege: _, ...user } = await this.#call('GET /sns/userinfo', query, [accessToken]);
    return user;
  }

  /**
   * Whether a person's access token can be used (检验授权凭证). Calls `GET /sns/auth`.
   *
   * @see https://developers.weixin.qq.com/doc/offiaccount/OA_Web_Apps/Wechat_webpage_authorization.html#4
   */
  async isTokenLive(accessToken: string, openid: string): Promise<boolean> {
    try {
      await this.#call('GET /sns/auth', { access_token: accessToken, openid }, [accessToken]);
      return true;
    } catch (error) {
      if (error instanceof WeChatApiError && TOKEN_DEAD.has(error.errcode)) return false;
      throw error;
    }
  }

  async #redeem(code: string): Promise<AccessToken> {
    const { client, appId: appid, appSecret: secret, componentAppId: component_appid } = this.#setup;
    const query = { appid, code, grant_type: 'authorization_code' };
    if (component_appid !== undefined) {
      return this.#call('GET /sns/oauth2/component/access_token', { ...query, component_appid }, [code]);
    }
    if (secret === undefined) throw new WeChatConfigError(SECRET_NEEDED(client, 'web login'));
    return this.#call('GET /sns/oauth2/access_token', { ...query, secret }, [secret, code]);
  }

  async #call<Route extends keyof OfficialEndpoints & string>(
    route: Route,
    query: Readonly<Record<string, string>>,
    secrets: readonly string[],
  ): Promise<Answer<Route>> {
    return (await this.#setup.caller.call(route, { query, secrets })) as Answer<Route>;
  }
}

const tokensOf = (
  {
    access_token,
    expires_in,
    refresh_token,
  }: Pick<AccessToken, 'access_token' | 'expires_in' | 'refresh_token'>,
  asked: number,
): UserTokens => ({
  accessToken: access_token,
  expiresAt: asked + expires_in * 1000,
  refreshToken: refresh_token,
});
