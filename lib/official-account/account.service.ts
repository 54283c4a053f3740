import type { EndpointTraits } from '../catalog/index.js';
import type { ApiCaller } from '../client/index.js';
import type { OfficialAccountApi, OfficialAnswer } from './official-account.api.js';

const MAX_EXPIRY = 30 * 24 * 3600;
const MAX_PERMANENT_ID = 100_000;
const MAX_SCENE_LENGTH = 64;
const MAX_LONG_DATA = 4096;
const PICTURE: EndpointTraits = { auth: 'none', answer: 'binary' };

/** A QR code with a scene. 带参数二维码 */
export interface QrCodeOptions {
  /** A text of 1 to 64 characters, or a number: 1 to 100000 for a permanent code, 32 bits for a temporary one. */
  scene: string | number;
  /** Seconds until a temporary code expires, 1 to 2592000 (30 days). Without it the code is permanent (100000 at most). */
  expiresIn?: number;
}

/** A token for another program. */
export interface AccessToken {
  accessToken: string;
  expiresAt: Date;
}

/** What is checked of the network, and from where. */
export interface NetworkCheckOptions {
  /** @default 'all' */
  action?: 'dns' | 'ping' | 'all';
  /** 电信 CHINANET, 联通 UNICOM, 腾讯 CAP. @default 'DEFAULT', chosen by WeChat from the address */
  operator?: 'CHINANET' | 'UNICOM' | 'CAP' | 'DEFAULT';
}

/**
 * Account management (账号管理): QR codes, quotas, addresses of WeChat's servers.
 *
 * @publicApi
 */
export class OfficialAccountAccountService {
  // private to the language, so that no inspection shows a credential
  readonly #caller: ApiCaller;

  constructor(
    private readonly client: OfficialAccountApi,
    private readonly mpUrl: string,
    caller: ApiCaller,
  ) {
    this.#caller = caller;
  }

  /**
   * The token calls are made with (接口调用凭据), for other programs of the same account: it comes from memory or storage
   * while it lives, so that asking kills nobody's token.
   *
   * @see https://developers.weixin.qq.com/doc/offiaccount/Basic_Information/getStableAccessToken.html
   */
  async getAccessToken(): Promise<AccessToken> {
    const { value, expiresAt } = await this.#caller.accessToken();
    return { accessToken: value, expiresAt: new Date(expiresAt) };
  }

  /**
   * Creates a QR code that carries a scene (生成带参数二维码). Calls `POST /cgi-bin/qrcode/create`.
   *
   * @returns the ticket for {@link qrCodeUrl}, and the address the code stands for
   * @throws {RangeError} for a scene or an expiry outside WeChat's limits
   * @throws {WeChatApiError} when WeChat refuses
   * @see https://developers.weixin.qq.com/doc/offiaccount/Account_Management/Generating_a_Parametric_QR_Code.html
   */
  createQrCode({ scene, expiresIn }: QrCodeOptions): Promise<OfficialAnswer<'POST /cgi-bin/qrcode/create'>> {
    checkScene(scene, expiresIn);
    const isText = typeof scene === 'string';
    const action_info = { scene: isText ? { scene_str: scene } : { scene_id: scene } };
    return this.client.request('POST /cgi-bin/qrcode/create', {
      body:
        expiresIn === undefined
          ? { action_name: isText ? 'QR_LIMIT_STR_SCENE' : 'QR_LIMIT_SCENE', action_info }
          : { action_name: isText ? 'QR_STR_SCENE' : 'QR_SCENE', action_info, expire_seconds: expiresIn },
    });
  }

  /** The address of a QR code's picture (换取二维码): a local computation, fit for `<img src>`. */
  qrCodeUrl(ticket: string): string {
    return `${this.mpUrl}/cgi-bin/showqrcode?ticket=${encodeURIComponent(ticket)}`;
  }

