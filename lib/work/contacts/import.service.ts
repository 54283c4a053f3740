import type { WorkAnswer, WorkBody, WorkContactsApi } from '../work.api.js';

/** Whether new members are invited, and where the end of the job is told beside the callback of 通讯录同步. */
export type WorkImportOptions = Omit<WorkBody<'POST /cgi-bin/batch/syncuser'>, 'media_id'>;
export type WorkDepartmentImportOptions = Omit<WorkBody<'POST /cgi-bin/batch/replaceparty'>, 'media_id'>;
/** How far a job is: `status` 1 begun, 2 under way, 3 done. */
export type WorkImportResult = WorkAnswer<'GET /cgi-bin/batch/getresult'>;

/**
 * Imports of the address book (异步导入接口): files in CSV, uploaded by `contacts.media.upload('file', …)`. A job ends with the
 * event `batch_job_result`; one runs at a time.
 *
 * @see https://developer.work.weixin.qq.com/document/path/90979
 * @publicApi
 */
export class WorkImportService {
  constructor(private readonly client: WorkContactsApi) {}

  /**
   * Adds and changes the members of a file; others stay (增量更新成员). Calls `POST /cgi-bin/batch/syncuser`.
   *
   * @param mediaId the file, in the form of the template (批量导入模板)
   * @returns the job, for {@link getResult}
   * @throws {WeChatApiError} 40007 for an unknown media_id
   * @see https://developer.work.weixin.qq.com/document/path/90980
   */
  async syncUsers(mediaId: string, options: WorkImportOptions = {}): Promise<string> {
    const { jobid } = await this.client.request('POST /cgi-bin/batch/syncuser', {
      body: { ...options, media_id: mediaId },
    });
    return jobid;
  }

  /**
   * Makes the members those of a file (全量覆盖成员): who is not in it is deleted. Calls `POST /cgi-bin/batch/replaceuser`. WeCom
   * refuses a file that would delete too many.
   *
   * @returns the job, for {@link getResult}
   * @throws {WeChatApiError} 40007 for an unknown media_id
   * @see https://developer.work.weixin.qq.com/document/path/90981
   */
  async replaceUsers(mediaId: string, options: WorkImportOptions = {}): Promise<string> {
    const { jobid } = await this.client.request('POST /cgi-bin/batch/replaceuser', {
      body: { ...options, media_id: mediaId },
    });
    return jobid;
  }

  /**
   * Makes the departments those of a file (全量覆盖部门): what is not in it is deleted, as far as nobody is in it. Calls
   * `POST /cgi-bin/batch/replaceparty`.
   *
   * @returns the job, for {@link getResult}
   * @throws {WeChatApiError} 40007 for an unknown media_id
   * @see https://developer.work.weixin.qq.com/document/path/90982
   */
  async replaceDepartments(mediaId: string, options: WorkDepartmentImportOptions = {}): Promise<string> {
    const { jobid } = await this.client.request('POST /cgi-bin/batch/replaceparty', {
      body: { ...options, media_id: mediaId },
    });
    return jobid;
  }

  /**
   * How a job went (获取异步任务结果), line by line once it is done. Calls `GET /cgi-bin/batch/getresult`.
   *
   * @see https://developer.work.weixin.qq.com/document/path/90983
   */
  getResult(jobId: string): Promise<WorkImportResult> {
    return this.client.request('GET /cgi-bin/batch/getresult', { query: { jobid: jobId } });
  }
}
