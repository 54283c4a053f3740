import { SECRET_NEEDED } from '../client/index.js';
import { WeChatConfigError } from '../common/index.js';
import type { AccountApi, OfficialAnswer } from './account.api.js';

/**
 * Management of the interfaces themselves (openApi 管理): quotas, and what became of a call.
 *
 * @publicApi
 */
export class OpenApiService {
  // a function, so that no inspection shows the secret
  readonly #secretOf: () => string | undefined;

  constructor(
    private readonly client: AccountApi,
    secretOf: () => string | undefined,
  ) {
    this.#secretOf = secretOf;
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
   * The same with the secret in place of a token, for when fetching a token has itself used up its quota
   * (使用 AppSecret 重置 API 调用次数). Calls `POST /cgi-bin/clear_quota/v2`; both forms share the ten times a month.
   *
   * @see https://developers.weixin.qq.com/doc/offiaccount/openApi/clearQuotaByAppSecret.html
   */
  async clearQuotaByAppSecret(): Promise<void> {
    const body = { appid: this.client.appId, appsecret: this.#appSecret() };
    await this.client.request('POST /cgi-bin/clear_quota/v2', { body });
  }

  /**
   * Resets the call count of one interface, fifty times a month at most (重置指定 API 调用次数). Calls
   * `POST /cgi-bin/openapi/quota/clear`.
   *
   * @param cgiPath the path of the interface, `/cgi-bin/message/custom/send`
   * @see https://developers.weixin.qq.com/doc/service/api/apimanage/api_clearapiquota.html
   */
  async clearApiQuota(cgiPath: string): Promise<void> {
    await this.client.request('POST /cgi-bin/openapi/quota/clear', { body: { cgi_path: cgiPath } });
  }

  /**
   * What WeChat recorded of a call that failed (查询 rid 信息), up to seven days back. Calls
   * `POST /cgi-bin/openapi/rid/get`.
   *
   * @param rid `rid` of a WeChatApiError
   * @throws {WeChatApiError} 76001 when nothing is known of it, 76002 when it is malformed, 76003 when it is
   * another account's
   * @see https://developers.weixin.qq.com/doc/offiaccount/openApi/get_rid_info.html
   */
  async getRidInfo(rid: string): Promise<OfficialAnswer<'POST /cgi-bin/openapi/rid/get'>['request']> {
    const { request } = await this.client.request('POST /cgi-bin/openapi/rid/get', { body: { rid } });
    return request;
  }

  #appSecret(): string {
    const secret = this.#secretOf();
    if (secret === undefined)
      throw new WeChatConfigError(SECRET_NEEDED(this.client.name, 'clearQuotaByAppSecret()'));
    return secret;
  }
}
