import { eachByCursor } from '../cursor.paging.js';
import { spanInSeconds, type WorkTimeSpan } from '../time-span.js';
import type { WorkAgentApi, WorkAnswer, WorkBody } from '../work.api.js';

/** A link, as WeCom keeps it. */
export type WorkAcquisitionLink =
  WorkAnswer<'POST /cgi-bin/externalcontact/customer_acquisition/create_link'>['link'];
/** A link, and who is added by it. */
export type WorkAcquisitionLinkDetail = WorkAnswer<'POST /cgi-bin/externalcontact/customer_acquisition/get'>;
/** Somebody who came by a link: `chat_status` 0 has said nothing, 1 has, 2 and more as the page says. */
export type WorkAcquiredCustomer =
  WorkAnswer<'POST /cgi-bin/externalcontact/customer_acquisition/customer'>['customer_list'][number];
/** How many customers may still come. */
export type WorkAcquisitionQuota = WorkAnswer<'GET /cgi-bin/externalcontact/customer_acquisition_quota'>;
/** How many opened a link, and how many came by it. */
export type WorkAcquisitionStatistic =
  WorkAnswer<'POST /cgi-bin/externalcontact/customer_acquisition/statistic'>;

const LINKS_PAGE = 100;
const CUSTOMERS_PAGE = 1000;

/**
 * Links by which customers add members (获客助手). Applications call it that are allowed to in the console (可调用接口的应用), the
 * secret of 客户联系 does not.
 *
 * @see https://developer.work.weixin.qq.com/document/path/97297
 * @publicApi
 */
export class WorkAcquisitionService {
  constructor(private readonly client: WorkAgentApi) {}

  /**
   * Creates a link (创建获客链接). Calls `POST /cgi-bin/externalcontact/customer_acquisition/create_link`.
   *
   * @param link `link_name` at most 30 characters; `range` members and departments, of 500 members in all
   * @returns it, with its `url`; `?customer_channel=` and at most 64 characters behind it come back as `state`
   * @see https://developer.work.weixin.qq.com/document/path/97297
   */
  async create(
    link: WorkBody<'POST /cgi-bin/externalcontact/customer_acquisition/create_link'>,
  ): Promise<WorkAcquisitionLink> {
    const answer = await this.client.request(
      'POST /cgi-bin/externalcontact/customer_acquisition/create_link',
      { body: link },
    );
    return answer.link;
  }

  /**
   * A link, and who is added by it (获取获客链接详情). Calls `POST /cgi-bin/externalcontact/customer_acquisition/get`.
   *
   * @see https://developer.work.weixin.qq.com/document/path/97297
   */
  get(linkId: string): Promise<WorkAcquisitionLinkDetail> {
    return this.client.request('POST /cgi-bin/externalcontact/customer_acquisition/get', {
      body: { link_id: linkId },
    });
  }

  /**
   * The ids of the links the application made (获取获客链接列表), one after another. Calls
   * `POST /cgi-bin/externalcontact/customer_acquisition/list_link` for every hundred; a page that fails throws.
   *
   * @see https://developer.work.weixin.qq.com/document/path/97297
   */
  list(): AsyncGenerator<string, void, undefined> {
    return eachByCursor(async (cursor) => {
      const page = await this.client.request('POST /cgi-bin/externalcontact/customer_acquisition/list_link', {
        body: { limit: LINKS_PAGE, cursor },
      });
      return { items: page.link_id_list, next: page.next_cursor };
    });
  }

  /**
   * Changes what is given of a link (编辑获客链接). Calls
   * `POST /cgi-bin/externalcontact/customer_acquisition/update_link`.
   *
   * @see https://developer.work.weixin.qq.com/document/path/97297
   */
  async update(
    link: WorkBody<'POST /cgi-bin/externalcontact/customer_acquisition/update_link'>,
  ): Promise<void> {
    await this.client.request('POST /cgi-bin/externalcontact/customer_acquisition/update_link', {
      body: link,
    });
  }

  /**
   * Deletes a link: nobody comes by it any more (删除获客链接). Calls
   * `POST /cgi-bin/externalcontact/customer_acquisition/delete_link`.
   *
   * @see https://developer.work.weixin.qq.com/document/path/97297
   */
  async delete(linkId: string): Promise<void> {
    await this.client.request('POST /cgi-bin/externalcontact/customer_acquisition/delete_link', {
      body: { link_id: linkId },
    });
  }

  /**
   * Who came by a link (获取获客客户列表), one after another. Calls
   * `POST /cgi-bin/externalcontact/customer_acquisition/customer` for every thousand; a page that fails throws.
   *
   * @see https://developer.work.weixin.qq.com/document/path/97298
   */
  listCustomers(linkId: string): AsyncGenerator<WorkAcquiredCustomer, void, undefined> {
    return eachByCursor(async (cursor) => {
      const page = await this.client.request('POST /cgi-bin/externalcontact/customer_acquisition/customer', {
        body: { link_id: linkId, limit: CUSTOMERS_PAGE, cursor },
      });
      return { items: page.customer_list, next: page.next_cursor };
    });
  }

  /**
   * How many customers may still come, and until when (查询剩余使用量). Calls
   * `GET /cgi-bin/externalcontact/customer_acquisition_quota`.
   *
   * @see https://developer.work.weixin.qq.com/document/path/97375
   */
  getQuota(): Promise<WorkAcquisitionQuota> {
    return this.client.request('GET /cgi-bin/externalcontact/customer_acquisition_quota');
  }

  /**
   * How many opened a link, and how many came by it (查询链接使用详情). Calls
   * `POST /cgi-bin/externalcontact/customer_acquisition/statistic`.
   *
   * @param span in days of Beijing
   * @throws {RangeError} for a span that ends before it begins
   * @see https://developer.work.weixin.qq.com/document/path/97375
   */
  async getStatistic(linkId: string, span: WorkTimeSpan): Promise<WorkAcquisitionStatistic> {
    const { start, end } = spanInSeconds(span);
    return this.client.request('POST /cgi-bin/externalcontact/customer_acquisition/statistic', {
      body: { link_id: linkId, start_time: start, end_time: end },
    });
  }

  /**
   * The customer of a chat that began by a link, and how many messages they have sent (获取成员多次收消息详情). Calls
   * `POST /cgi-bin/externalcontact/customer_acquisition/get_chat_info`.
   *
   * @param chatKey of the event `customer_acquisition`
   * @see https://developer.work.weixin.qq.com/document/path/100130
   */
  getChatInfo(
    chatKey: string,
  ): Promise<WorkAnswer<'POST /cgi-bin/externalcontact/customer_acquisition/get_chat_info'>> {
    return this.client.request('POST /cgi-bin/externalcontact/customer_acquisition/get_chat_info', {
      body: { chat_key: chatKey },
    });
  }
}
