import type { OfficialAccountApi, OfficialAnswer } from './official-account.api.js';

const MAX_EXPIRY = 30 * 24 * 3600;
const MAX_PERMANENT_ID = 100_000;
const MAX_SCENE_LENGTH = 64;

/** A QR code with a scene. 带参数二维码 */
export interface QrCodeOptions {
  /** A text of 1 to 64 characters, or a number: 1 to 100000 for a permanent code, 32 bits for a temporary one. */
  scene: string | number;
  /** Seconds until a temporary code expires, 1 to 2592000 (30 days). Without it the code is permanent (100000 at most). */
  expiresIn?: number;
}

/**
 * Account management (账号管理): QR codes, quotas, addresses of WeChat's servers.
 *
 * @publicApi
 */
export class OfficialAccountAccountService {
  constructor(
    private readonly client: OfficialAccountApi,
    private readonly mpUrl: string,
  ) {}

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
   * How often an interface was and may be called today (查询API调用额度). Calls `POST /cgi-bin/openapi/quota/get`.
   *
   * @param cgiPath the path of the interface, `/cgi-bin/message/custom/send`
   * @see https://developers.weixin.qq.com/doc/offiaccount/openApi/get_api_quota.html
   */
  async getQuota(cgiPath: string): Promise<OfficialAnswer<'POST /cgi-bin/openapi/quota/get'>['quota']> {
    const { quota } = await this.client.request('POST /cgi-bin/openapi/quota/get', {
      body: { cgi_path: cgiPath },
    });
    return quota;
  }

  /**
   * Resets the call counts of the day, ten times a month at most (清空API调用次数). Calls `POST /cgi-bin/clear_quota`.
   *
   * @see https://developers.weixin.qq.com/doc/offiaccount/openApi/clear_quota.html
   */
  async clearQuota(): Promise<void> {
    await this.client.request('POST /cgi-bin/clear_quota', { body: { appid: this.client.appId } });
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