  /**
   * The bytes of a QR code's picture, a JPEG (通过 ticket 换取二维码). Calls `GET /cgi-bin/showqrcode` of
   * `mp.weixin.qq.com`, without a token.
   *
   * @throws {WeChatHttpError} with status 404 for an unknown or expired ticket
   * @see https://developers.weixin.qq.com/doc/offiaccount/Account_Management/Generating_a_Parametric_QR_Code.html
   */
  async qrCodePicture(ticket: string): Promise<Buffer> {
    const contents = { baseUrl: this.mpUrl, query: { ticket } };
    return (await this.#caller.call('GET /cgi-bin/showqrcode', contents, PICTURE)) as Buffer;
  }

  /**
   * Keeps a long text with WeChat under a short key (短 key 托管). Calls `POST /cgi-bin/shorten/gen`.
   *
   * @param longData at most 4 KB (UTF-8)
   * @param expiresIn seconds until it is forgotten, 1 to 2592000 (30 days)
   * @returns the key, 15 letters and digits
   * @throws {RangeError} for more than that
   * @see https://developers.weixin.qq.com/doc/offiaccount/Account_Management/KEY_Shortener.html
   */
  async shorten(longData: string, expiresIn = MAX_EXPIRY): Promise<string> {
    const length = Buffer.byteLength(longData);
    if (length < 1 || length > MAX_LONG_DATA) {
      throw new RangeError(`longData takes 1 to ${MAX_LONG_DATA} bytes, not ${length}`);
    }
    if (!(Number.isInteger(expiresIn) && expiresIn >= 1 && expiresIn <= MAX_EXPIRY)) {
      throw new RangeError(`expiresIn takes 1 to ${MAX_EXPIRY} whole seconds`);
    }
    const { short_key } = await this.client.request('POST /cgi-bin/shorten/gen', {
      body: { long_data: longData, expire_seconds: expiresIn },
    });
    return short_key;
  }

  /**
   * What stands behind a short key (短 key 还原): the text, when it was kept, how many seconds it has left. Calls
   * `POST /cgi-bin/shorten/fetch`.
   *
   * @throws {WeChatApiError} 9410012 for a key that is unknown, expired or another account's
   * @see https://developers.weixin.qq.com/doc/offiaccount/Account_Management/KEY_Shortener.html
   */
  expand(shortKey: string): Promise<OfficialAnswer<'POST /cgi-bin/shorten/fetch'>> {
    return this.client.request('POST /cgi-bin/shorten/fetch', { body: { short_key: shortKey } });
  }

  /**
   * Has WeChat try to reach the callback address (网络检测). Calls `POST /cgi-bin/callback/check`.
   *
   * @see https://developers.weixin.qq.com/doc/offiaccount/Basic_Information/Network_Detection.html
   */
  checkNetwork({ action = 'all', operator = 'DEFAULT' }: NetworkCheckOptions = {}): Promise<
    OfficialAnswer<'POST /cgi-bin/callback/check'>
  > {
    return this.client.request('POST /cgi-bin/callback/check', {
      body: { action, check_operator: operator },
    });
  }

  /**
   * The automatic replies set in the console (获取公众号的自动回复规则). Calls `GET /cgi-bin/get_current_autoreply_info`.
   *
   * @see https://developers.weixin.qq.com/doc/offiaccount/Message_Management/Getting_Rules_for_Auto_Replies.html
   */
  getAutoReplyRules(): Promise<OfficialAnswer<'GET /cgi-bin/get_current_autoreply_info'>> {
    return this.client.request('GET /cgi-bin/get_current_autoreply_info');
  }

  /**
   * Addresses WeChat calls back from (获取微信callback IP地址). Calls `GET /cgi-bin/getcallbackip`.
   *
   * @see https://developers.weixin.qq.com/doc/offiaccount/Basic_Information/Get_the_WeChat_server_IP_address.html
   */
  async getCallbackIps(): Promise<string[]> {
    const { ip_list } = await this.client.request('GET /cgi-bin/getcallbackip');
    return ip_list;
  }

  /**
   * Addresses of WeChat's API servers (获取微信API接口 IP地址). Calls `GET /cgi-bin/get_api_domain_ip`.
   *
   * @see https://developers.weixin.qq.com/doc/offiaccount/Basic_Information/Get_the_WeChat_server_IP_address.html
   */
  async getApiDomainIps(): Promise<string[]> {
    const { ip_list } = await this.client.request('GET /cgi-bin/get_api_domain_ip');
    return ip_list;
  }
}

function checkScene(scene: string | number, expiresIn: number | undefined): void {
  if (
    expiresIn !== undefined &&
    !(Number.isInteger(expiresIn) && expiresIn >= 1 && expiresIn <= MAX_EXPIRY)
  ) {
    throw new RangeError(
      `expiresIn takes 1 to ${MAX_EXPIRY} whole seconds; leave it out for a permanent code`,
    );
  }
  if (typeof scene === 'string') {
    if (scene.length < 1 || scene.length > MAX_SCENE_LENGTH) {
      throw new RangeError(`A scene text takes 1 to ${MAX_SCENE_LENGTH} characters, not ${scene.length}`);
    }
    return;
  }
  const max = expiresIn === undefined ? MAX_PERMANENT_ID : 2 ** 32 - 1;
  if (!Number.isInteger(scene) || scene < 1 || scene > max) {
    throw new RangeError(`A scene number takes 1 to ${max} here; a text carries more`);
  }
}
