import type { WorkAgentApi, WorkAnswer, WorkBody } from '../work.api.js';

/**
 * Spaces of WeDrive (微盘空间).
 *
 * @see https://developer.work.weixin.qq.com/document/path/93655
 * @publicApi
 */
export class WorkDriveSpaceService {
  constructor(private readonly client: WorkAgentApi) {}

  /**
   * Creates a space (新建空间). Calls `POST /cgi-bin/wedrive/space_create`.
   *
   * @returns its spaceid
   * @see https://developer.work.weixin.qq.com/document/path/93655
   */
  async create(space: WorkBody<'POST /cgi-bin/wedrive/space_create'>): Promise<string> {
    const { spaceid } = await this.client.request('POST /cgi-bin/wedrive/space_create', { body: space });
    return spaceid;
  }

  /**
   * Renames a space (重命名空间). Calls `POST /cgi-bin/wedrive/space_rename`.
   *
   * @param userId who acts, for the secret of WeDrive itself
   * @see https://developer.work.weixin.qq.com/document/path/97856
   */
  async rename(spaceId: string, name: string, userId?: string): Promise<void> {
    await this.client.request('POST /cgi-bin/wedrive/space_rename', {
      body: { spaceid: spaceId, space_name: name, userid: userId },
    });
  }

  /**
   * Dismisses a space, with its files (解散空间). Calls `POST /cgi-bin/wedrive/space_dismiss`.
   *
   * @param userId who acts, for the secret of WeDrive itself
   * @see https://developer.work.weixin.qq.com/document/path/97857
   */
  async dismiss(spaceId: string, userId?: string): Promise<void> {
    await this.client.request('POST /cgi-bin/wedrive/space_dismiss', {
      body: { spaceid: spaceId, userid: userId },
    });
  }

  /**
   * A space, and who is in it (获取空间信息). Calls `POST /cgi-bin/wedrive/space_info`.
   *
   * @param userId who acts, for the secret of WeDrive itself
   * @see https://developer.work.weixin.qq.com/document/path/97858
   */
  async info(
    spaceId: string,
    userId?: string,
  ): Promise<WorkAnswer<'POST /cgi-bin/wedrive/space_info'>['space_info']> {
    const { space_info } = await this.client.request('POST /cgi-bin/wedrive/space_info', {
      body: { spaceid: spaceId, userid: userId },
    });
    return space_info;
  }
}
