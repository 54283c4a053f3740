import type { WorkAnswer, WorkSharedApi } from '../work.api.js';

/**
 * Departments of the address book (部门管理), as far as the agent may see them.
 *
 * @see https://developer.work.weixin.qq.com/document/path/90204
 * @publicApi
 */
export class WorkDepartmentService {
  constructor(protected readonly client: WorkSharedApi) {}

  /**
   * A department (获取单个部门详情). Calls `GET /cgi-bin/department/get`.
   *
   * @throws {WeChatApiError} 60123 for one that does not exist
   * @see https://developer.work.weixin.qq.com/document/path/95351
   */
  async get(id: number): Promise<WorkAnswer<'GET /cgi-bin/department/get'>['department']> {
    const { department } = await this.client.request('GET /cgi-bin/department/get', { query: { id } });
    return department;
  }

  /**
   * A department and all below it (获取部门列表). Calls `GET /cgi-bin/department/list`.
   *
   * @param id where the tree begins; all the agent may see without it
   * @see https://developer.work.weixin.qq.com/document/path/90208
   */
  async list(id?: number): Promise<WorkAnswer<'GET /cgi-bin/department/list'>['department']> {
    const { department } = await this.client.request('GET /cgi-bin/department/list', { query: { id } });
    return department;
  }

  /**
   * The ids alone of a department and all below it (获取子部门ID列表). Calls `GET /cgi-bin/department/simplelist`.
   *
   * @param id where the tree begins; all the agent may see without it
   * @see https://developer.work.weixin.qq.com/document/path/95350
   */
  async listIds(id?: number): Promise<WorkAnswer<'GET /cgi-bin/department/simplelist'>['department_id']> {
    const { department_id } = await this.client.request('GET /cgi-bin/department/simplelist', {
      query: { id },
    });
    return department_id;
  }
}
