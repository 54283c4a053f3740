import type { WorkContactsRoute, WorkEndpoints } from '../catalog/work.js';
import { type ApiCaller, CatalogClient } from '../client/index.js';
import { WorkContactsDepartmentService } from './contacts/contacts-department.service.js';
import { WorkContactsUserService } from './contacts/contacts-user.service.js';
import { downloadWith } from './contacts/export.download.js';
import { WorkExportService } from './contacts/export.service.js';
import { WorkImportService } from './contacts/import.service.js';
import { WorkTagService } from './contacts/tag.service.js';
import { WorkMediaService } from './media/media.service.js';

export const WORK_CONTACTS_KIND = 'work-contacts';

/**
 * 通讯录同步 of a corporation: the token that may change the address book. Its services, and every route of the address book
 * through `request`.
 *
 * @publicApi
 */
export class WorkContacts extends CatalogClient<WorkEndpoints, WorkContactsRoute> {
  readonly kind = WORK_CONTACTS_KIND;
  readonly #caller: ApiCaller;

  constructor(
    name: string,
    /** 企业ID */
    readonly corpId: string,
    caller: ApiCaller,
  ) {
    super(name, `${corpId}/contacts`, caller);
    this.#caller = caller;
  }

  /** 成员 */
  get users(): WorkContactsUserService {
    return this.service(WorkContactsUserService);
  }

  /** 标签 */
  get tags(): WorkTagService {
    return this.service(WorkTagService);
  }

  /** 异步导入 */
  get imports(): WorkImportService {
    return this.service(WorkImportService);
  }

  /** 异步导出 */
  get exports(): WorkExportService {
    return this.service(WorkExportService, () => new WorkExportService(this, downloadWith(this.#caller)));
  }

  /** 素材: files to import */
  get media(): WorkMediaService {
    return this.service(WorkMediaService);
  }

  /** 部门 */
  get departments(): WorkContactsDepartmentService {
    return this.service(WorkContactsDepartmentService);
  }
}
