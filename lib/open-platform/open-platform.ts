import type { OfficialEndpoints, OpenPlatformRoute } from '../catalog/index.js';
import { type ApiCaller, CatalogClient } from '../client/index.js';
import type { MiniProgram } from '../mini-program/index.js';
import type { OfficialAccount } from '../official-account/index.js';
import type { AuthorizationDesk } from './authorization.desk.js';
import { OpenPlatformAuthorizationService } from './authorization.service.js';
import { Authorizer } from './authorizer.js';
import { type AuthorizerRegistry, checkAppId } from './authorizer.registry.js';
import { OpenPlatformDomainService } from './domain.service.js';
import { OpenPlatformOpenApiService } from './open-api.service.js';
import { OpenPlatformOrderPathService } from './order-path.service.js';
import { OpenPlatformRegistrationService } from './registration.service.js';
import { OpenPlatformTemplateService } from './template.service.js';

export const OPEN_PLATFORM_KIND = 'open-platform';

/** What a platform is made with. */
export interface OpenPlatformRooms {
  readonly caller: ApiCaller;
  readonly appSecret: string;
  readonly baseUrls: Readonly<Record<'mp' | 'open', string>>;
  readonly accounts: AuthorizerRegistry;
  readonly desk: AuthorizationDesk;
  /** A caller with the token of an account. */
  callerOf(appId: string): ApiCaller;
}

/**
 * A third-party platform (第三方平台): accounts authorize it, and it acts as each of them. Its own services, and every
 * route that carries its token through `request`.
 *
 * @publicApi
 */
export class OpenPlatform extends CatalogClient<OfficialEndpoints, OpenPlatformRoute> {
  readonly kind = OPEN_PLATFORM_KIND;
  readonly #rooms: OpenPlatformRooms;

  constructor(name: string, appId: string, rooms: OpenPlatformRooms) {
    super(name, appId, rooms.caller);
    this.#rooms = rooms;
  }

  /** 开发者ID (AppID) */
  get appId(): string {
    return this.id;
  }

  /**
   * An official account (代公众号调用接口) that has authorized the platform: the client that is declared by name, where there is
   * one, else one that is made now and kept. WeChat is not asked; a call fails for an account that is no authorizer.
   *
   * @param appId of an account of yours, not whatever an address says: each one is kept
   * @throws {TypeError} for what cannot be an appid
   */
  officialAccount(appId: string): OfficialAccount {
    return this.#rooms.accounts.officialAccount(appId).client;
  }

  /** A mini program (代小程序调用接口) that has authorized the platform, as {@link officialAccount} has official accounts. */
  miniProgram(appId: string): MiniProgram {
    return this.#rooms.accounts.miniProgram(appId).client;
  }

  /** What only a platform can do for an account that has authorized it (代商家管理账号), of whatever kind. */
  authorizer(appId: string): Authorizer {
    checkAppId(appId);
    return new Authorizer(appId, { caller: this.#rooms.callerOf(appId), componentAppId: this.appId });
  }

  /** 授权账号管理 */
  get authorization(): OpenPlatformAuthorizationService {
    return this.service(OpenPlatformAuthorizationService, () => {
      const { desk, baseUrls, caller } = this.#rooms;
      const calls = { caller, componentAppId: this.appId };
      return new OpenPlatformAuthorizationService(this, { desk, baseUrls, calls });
    });
  }

  /** 第三方平台域名管理 */
  get domain(): OpenPlatformDomainService {
    return this.service(OpenPlatformDomainService);
  }

  /** openApi 管理 */
  get openApi(): OpenPlatformOpenApiService {
    return this.service(
      OpenPlatformOpenApiService,
      () => new OpenPlatformOpenApiService(this, () => this.#rooms.appSecret),
    );
  }

  /** 订单页 path */
  get orderPath(): OpenPlatformOrderPathService {
    return this.service(OpenPlatformOrderPathService);
  }

  /** 快速注册小程序 */
  get registration(): OpenPlatformRegistrationService {
    return this.service(OpenPlatformRegistrationService);
  }

  /** 小程序模板库 */
  get template(): OpenPlatformTemplateService {
    return this.service(OpenPlatformTemplateService);
  }

  /**
   * Asks WeChat to push tickets (启动票据推送服务); the first comes within ten minutes. Only needed when they have stopped.
   * Calls `POST /cgi-bin/component/api_start_push_ticket`.
   *
   * @see https://developers.weixin.qq.com/doc/oplatform/openApi/OpenApiDoc/ticket-token/startPushTicket.html
   */
  async startPushTicket(): Promise<void> {
    const body = { component_appid: this.appId, component_secret: this.#rooms.appSecret };
    await this.request('POST /cgi-bin/component/api_start_push_ticket', { body });
  }
}
