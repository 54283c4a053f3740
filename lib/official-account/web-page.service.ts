import type { OfficialAccountApi } from './official-account.api.js';

const AUTHORIZE = 'https://open.weixin.qq.com/connect/oauth2/authorize';
const MAX_STATE = 128;

/** Where a person is sent to say who they are. */
export interface AuthorizeUrlOptions {
  /** Where they come back to, with `code` and `state`; on a domain named in the console (网页授权域名). */
  redirectUri: string;
  /** `snsapi_userinfo` asks for consent and gives name and picture. @default 'snsapi_base', openid only, unseen */
  scope?: 'snsapi_base' | 'snsapi_userinfo';
  /** Comes back as it is, letters and digits, at most 128; tie it to the session against forged returns. */
  state?: string;
  /** Asks for consent again although it was given. @default false */
  forcePopup?: boolean;
  /** Sends the person into the snapshot page (快照页) in any case. @default false */
  forceSnapShot?: boolean;
}

/**
 * Web pages inside WeChat (网页开发).
 *
 * @publicApi
 */
export class OfficialAccountWebPageService {
  constructor(private readonly client: OfficialAccountApi) {}

  /**
   * The address that asks a person who they are (网页授权, 用户同意授权): a local computation. The order of its parameters
   * matters to WeChat.
   *
   * @throws {RangeError} for a state of more than 128 bytes, or of other characters than letters and digits
   * @throws {TypeError} when redirectUri is no absolute http(s) address
   * @see https://developers.weixin.qq.com/doc/offiaccount/OA_Web_Apps/Wechat_webpage_authorization.html#0
   */
  authorizeUrl(options: AuthorizeUrlOptions): string {
    const { redirectUri, scope = 'snsapi_base', state = '', forcePopup, forceSnapShot } = options;
    if (!URL.canParse(redirectUri) || !/^https?:/i.test(redirectUri)) {
      throw new TypeError(`redirectUri takes an absolute http(s) address, not "${redirectUri}"`);
    }
    if (Buffer.byteLength(state) > MAX_STATE) {
      throw new RangeError(`state takes ${MAX_STATE} bytes at most, not ${Buffer.byteLength(state)}`);
    }
    if (/[^a-zA-Z0-9]/.test(state)) throw new RangeError('state takes letters and digits alone');
    const query: Record<string, string> = {
      appid: this.client.appId,
      redirect_uri: redirectUri,
      response_type: 'code',
      scope,
      ...(state === '' ? {} : { state }),
      ...(forcePopup ? { forcePopup: 'true' } : {}),
      ...(forceSnapShot ? { forceSnapShot: 'true' } : {}),
    };
    const pairs = Object.entries(query).map(([name, value]) => `${name}=${encodeURIComponent(value)}`);
    return `${AUTHORIZE}?${pairs.join('&')}#wechat_redirect`;
  }
}
