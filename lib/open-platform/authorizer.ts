import type { AuthorizerRoute, OfficialEndpoints } from '../catalog/index.js';
import { CatalogClient } from '../client/index.js';
import { authorizerDetails, type AuthorizerDetails, type ComponentCalls } from './authorizer.calls.js';
import { AuthorizerCategoryService } from './authorizer/category.service.js';
import { AuthorizerCodeService } from './authorizer/code.service.js';
import { AuthorizerDomainService } from './authorizer/domain.service.js';
import { AuthorizerLinkService } from './authorizer/link.service.js';
import { AuthorizerMemberService } from './authorizer/member.service.js';
import { AuthorizerOpenAccountService } from './authorizer/open-account.service.js';
import { AuthorizerPrivacyService } from './authorizer/privacy.service.js';
import { AuthorizerProfileService } from './authorizer/profile.service.js';
import { AuthorizerQrCodeJumpService } from './authorizer/qr-code-jump.service.js';
import { AuthorizerRegistrationService } from './authorizer/registration.service.js';

/** What is known of an account; its tokens are left out. */
export type AuthorizerInfo = Omit<AuthorizerDetails, 'authorization_info'> & {
  readonly authorization_info: Omit<
    AuthorizerDetails['authorization_info'],
    'authorizer_access_token' | 'authorizer_refresh_token' | 'expires_in'
  >;
};

/**
 * An account that has authorized the platform, as the platform sees it: what only a third-party platform can do for it.
 * What the account itself does stands in `platform.officialAccount(appId)` and `platform.miniProgram(appId)`.
 *
 * @publicApi
 */
export class Authorizer extends CatalogClient<OfficialEndpoints, AuthorizerRoute> {
  readonly kind = 'authorizer';
  readonly #rooms: ComponentCalls;

  constructor(appId: string, rooms: ComponentCalls) {
    super(appId, appId, rooms.caller);
    this.#rooms = rooms;
  }

  /** 开发者ID (AppID) */
  get appId(): string {
    return this.id;
  }

  /** 类目管理 */
  get category(): AuthorizerCategoryService {
    return this.service(AuthorizerCategoryService);
  }

  /** 代码管理 */
  get code(): AuthorizerCodeService {
    return this.service(AuthorizerCodeService);
  }

  /** 域名管理 */
  get domain(): AuthorizerDomainService {
    return this.service(AuthorizerDomainService);
  }

  /** 公众号关联小程序 */
  get link(): AuthorizerLinkService {
    return this.service(AuthorizerLinkService);
  }

  /** 成员管理 */
  get member(): AuthorizerMemberService {
    return this.service(AuthorizerMemberService);
  }

  /** 开放平台账号绑定 */
  get openAccount(): AuthorizerOpenAccountService {
    return this.service(AuthorizerOpenAccountService);
  }

  /** 隐私 */
  get privacy(): AuthorizerPrivacyService {
    return this.service(AuthorizerPrivacyService);
  }

  /** 基础信息 */
  get profile(): AuthorizerProfileService {
    return this.service(AuthorizerProfileService);
  }

  /** 扫普通二维码打开小程序 */
  get qrCodeJump(): AuthorizerQrCodeJumpService {
    return this.service(AuthorizerQrCodeJumpService);
  }

  /** 快速注册小程序 */
  get registration(): AuthorizerRegistrationService {
    return this.service(AuthorizerRegistrationService);
  }

  /**
   * Who the account is, and what it lets the platform do (获取授权账号详情). Calls
   * `POST /cgi-bin/component/api_get_authorizer_info`.
   *
   * @throws {WeChatApiError} 61003 when it has not authorized the platform
   * @see https://developers.weixin.qq.com/doc/oplatform/openApi/OpenApiDoc/authorization-management/getAuthorizerInfo.html
   */
  async getInfo(): Promise<AuthorizerInfo> {
    const { authorization_info, ...info } = await authorizerDetails(this.#rooms, this.appId);
    const {
      authorizer_access_token: _,
      authorizer_refresh_token: __,
      expires_in: ___,
      ...authorization
    } = authorization_info;
    return { ...info, authorization_info: authorization };
  }

  /**
   * A setting of the account (获取选项信息). Calls `POST /cgi-bin/component/get_authorizer_option`.
   *
   * @param name `location_report`, `voice_recognize`, `customer_service`
   * @throws {WeChatApiError} 61012 for a name WeChat does not know
   * @see https://developers.weixin.qq.com/doc/oplatform/openApi/OpenApiDoc/authorization-management/getAuthorizerOptionInfo.html
   */
  async getOption(name: string): Promise<string> {
    const { option_value } = await this.request('POST /cgi-bin/component/get_authorizer_option', {
      body: { option_name: name },
    });
    return String(option_value);
  }

  /**
   * Changes a setting of the account (设置选项信息). Calls `POST /cgi-bin/component/set_authorizer_option`.
   *
   * @param name `location_report` (0 no, 1 when the conversation is opened, 2 every 5 s), `voice_recognize` (0, 1),
   * `customer_service` (0, 1)
   * @throws {WeChatApiError} 61013 for a value WeChat does not take
   * @see https://developers.weixin.qq.com/doc/oplatform/openApi/OpenApiDoc/authorization-management/setAuthorizerOptionInfo.html
   */
  async setOption(name: string, value: string | number): Promise<void> {
    await this.request('POST /cgi-bin/component/set_authorizer_option', {
      body: { option_name: name, option_value: String(value) },
    });
  }
}
