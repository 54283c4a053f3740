import { OpenApiService } from '../account/index.js';
import type { OpenPlatformApi } from './open-platform.api.js';

/**
 * Management of the interfaces a platform calls with its own token (openApi 管理). Those it calls for an account stand in
 * `platform.officialAccount(appId).openApi` and `platform.miniProgram(appId).openApi`.
 *
 * @publicApi
 */
export class OpenPlatformOpenApiService extends OpenApiService {
  // a function, so that no inspection shows the secret
  readonly #platformSecretOf: () => string;

  constructor(
    private readonly platform: OpenPlatformApi,
    secretOf: () => string,
  ) {
    super(platform, secretOf);
    this.#platformSecretOf = secretOf;
  }

  /**
   * Resets the call counts of the day with the secret in place of a token, for when fetching one has itself used up its
   * quota (使用 AppSecret 重置第三方平台 API 调用次数). Calls `POST /cgi-bin/component/clear_quota/v2`; together with
   * {@link clearQuota} ten times a month.
   *
   * @param appId of an account that has authorized the platform; the platform itself when left out
   * @see https://developers.weixin.qq.com/doc/oplatform/openApi/OpenApiDoc/openapi/clearComponentQuotaByAppSecret.html
   */
  override async clearQuotaByAppSecret(appId?: string): Promise<void> {
    await this.platform.request('POST /cgi-bin/component/clear_quota/v2', {
      body: {
        component_appid: this.platform.appId,
        appsecret: this.#platformSecretOf(),
        ...(appId === undefined ? {} : { appid: appId }),
      },
    });
  }
}
