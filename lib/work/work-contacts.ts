import type { WorkContactsRoute, WorkEndpoints } from '../catalog/work.js';
import { type ApiCaller, CatalogClient } from '../client/index.js';
import { WorkContactsDepartmentService } from './contacts/contacts-department.service.js';
import type { WorkCorpSetup } from './work-corp.js';

export const WORK_CONTACTS_KIND = 'work-contacts';

/**
 * 通讯录同步 of a corporation: the token that may change the address book. Its services, and every route of the address book
 * through `request`.
 *
 * @publicApi
 */
export class WorkContacts extends CatalogClient<WorkEndpoints, WorkContactsRoute> {
  readonly kind = WORK_CONTACTS_KIND;

  constructor(
    name: string,
    private readonly corp: WorkCorpSetup,
    caller: ApiCaller,
  ) {
    super(name, `${corp.corpId}/contacts`, caller);
  }

  /** 企业ID */
  get corpId(): string {
    return this.corp.corpId;
  }

  /** 部门 */
  get departments(): WorkContactsDepartmentService {
    return this.service(WorkContactsDepartmentService);
  }
}
