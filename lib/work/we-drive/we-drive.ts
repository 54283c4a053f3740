import type { WorkAgentApi } from '../work.api.js';
import { WorkDriveFileAclService } from './file-acl.service.js';
import { WorkDriveFileService } from './file.service.js';
import { WorkDriveSpaceAclService } from './space-acl.service.js';
import { WorkDriveSpaceService } from './space.service.js';

/**
 * WeDrive (微盘): spaces, files, and who may do what with them.
 *
 * @publicApi
 */
export class WorkWeDrive {
  /** 空间 */
  readonly spaces: WorkDriveSpaceService;
  /** 空间权限 */
  readonly spaceAcl: WorkDriveSpaceAclService;
  /** 文件 */
  readonly files: WorkDriveFileService;
  /** 文件权限 */
  readonly fileAcl: WorkDriveFileAclService;

  constructor(client: WorkAgentApi) {
    this.spaces = new WorkDriveSpaceService(client);
    this.spaceAcl = new WorkDriveSpaceAclService(client);
    this.files = new WorkDriveFileService(client);
    this.fileAcl = new WorkDriveFileAclService(client);
  }
}
