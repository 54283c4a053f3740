import type {
  WorkDeviceRoute,
  WorkEndpoints,
  WorkModelRoute,
  WorkProviderRoute,
} from '../../catalog/work.js';
import {
  type AnswerOf,
  type ApiCaller,
  CatalogClient,
  type CallContents,
  type RequestArguments,
} from '../../client/index.js';
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
   * Calls a route of smart hardware (智能硬件), which carries the token of a model or a device. Those are had with a ticket and
   * secrets that come to each maker in its own way, so whoever calls keeps them.
   *
   * @param token model_access_token or device_access_token, as the route wants it
   * @param options as in {@link request}
   * @throws what {@link request} throws
   * @see https://developer.work.weixin.qq.com/document/path/95992
   */
  async requestAs<R extends WorkDeviceRoute | WorkModelRoute>(
    token: string,
    route: R,
    ...[options]: RequestArguments<WorkEndpoints[R]>
  ): Promise<AnswerOf<WorkEndpoints[R]>> {
    const { caller } = this.#rooms;
    const { auth = 'none', ...traits } = caller.traitsOf(route);
    const contents = { ...(options as CallContents | undefined), secrets: [token] };
    return (await caller.call(
      route,
      { ...contents, query: { ...contents.query, [auth]: token } },
      { ...traits, auth: 'none' },
    )) as AnswerOf<WorkEndpoints[R]>;
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
