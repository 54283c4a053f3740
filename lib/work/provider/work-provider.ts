import type { WorkEndpoints, WorkProviderRoute } from '../../catalog/work.js';
import { type ApiCaller, CatalogClient } from '../../client/index.js';
import type { DEFAULT_BASE_URLS } from '../work-options.interface.js';
import { WorkProviderLoginService } from './provider-login.service.js';
import { WorkProviderRegistrationService } from './registration.service.js';

export const WORK_PROVIDER_KIND = 'work-provider';

/** What a provider is made with. */
export interface WorkProviderRooms {
  readonly corpId: string;
  readonly baseUrls: Readonly<Record<keyof typeof DEFAULT_BASE_URLS, string>>;
  readonly caller: ApiCaller;
}

/**
 * A service provider (服务商): what belongs to none of its suites. Its services, and every route that carries its token through
 * `request`: licences (接口许可), search and translation of address books, devices.
 *
 * @publicApi
 */
export class WorkProvider extends CatalogClient<WorkEndpoints, WorkProviderRoute> {
  readonly kind = WORK_PROVIDER_KIND;
  readonly #rooms: WorkProviderRooms;

  constructor(name: string, rooms: WorkProviderRooms) {
    super(name, `provider:${rooms.corpId}`, rooms.caller);
    this.#rooms = rooms;
  }

  /** CorpID of the provider. */
  get corpId(): string {
    return this.#rooms.corpId;
  }

  /** 推广二维码, 代开发授权 */
  get registration(): WorkProviderRegistrationService {
    return this.service(
      WorkProviderRegistrationService,
      () => new WorkProviderRegistrationService(this, this.#rooms.baseUrls.openWork),
    );
  }

  /** 从第三方单点登录 */
  get login(): WorkProviderLoginService {
    return this.service(
      WorkProviderLoginService,
      () => new WorkProviderLoginService(this, this.#rooms.baseUrls.openWork),
    );
  }

  /**
   * The id the provider's suites see of a corporation (corpid的转换). Calls `POST /cgi-bin/service/corpid_to_opencorpid`.
   *
   * @throws {WeChatApiError} for a corporation that has authorized none of them
   * @see https://developer.work.weixin.qq.com/document/path/97061
   */
  async corpIdToOpenCorpId(corpId: string): Promise<string> {
    const { open_corpid } = await this.request('POST /cgi-bin/service/corpid_to_opencorpid', {
      body: { corpid: corpId },
    });
    return open_corpid;
  }
}
