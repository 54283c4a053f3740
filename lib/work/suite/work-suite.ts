import type { WorkEndpoints, WorkSuiteRoute } from '../../catalog/work.js';
import { type ApiCaller, CatalogClient } from '../../client/index.js';
import type { WorkAgent } from '../work-agent.js';
import type { WorkContacts } from '../work-contacts.js';
import type { DEFAULT_BASE_URLS } from '../work-options.interface.js';
import type { SuiteAuthorizationDesk } from './authorization.desk.js';
import { WorkSuiteAuthorizationService } from './authorization.service.js';
import type { CorpRegistry } from './corp.registry.js';
import { WorkSuiteLoginService } from './suite-login.service.js';

export const WORK_SUITE_KIND = 'work-suite';

/** What a suite is made with. */
export interface WorkSuiteRooms {
  readonly caller: ApiCaller;
  readonly baseUrls: Readonly<Record<keyof typeof DEFAULT_BASE_URLS, string>>;
  readonly corps: CorpRegistry;
  readonly desk: SuiteAuthorizationDesk;
}

/**
 * A third-party application (第三方应用), or a template of custom ones (代开发应用模板): corporations install it, and it acts in each of
 * them. Its own services, and every route that carries its token through `request`.
 *
 * @publicApi
 */
export class WorkSuite extends CatalogClient<WorkEndpoints, WorkSuiteRoute> {
  readonly kind = WORK_SUITE_KIND;
  readonly #rooms: WorkSuiteRooms;

  constructor(name: string, suiteId: string, rooms: WorkSuiteRooms) {
    super(name, suiteId, rooms.caller);
    this.#rooms = rooms;
  }

  /** SuiteID */
  get suiteId(): string {
    return this.id;
  }

  /**
   * The suite's application in a corporation that has installed it (授权企业). It is made now and kept. WeCom is not asked; a call
   * fails for a corporation that has not authorized the suite.
   *
   * @param corpId of a corporation of yours, not whatever an address says: each one is kept
   * @throws {TypeError} for what cannot be a corpid
   */
  corp(corpId: string): WorkAgent {
    return this.#rooms.corps.agent(corpId).client;
  }

  /**
   * The address book of a corporation, to be changed too: with a suite that is for it (通讯录应用). WeCom refuses any other's calls.
   *
   * @throws {TypeError} for what cannot be a corpid
   */
  contacts(corpId: string): WorkContacts {
    return this.#rooms.corps.contacts(corpId);
  }

  /** 应用授权 */
  get authorization(): WorkSuiteAuthorizationService {
    return this.service(WorkSuiteAuthorizationService, () => {
      const { desk, baseUrls } = this.#rooms;
      return new WorkSuiteAuthorizationService(this, { desk, openWork: baseUrls.openWork });
    });
  }

  /** 身份验证: pages to log in on, and who it was */
  get login(): WorkSuiteLoginService {
    return this.service(WorkSuiteLoginService, () => new WorkSuiteLoginService(this, this.#rooms.baseUrls));
  }
}
