import type { WorkAgentApi, WorkAnswer, WorkBody } from '../work.api.js';

/** A way into group chats, as WeCom keeps it. */
export type WorkJoinWay = WorkAnswer<'POST /cgi-bin/externalcontact/groupchat/get_join_way'>['join_way'];

/**
 * QR codes and buttons by which customers join group chats (客户群「加入群聊」管理). They share the number of those by which
 * customers add members.
 *
 * @see https://developer.work.weixin.qq.com/document/path/92229
 * @publicApi
 */
export class WorkJoinWayService {
  constructor(private readonly client: WorkAgentApi) {}

  /**
   * Makes one (配置客户群进群方式). Calls `POST /cgi-bin/externalcontact/groupchat/add_join_way`.
   *
   * @param way `scene` 1 for a mini program, 2 for a QR code; at most 5 chats; `auto_create_room` 1, as without it, opens another
   * when they are full, named by `room_base_name` and a number from `room_base_id` on; `remark` and `state` at most 30 characters
   * @returns its config_id; {@link get} has the address of the QR code
   * @throws {WeChatApiError} 49008 for a chat there is not
   * @see https://developer.work.weixin.qq.com/document/path/92229
   */
  async add(way: WorkBody<'POST /cgi-bin/externalcontact/groupchat/add_join_way'>): Promise<string> {
    const { config_id } = await this.client.request('POST /cgi-bin/externalcontact/groupchat/add_join_way', {
      body: way,
    });
    return config_id;
  }

  /**
   * One of them (获取客户群进群方式配置). Calls `POST /cgi-bin/externalcontact/groupchat/get_join_way`.
   *
   * @throws {WeChatApiError} 41044 for an unknown config_id
   * @see https://developer.work.weixin.qq.com/document/path/92229
   */
  async get(configId: string): Promise<WorkJoinWay> {
    const { join_way } = await this.client.request('POST /cgi-bin/externalcontact/groupchat/get_join_way', {
      body: { config_id: configId },
    });
    return join_way;
  }

  /**
   * Puts another in its place, its QR code staying (更新客户群进群方式配置): what is left out is as if it had never been said. Calls
   * `POST /cgi-bin/externalcontact/groupchat/update_join_way`.
   *
   * @throws {WeChatApiError} 41044 for an unknown config_id
   * @see https://developer.work.weixin.qq.com/document/path/92229
   */
  async update(way: WorkBody<'POST /cgi-bin/externalcontact/groupchat/update_join_way'>): Promise<void> {
    await this.client.request('POST /cgi-bin/externalcontact/groupchat/update_join_way', { body: way });
  }

  /**
   * Deletes one (删除客户群进群方式配置). Calls `POST /cgi-bin/externalcontact/groupchat/del_join_way`.
   *
   * @throws {WeChatApiError} 41044 for an unknown config_id
   * @see https://developer.work.weixin.qq.com/document/path/92229
   */
  async delete(configId: string): Promise<void> {
    await this.client.request('POST /cgi-bin/externalcontact/groupchat/del_join_way', {
      body: { config_id: configId },
    });
  }
}
