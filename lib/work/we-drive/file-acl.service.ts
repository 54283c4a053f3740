import { checkCount } from '../limits.js';
import type { WorkAgentApi, WorkAnswer, WorkBody } from '../work.api.js';

/**
 * Who may do what with a file of WeDrive (文件权限).
 *
 * @see https://developer.work.weixin.qq.com/document/path/93658
 * @publicApi
 */
export class WorkDriveFileAclService {
  constructor(private readonly client: WorkAgentApi) {}

  /**
   * Lets members and departments at a file (新增指定人). Calls `POST /cgi-bin/wedrive/file_acl_add`.
   *
   * @param userId who acts, for the secret of WeDrive itself
   * @throws {RangeError} for nobody
   * @see https://developer.work.weixin.qq.com/document/path/93658
   */
  async add(
    fileId: string,
    who: WorkBody<'POST /cgi-bin/wedrive/file_acl_add'>['auth_info'],
    userId?: string,
  ): Promise<void> {
    checkCount(who, 'who');
    await this.client.request('POST /cgi-bin/wedrive/file_acl_add', {
      body: { fileid: fileId, auth_info: who, userid: userId },
    });
  }

  /**
   * Keeps members and departments from a file (删除指定人). Calls `POST /cgi-bin/wedrive/file_acl_del`.
   *
   * @param userId who acts, for the secret of WeDrive itself
   * @throws {RangeError} for nobody
   * @see https://developer.work.weixin.qq.com/document/path/97888
   */
  async delete(
    fileId: string,
    who: WorkBody<'POST /cgi-bin/wedrive/file_acl_del'>['auth_info'],
    userId?: string,
  ): Promise<void> {
    checkCount(who, 'who');
    await this.client.request('POST /cgi-bin/wedrive/file_acl_del', {
      body: { fileid: fileId, auth_info: who, userid: userId },
    });
  }

  /**
   * Says for whom the link of a file is good (分享设置). Calls `POST /cgi-bin/wedrive/file_setting`.
   *
   * @param setting `auth_scope`: 1 who was let in, 2 the corporation, 3 the corporation and others; `auth` what they may do,
   * where the scope is not 1; `userid` as elsewhere
   * @see https://developer.work.weixin.qq.com/document/path/97889
   */
  async setting(
    fileId: string,
    setting: Omit<WorkBody<'POST /cgi-bin/wedrive/file_setting'>, 'fileid'>,
  ): Promise<void> {
    await this.client.request('POST /cgi-bin/wedrive/file_setting', { body: { ...setting, fileid: fileId } });
  }

  /**
   * The link of a file (获取分享链接). Calls `POST /cgi-bin/wedrive/file_share`.
   *
   * @param userId who acts, for the secret of WeDrive itself
   * @see https://developer.work.weixin.qq.com/document/path/97890
   */
  async share(fileId: string, userId?: string): Promise<string> {
    const { share_url } = await this.client.request('POST /cgi-bin/wedrive/file_share', {
      body: { fileid: fileId, userid: userId },
    });
    return share_url;
  }

  /**
   * Who may do what with a file (获取文件权限信息). Calls `POST /cgi-bin/wedrive/get_file_permission`.
   *
   * @see https://developer.work.weixin.qq.com/document/path/97962
   */
  getPermission(fileId: string): Promise<WorkAnswer<'POST /cgi-bin/wedrive/get_file_permission'>> {
    return this.client.request('POST /cgi-bin/wedrive/get_file_permission', { body: { fileid: fileId } });
  }

  /**
   * Changes what is given of the watermark of a file (修改文件安全设置). Calls `POST /cgi-bin/wedrive/file_secure_setting`.
   *
   * @see https://developer.work.weixin.qq.com/document/path/97965
   */
  async secureSetting(
    fileId: string,
    watermark?: WorkBody<'POST /cgi-bin/wedrive/file_secure_setting'>['watermark'],
  ): Promise<void> {
    await this.client.request('POST /cgi-bin/wedrive/file_secure_setting', {
      body: { fileid: fileId, watermark },
    });
  }
}
