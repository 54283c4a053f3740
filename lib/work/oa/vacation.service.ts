import type { WorkAgentApi, WorkAnswer, WorkBody } from '../work.api.js';

/**
 * Vacations (假期), as approval knows them.
 *
 * @see https://developer.work.weixin.qq.com/document/path/93375
 * @publicApi
 */
export class WorkVacationService {
  constructor(private readonly client: WorkAgentApi) {}

  /**
   * The kinds of vacation there are (获取企业假期管理配置). Calls `GET /cgi-bin/oa/vacation/getcorpconf`.
   *
   * @see https://developer.work.weixin.qq.com/document/path/93375
   */
  async listConfigs(): Promise<WorkAnswer<'GET /cgi-bin/oa/vacation/getcorpconf'>['lists']> {
    const { lists } = await this.client.request('GET /cgi-bin/oa/vacation/getcorpconf');
    return lists;
  }

  /**
   * What a member has of each kind (获取成员假期余额). Calls `POST /cgi-bin/oa/vacation/getuservacationquota`.
   *
   * @returns durations in seconds
   * @see https://developer.work.weixin.qq.com/document/path/93376
   */
  async getQuota(
    userId: string,
  ): Promise<WorkAnswer<'POST /cgi-bin/oa/vacation/getuservacationquota'>['lists']> {
    const { lists } = await this.client.request('POST /cgi-bin/oa/vacation/getuservacationquota', {
      body: { userid: userId },
    });
    return lists;
  }

  /**
   * Sets what a member has left of one kind (修改成员假期余额). Calls `POST /cgi-bin/oa/vacation/setoneuserquota`.
   *
   * @param quota `leftduration` in seconds, a multiple of 8640 where the kind is counted in days (`time_attr` 0), of 360 where in
   * hours (1)
   * @see https://developer.work.weixin.qq.com/document/path/93377
   */
  async setQuota(quota: WorkBody<'POST /cgi-bin/oa/vacation/setoneuserquota'>): Promise<void> {
    await this.client.request('POST /cgi-bin/oa/vacation/setoneuserquota', { body: quota });
  }
}
