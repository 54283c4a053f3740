import type { WorkBody, WorkContactsApi } from '../work.api.js';
import { WorkDepartmentService } from './department.service.js';

/**
 * Departments of the address book (部门管理), to be changed too.
 *
 * @see https://developer.work.weixin.qq.com/document/path/90204
 * @publicApi
 */
export class WorkContactsDepartmentService extends WorkDepartmentService {
  constructor(protected override readonly client: WorkContactsApi) {
    super(client);
  }

  /**
   * Creates a department (创建部门). Calls `POST /cgi-bin/department/create`.
   *
   * @returns its id
   * @throws {WeChatApiError} 60008 for a name that is taken, 60123 for a parent that does not exist
   * @see https://developer.work.weixin.qq.com/document/path/90205
   */
  async create(department: WorkBody<'POST /cgi-bin/department/create'>): Promise<number> {
    const { id } = await this.client.request('POST /cgi-bin/department/create', { body: department });
    return id;
  }

  /**
   * Changes what is given of a department (更新部门). Calls `POST /cgi-bin/department/update`.
   *
   * @throws {WeChatApiError} 60008 for a name that is taken, 60123 for one that does not exist
   * @see https://developer.work.weixin.qq.com/document/path/90206
   */
  async update(department: WorkBody<'POST /cgi-bin/department/update'>): Promise<void> {
    await this.client.request('POST /cgi-bin/department/update', { body: department });
  }

  /**
   * Deletes a department without members and departments of its own (删除部门). Calls `GET /cgi-bin/department/delete`.
   *
   * @throws {WeChatApiError} 60005 while there are members in it, 60006 while there are departments below it
   * @see https://developer.work.weixin.qq.com/document/path/90207
   */
  async delete(id: number): Promise<void> {
    await this.client.request('GET /cgi-bin/department/delete', { query: { id } });
  }
}
