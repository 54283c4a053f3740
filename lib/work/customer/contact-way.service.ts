import { eachByCursor } from '../cursor.paging.js';
import { spanInSeconds, type WorkTimeSpan } from '../time-span.js';
import type { WorkAgentApi, WorkAnswer, WorkBody } from '../work.api.js';

/** A way to be added, as WeCom keeps it. */
export type WorkContactWay = WorkAnswer<'POST /cgi-bin/externalcontact/get_contact_way'>['contact_way'];

const PAGE = 1000;

/**
 * QR codes and buttons by which customers add members (客户联系「联系我」管理): 500 000 in a corporation, and none of them in the
 * console. Keep their config_id.
 *
 * @see https://developer.work.weixin.qq.com/document/path/92228
 * @publicApi
 */
export class WorkContactWayService {
  constructor(private readonly client: WorkAgentApi) {}

  /**
   * Makes one (配置客户联系「联系我」方式). Calls `POST /cgi-bin/externalcontact/add_contact_way`.
   *
   * @param way `type` 1 for one member, 2 for several (100 at most); `scene` 1 for a mini program, 2 for a QR code; `remark` and
   * `state` at most 30 characters, `state` comes back with who was added; `is_temp` for a chat that ends
   * @returns its config_id, and the address of the QR code where there is one
   * @throws {WeChatApiError} 60111 for a member there is not, 84074 for one who may have no customers
   * @see https://developer.work.weixin.qq.com/document/path/92228
   */
  async add(
    way: WorkBody<'POST /cgi-bin/externalcontact/add_contact_way'>,
  ): Promise<WorkAnswer<'POST /cgi-bin/externalcontact/add_contact_way'>> {
    return this.client.request('POST /cgi-bin/externalcontact/add_contact_way', { body: way });
  }

  /**
   * One of them (获取企业已配置的「联系我」方式). Calls `POST /cgi-bin/externalcontact/get_contact_way`.
   *
   * @throws {WeChatApiError} 41044 for an unknown config_id
   * @see https://developer.work.weixin.qq.com/document/path/92228
   */
  async get(configId: string): Promise<WorkContactWay> {
    const { contact_way } = await this.client.request('POST /cgi-bin/externalcontact/get_contact_way', {
      body: { config_id: configId },
    });
    return contact_way;
  }

  /**
   * The config_ids of those made since July 2021, without those for chats that end (获取企业已配置的「联系我」列表), one after another.
   * Calls `POST /cgi-bin/externalcontact/list_contact_way` for every thousand; a page that fails throws.
   *
   * @param span when they were made; the last 90 days without it
   * @throws {RangeError} for a span that ends before it begins
   * @see https://developer.work.weixin.qq.com/document/path/92228
   */
  async *list(span?: WorkTimeSpan): AsyncGenerator<string, void, undefined> {
    const { start, end } = span ? spanInSeconds(span) : {};
    const asked = {
      limit: PAGE,
      start_time: start,
      end_time: end,
    };
    yield* eachByCursor(async (cursor) => {
      const page = await this.client.request('POST /cgi-bin/externalcontact/list_contact_way', {
        body: { ...asked, cursor },
      });
      return { items: page.contact_way.map(({ config_id }) => config_id), next: page.next_cursor };
    });
  }

  /**
   * Changes what is given of one (更新企业已配置的「联系我」方式); its members and departments are replaced. Calls
   * `POST /cgi-bin/externalcontact/update_contact_way`.
   *
   * @throws {WeChatApiError} 41044 for an unknown config_id
   * @see https://developer.work.weixin.qq.com/document/path/92228
   */
  async update(way: WorkBody<'POST /cgi-bin/externalcontact/update_contact_way'>): Promise<void> {
    await this.client.request('POST /cgi-bin/externalcontact/update_contact_way', { body: way });
  }

  /**
   * Deletes one: who scans it afterwards adds nobody (删除企业已配置的「联系我」方式). Calls
   * `POST /cgi-bin/externalcontact/del_contact_way`.
   *
   * @throws {WeChatApiError} 41044 for an unknown config_id
   * @see https://developer.work.weixin.qq.com/document/path/92228
   */
  async delete(configId: string): Promise<void> {
    await this.client.request('POST /cgi-bin/externalcontact/del_contact_way', {
      body: { config_id: configId },
    });
  }

  /**
   * Ends a chat before its time, with the words (`conclusions`) of the way it began with (结束临时会话). Calls
   * `POST /cgi-bin/externalcontact/close_temp_chat`.
   *
   * @throws {WeChatApiError} 84061 for somebody the member does not look after
   * @see https://developer.work.weixin.qq.com/document/path/92572
   */
  async closeTempChat(userId: string, externalUserId: string): Promise<void> {
    await this.client.request('POST /cgi-bin/externalcontact/close_temp_chat', {
      body: { userid: userId, external_userid: externalUserId },
    });
  }
}
