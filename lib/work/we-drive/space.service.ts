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
   * @param userid who acts, for the secret of WeDrive itself
   * @see https://developer.work.weixin.qq.com/document/path/97856
   */
  async rename(spaceId: string, name: string, userid?: string): Promise<void> {
    await this.client.request('POST /cgi-bin/wedrive/space_rename', {
      body: { spaceid: spaceId, space_name: name, userid },
    });
  }

  /**
   * Dismisses a space, with its files (解散空间). Calls `POST /cgi-bin/wedrive/space_dismiss`.
   *
   * @param userid who acts, for the secret of WeDrive itself
   * @see https://developer.work.weixin.qq.com/document/path/97857
   */
  async dismiss(spaceId: string, userid?: string): Promise<void> {
    await this.client.request('POST /cgi-bin/wedrive/space_dismiss', { body: { spaceid: spaceId, userid } });
  }

  /**
   * A space, and who is in it (获取空间信息). Calls `POST /cgi-bin/wedrive/space_info`.
   *
   * @param userid who acts, for the secret of WeDrive itself
   * @see https://developer.work.weixin.qq.com/document/path/97858
   */
  async info(
    spaceId: string,
    userid?: string,
  ): Promise<WorkAnswer<'POST /cgi-bin/wedrive/space_info'>['space_info']> {
    const { space_info } = await this.client.request('POST /cgi-bin/wedrive/space_info', {
      body: { spaceid: spaceId, userid },
    });
    return space_info;
  }
}
