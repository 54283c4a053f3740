import { checkCount } from '../limits.js';
import type { WorkAgentApi, WorkAnswer, WorkBody } from '../work.api.js';

/**
 * Who may do what in a space of WeDrive (空间权限).
 *
 * @see https://developer.work.weixin.qq.com/document/path/93656
 * @publicApi
 */
export class WorkDriveSpaceAclService {
  constructor(private readonly client: WorkAgentApi) {}

  /**
   * Takes members and departments into a space (添加成员/部门). Calls `POST /cgi-bin/wedrive/space_acl_add`.
   *
   * @param userId who acts, for the secret of WeDrive itself
   * @throws {RangeError} for nobody
   * @see https://developer.work.weixin.qq.com/document/path/93656
   */
  async add(
    spaceId: string,
    who: WorkBody<'POST /cgi-bin/wedrive/space_acl_add'>['auth_info'],
    userId?: string,
  ): Promise<void> {
    checkCount(who, 'who');
    await this.client.request('POST /cgi-bin/wedrive/space_acl_add', {
      body: { spaceid: spaceId, auth_info: who, userid: userId },
    });
  }

  /**
   * Puts members and departments out of a space (移除成员/部门). Calls `POST /cgi-bin/wedrive/space_acl_del`.
   *
   * @param userId who acts, for the secret of WeDrive itself
   * @throws {RangeError} for nobody
   * @see https://developer.work.weixin.qq.com/document/path/97875
   */
  async delete(
    spaceId: string,
    who: WorkBody<'POST /cgi-bin/wedrive/space_acl_del'>['auth_info'],
    userId?: string,
  ): Promise<void> {
    checkCount(who, 'who');
    await this.client.request('POST /cgi-bin/wedrive/space_acl_del', {
      body: { spaceid: spaceId, auth_info: who, userid: userId },
    });
  }

  /**
   * Changes what is given of the settings (安全设置). Calls `POST /cgi-bin/wedrive/space_setting`.
   *
   * @param settings watermark, approval of sharing, who sees new files; `userid` as elsewhere
   * @see https://developer.work.weixin.qq.com/document/path/97876
   */
  async setting(
    spaceId: string,
    settings: Omit<WorkBody<'POST /cgi-bin/wedrive/space_setting'>, 'spaceid'>,
  ): Promise<void> {
    await this.client.request('POST /cgi-bin/wedrive/space_setting', {
      body: { ...settings, spaceid: spaceId },
    });
  }

  /**
   * A link that invites into a space (获取邀请链接). Calls `POST /cgi-bin/wedrive/space_share`.
   *
   * @param userId who acts, for the secret of WeDrive itself
   * @see https://developer.work.weixin.qq.com/document/path/97877
   */
  async share(spaceId: string, userId?: string): Promise<string> {
    const { space_share_url } = await this.client.request('POST /cgi-bin/wedrive/space_share', {
      body: { spaceid: spaceId, userid: userId },
    });
    return space_share_url;
  }

  /**
   * A space with its settings (获取空间信息, 新). Calls `POST /cgi-bin/wedrive/new_space_info`.
   *
   * @param userId who acts, for the secret of WeDrive itself
   * @see https://developer.work.weixin.qq.com/document/path/97950
   */
  async info(
    spaceId: string,
    userId?: string,
  ): Promise<WorkAnswer<'POST /cgi-bin/wedrive/new_space_info'>['space_info']> {
    const { space_info } = await this.client.request('POST /cgi-bin/wedrive/new_space_info', {
      body: { spaceid: spaceId, userid: userId },
    });
    return space_info;
  }
}
