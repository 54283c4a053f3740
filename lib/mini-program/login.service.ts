import { type ApiCaller, SECRET_NEEDED } from '../client/index.js';
import { WeChatApiError, WeChatConfigError } from '../common/index.js';
import { sessionSignature } from '../crypto/index.js';
import type { MiniProgramApi, OfficialAnswer } from './mini-program.api.js';

const SIGNATURE_INVALID = 87009;

type Session = OfficialAnswer<'GET /sns/jscode2session'>;

/** With what a mini program asks who logged in: its own secret, or the platform that acts for it. */
export interface LoginRooms {
  readonly appSecret: string | undefined;
  readonly componentAppId?: string | undefined;
  readonly caller: ApiCaller;
}

/**
 * Login (小程序登录). A session key stays on the server: it opens what WeChat seals for this person.
 *
 * @publicApi
 */
export class MiniProgramLoginService {
  // private to the language, so that no inspection shows the secret
  readonly #rooms: LoginRooms;

  constructor(
    private readonly client: MiniProgramApi,
    rooms: LoginRooms,
  ) {
    this.#rooms = rooms;
  }

  /**
   * Who logged in (小程序登录, code2Session). Calls `GET /sns/jscode2session`, and for a mini program of a third-party
   * platform `GET /sns/component/jscode2session` (小程序登录 of 第三方平台).
   *
   * @param code of `wx.login`, for one use within five minutes
   * @returns openid, session_key, and the unionid when the mini program belongs to an open platform account
   * @throws {WeChatApiError} 40029 for a code that is wrong or old, 40163 for one that was used, 40226 for a person WeChat
   * holds to be risky
   * @throws {WeChatConfigError} for a client that takes its tokens from a hub and has no appSecret
   * @see https://developers.weixin.qq.com/miniprogram/dev/OpenApiDoc/user-login/code2Session.html
   */
  async code2Session(code: string): Promise<Session> {
    const { appSecret: secret, componentAppId, caller } = this.#rooms;
    const query = { appid: this.client.appId, js_code: code, grant_type: 'authorization_code' };
    if (componentAppId !== undefined) {
      const contents = { query: { ...query, component_appid: componentAppId }, secrets: [code] };
      return (await caller.call('GET /sns/component/jscode2session', contents)) as Session;
    }
    if (secret === undefined) {
      throw new WeChatConfigError(SECRET_NEEDED(this.client.name, 'login.code2Session()'));
    }
    return this.client.request('GET /sns/jscode2session', { query: { ...query, secret } });
  }

  /**
   * Whether a session key is still the person's current one (检验登录态). Calls `GET /wxa/checksession`; the key itself is
   * not sent, a signature made with it is.
   *
   * @see https://developers.weixin.qq.com/miniprogram/dev/OpenApiDoc/user-login/checkSessionKey.html
   */
  async checkSession(openid: string, sessionKey: string): Promise<boolean> {
    try {
      await this.client.request('GET /wxa/checksession', { query: signedQuery(openid, sessionKey) });
      return true;
    } catch (error) {
      if (error instanceof WeChatApiError && error.errcode === SIGNATURE_INVALID) return false;
      throw error;
    }
  }

  /**
   * Gives the person another session key (重置登录态), after one may have leaked. Calls `GET /wxa/resetusersessionkey`.
   *
   * @returns openid and the new session_key
   * @throws {WeChatApiError} 87009 when the session key is not the current one, 87007 when it has expired
   * @see https://developers.weixin.qq.com/miniprogram/dev/OpenApiDoc/user-login/ResetUserSessionKey.html
   */
  async resetSession(
    openid: string,
    sessionKey: string,
  ): Promise<OfficialAnswer<'GET /wxa/resetusersessionkey'>> {
    return this.client.request('GET /wxa/resetusersessionkey', { query: signedQuery(openid, sessionKey) });
  }
}

/** A call in a person's name proves with an empty text that it knows the session key. */
export function signedQuery(
  openid: string,
  sessionKey: string,
): { openid: string; signature: string; sig_method: string } {
  return { openid, signature: sessionSignature(sessionKey), sig_method: 'hmac_sha256' };
}
