import { eachByCursor } from '../cursor.paging.js';
import { checkCount } from '../limits.js';
import type { WorkAnswer, WorkBody, WorkContactsApi } from '../work.api.js';
import { WorkUserService } from './user.service.js';

const MOST_DELETED = 200;
const PAGE = 10_000;

/** A department that came to be with a member. */
export type WorkCreatedDepartment = NonNullable<
  WorkAnswer<'POST /cgi-bin/user/create'>['created_department_list']
>['department_info'][number];

/** One place of a member in the address book. */
export type WorkUserPlace = WorkAnswer<'POST /cgi-bin/user/list_id'>['dept_user'][number];

/**
 * Members of the address book (成员管理), to be changed too.
 *
 * @see https://developer.work.weixin.qq.com/document/path/90193
 * @publicApi
 */
export class WorkContactsUserService extends WorkUserService {
  constructor(protected override readonly client: WorkContactsApi) {
    super(client);
  }

  /**
   * Creates a member (创建成员). Calls `POST /cgi-bin/user/create`.
   *
   * @param user mobile or email is needed, and what is in use twice is refused
   * @returns the departments that came to be with it
   * @throws {WeChatApiError} 60102 for a userid that is taken, 60104 for a mobile number, 60106 for an e-mail address
   * @see https://developer.work.weixin.qq.com/document/path/90195
   */
  async create(user: WorkBody<'POST /cgi-bin/user/create'>): Promise<WorkCreatedDepartment[]> {
    const { created_department_list } = await this.client.request('POST /cgi-bin/user/create', {
      body: user,
    });
    return created_department_list?.department_info ?? [];
  }

  /**
   * Changes what is given of a member (更新成员). Calls `POST /cgi-bin/user/update`.
   *
   * @throws {WeChatApiError} 60111 for one that does not exist
   * @see https://developer.work.weixin.qq.com/document/path/90197
   */
  async update(user: WorkBody<'POST /cgi-bin/user/update'>): Promise<void> {
    await this.client.request('POST /cgi-bin/user/update', { body: user });
  }

  /**
   * Deletes a member (删除成员). Calls `GET /cgi-bin/user/delete`.
   *
   * @throws {WeChatApiError} 60111 for one that does not exist
   * @see https://developer.work.weixin.qq.com/document/path/90198
   */
  async delete(userId: string): Promise<void> {
    await this.client.request('GET /cgi-bin/user/delete', { query: { userid: userId } });
  }

  /**
   * Deletes members (批量删除成员): all of them, or none when one does not exist. Calls `POST /cgi-bin/user/batchdelete`.
   *
   * @param userIds at most 200
   * @throws {RangeError} for nobody, or more
   * @throws {WeChatApiError} 40031 when one does not exist
   * @see https://developer.work.weixin.qq.com/document/path/90199
   */
  async batchDelete(userIds: readonly string[]): Promise<void> {
    checkCount(userIds, 'userIds', MOST_DELETED);
    await this.client.request('POST /cgi-bin/user/batchdelete', { body: { useridlist: [...userIds] } });
  }

  /**
   * The userids of all members with the departments they are in (获取成员ID列表), one after another. Calls
   * `POST /cgi-bin/user/list_id` for every ten thousand; a page that fails throws. Who is in two departments comes twice.
   *
   * @see https://developer.work.weixin.qq.com/document/path/96067
   */
  listIds(): AsyncGenerator<WorkUserPlace, void, undefined> {
    return eachByCursor(async (cursor) => {
      const { dept_user: items, next_cursor: next } = await this.client.request(
        'POST /cgi-bin/user/list_id',
        { body: { limit: PAGE, cursor } },
      );
      return { items, next };
    });
  }

  /**
   * The address of a QR code to join with (获取加入企业二维码); it lives for seven days. Calls
   * `GET /cgi-bin/corp/get_join_qrcode`.
   *
   * @param size 1: 171 × 171 pixels, 2: 399 × 399, 3: 741 × 741, 4: 2052 × 2052
   * @see https://developer.work.weixin.qq.com/document/path/91714
   */
  async getJoinQrCode(size: 1 | 2 | 3 | 4 = 1): Promise<string> {
    const { join_qrcode } = await this.client.request('GET /cgi-bin/corp/get_join_qrcode', {
      query: { size_type: size },
    });
    return join_qrcode;
  }
}
