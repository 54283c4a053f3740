import { eachItem } from '../../common/index.js';
import type { WorkAgentApi, WorkAnswer, WorkBody } from '../work.api.js';

/** Accounts WeCom gives at once. */
const PAGE = 100;

/** An account of customer service, as WeCom lists it. 客服账号 */
export type WorkKfAccount = WorkAnswer<'POST /cgi-bin/kf/account/list'>['account_list'][number];

/**
 * Accounts of customer service (客服账号管理).
 *
 * @see https://developer.work.weixin.qq.com/document/path/94662
 * @publicApi
 */
export class WorkKfAccountService {
  constructor(private readonly client: WorkAgentApi) {}

  /**
   * Creates an account (添加客服账号). Calls `POST /cgi-bin/kf/account/add`.
   *
   * @param name at most 16 characters
   * @param mediaId of its picture, uploaded before as an image
   * @returns its open_kfid
   * @see https://developer.work.weixin.qq.com/document/path/94662
   */
  async add(name: string, mediaId: string): Promise<string> {
    const { open_kfid } = await this.client.request('POST /cgi-bin/kf/account/add', {
      body: { name, media_id: mediaId },
    });
    return open_kfid;
  }

  /**
   * Changes name or picture of an account (修改客服账号). Calls `POST /cgi-bin/kf/account/update`.
   *
   * @throws {WeChatApiError} 95004 for an unknown account
   * @see https://developer.work.weixin.qq.com/document/path/94664
   */
  async update(
    openKfId: string,
    changes: Omit<WorkBody<'POST /cgi-bin/kf/account/update'>, 'open_kfid'>,
  ): Promise<void> {
    await this.client.request('POST /cgi-bin/kf/account/update', {
      body: { ...changes, open_kfid: openKfId },
    });
  }

  /**
   * Deletes an account (删除客服账号). Calls `POST /cgi-bin/kf/account/del`.
   *
   * @throws {WeChatApiError} 95004 for an unknown account
   * @see https://developer.work.weixin.qq.com/document/path/94663
   */
  async delete(openKfId: string): Promise<void> {
    await this.client.request('POST /cgi-bin/kf/account/del', { body: { open_kfid: openKfId } });
  }

  /**
   * All accounts, page after page (获取客服账号列表). Calls `POST /cgi-bin/kf/account/list` for every hundred; a page that fails
   * throws.
   *
   * @see https://developer.work.weixin.qq.com/document/path/94661
   */
  list(): AsyncGenerator<WorkKfAccount, void, undefined> {
    return eachItem(PAGE, async (offset, limit) => {
      const { account_list: items } = await this.client.request('POST /cgi-bin/kf/account/list', {
        body: { offset, limit },
      });
      return { items, total: items.length < limit ? offset + items.length : undefined };
    });
  }

  /**
   * The address by which customers come to an account (获取客服账号链接). Calls `POST /cgi-bin/kf/add_contact_way`.
   *
   * @param scene comes back in `enter_session`, to tell where a customer came from: letters, digits, `_` and `-`, at most 32.
   * What is added to the address as `&scene_param=` comes back too.
   * @see https://developer.work.weixin.qq.com/document/path/94665
   */
  async addContactWay(openKfId: string, scene?: string): Promise<string> {
    const { url } = await this.client.request('POST /cgi-bin/kf/add_contact_way', {
      body: { open_kfid: openKfId, ...(scene === undefined ? {} : { scene }) },
    });
    return url;
  }
}
