import { batchesOf } from '../../account/index.js';
import { eachByCursor } from '../cursor.paging.js';
import { checkCount, checkCounts } from '../limits.js';
import { listOf } from '../people.js';
import { spanInSeconds, type WorkTimeSpan } from '../time-span.js';
import type { WorkAgentApi, WorkAnswer, WorkBody } from '../work.api.js';

/** A customer, and the members who look after them. */
export type WorkCustomerDetail = Omit<WorkAnswer<'GET /cgi-bin/externalcontact/get'>, 'next_cursor'>;
/** A customer as one member knows them. */
export type WorkFollowedCustomer =
  WorkAnswer<'POST /cgi-bin/externalcontact/batch/get_by_user'>['external_contact_list'][number];
/** What a member keeps of a customer. */
export type WorkCustomerRemark = Omit<
  WorkBody<'POST /cgi-bin/externalcontact/remark'>,
  'userid' | 'external_userid'
>;
/** Somebody outside the corporation whom a member has served. */
export type WorkServedContact = WorkAnswer<'POST /cgi-bin/externalcontact/contact_list'>['info_list'][number];
/** What a day brought. */
export type WorkBehaviorData =
  WorkAnswer<'POST /cgi-bin/externalcontact/get_user_behavior_data'>['behavior_data'][number];

/** Whose customers are meant. */
export interface WorkFollowers {
  /** Members, at most 100. */
  userIds?: readonly string[] | undefined;
  /** Departments, at most 100. */
  partyIds?: readonly number[] | undefined;
}

const MEMBERS = 100;
const PAGE = 100;
const SERVED_PAGE = 1000;
const DAYS = 30;
const IDS = 1000;

/**
 * Customers, and the members who look after them (客户管理): as far as the members are within the application's reach, and may have
 * customers.
 *
 * @see https://developer.work.weixin.qq.com/document/path/92113
 * @publicApi
 */
export class WorkCustomerService {
  constructor(private readonly client: WorkAgentApi) {}

  /**
   * The members who may have customers (获取配置了客户联系功能的成员列表). Calls
   * `GET /cgi-bin/externalcontact/get_follow_user_list`.
   *
   * @returns their userids
   * @see https://developer.work.weixin.qq.com/document/path/92571
   */
  async listFollowUsers(): Promise<string[]> {
    const { follow_user } = await this.client.request('GET /cgi-bin/externalcontact/get_follow_user_list');
    return follow_user;
  }

  /**
   * The customers of a member (获取客户列表). Calls `GET /cgi-bin/externalcontact/list`.
   *
   * @returns their external_userids
   * @throws {WeChatApiError} 84061 for a member who has no customers
   * @see https://developer.work.weixin.qq.com/document/path/92113
   */
  async list(userId: string): Promise<string[]> {
    const { external_userid } = await this.client.request('GET /cgi-bin/externalcontact/list', {
      query: { userid: userId },
    });
    return external_userid;
  }

  /**
   * A customer, and all members who look after them (获取客户详情). Calls `GET /cgi-bin/externalcontact/get`, for each 500 of the
   * members.
   *
   * @throws {WeChatApiError} 40096 for an id that is none, 84061 for somebody nobody looks after
   * @see https://developer.work.weixin.qq.com/document/path/92114
   */
  async get(externalUserId: string): Promise<WorkCustomerDetail> {
    const fetch = (cursor?: string): Promise<WorkAnswer<'GET /cgi-bin/externalcontact/get'>> =>
      this.client.request('GET /cgi-bin/externalcontact/get', {
        query: { external_userid: externalUserId, cursor },
      });
    const { next_cursor: second, ...customer } = await fetch();
    if (!second) return customer;
    const follow_user = [...customer.follow_user];
    const others = eachByCursor(async (cursor = second) => {
      const page = await fetch(cursor);
      return { items: page.follow_user, next: page.next_cursor };
    });
    for await (const other of others) follow_user.push(other);
    return { ...customer, follow_user };
  }

  /**
   * The customers of members, with what each member keeps of them (批量获取客户详情). Calls
   * `POST /cgi-bin/externalcontact/batch/get_by_user` for every hundred members and every hundred customers; a page that fails
   * throws. A customer of two members comes twice.
   *
   * @throws {WeChatApiError} 60111 for a member there is not
   * @see https://developer.work.weixin.qq.com/document/path/92994
   */
  async *listByUser(userIds: readonly string[]): AsyncGenerator<WorkFollowedCustomer, void, undefined> {
    for (const userid_list of batchesOf(userIds, MEMBERS))
      yield* eachByCursor(async (cursor) => {
        const page = await this.client.request('POST /cgi-bin/externalcontact/batch/get_by_user', {
          body: { userid_list, limit: PAGE, cursor },
        });
        return { items: page.external_contact_list, next: page.next_cursor };
      });
  }

  /**
   * Changes what a member keeps of a customer, as far as it is given (修改客户备注信息). Calls
   * `POST /cgi-bin/externalcontact/remark`.
   *
   * @param remark `remark` and `remark_company` at most 20 characters, `description` 150; `remark_mobiles` replaces all
   * numbers, `['']` takes them away
   * @throws {WeChatApiError} 84061 for somebody the member does not look after
   * @see https://developer.work.weixin.qq.com/document/path/92115
   */
  async remark(userId: string, externalUserId: string, remark: WorkCustomerRemark): Promise<void> {
    await this.client.request('POST /cgi-bin/externalcontact/remark', {
      body: { ...remark, userid: userId, external_userid: externalUserId },
    });
  }

  /**
   * How members dealt with their customers, day by day, all members taken together (获取「联系客户统计」数据). Calls
   * `POST /cgi-bin/externalcontact/get_user_behavior_data`.
   *
   * @param span 30 days at most of the last 180, in days of Beijing; the days of both ends are included
   * @throws {RangeError} for nobody, more members than 100, or a longer span
   * @see https://developer.work.weixin.qq.com/document/path/92132
   */
  async getUserBehaviorData(
    { userIds, partyIds }: WorkFollowers,
    span: WorkTimeSpan,
  ): Promise<WorkBehaviorData[]> {
    checkCounts('nobody', { userIds, partyIds }, { userIds: MEMBERS, partyIds: MEMBERS });
    const { start, end } = spanInSeconds(span, DAYS);
    const [userid, partyid] = [listOf(userIds), listOf(partyIds)];
    const { behavior_data } = await this.client.request(
      'POST /cgi-bin/externalcontact/get_user_behavior_data',
      {
        body: { start_time: start, end_time: end, userid, partyid },
      },
    );
    return behavior_data;
  }

  /**
   * Everybody outside the corporation whom members have served, customers or not (获取已服务的外部联系人), one after another.
   * Calls `POST /cgi-bin/externalcontact/contact_list` for every thousand; a page that fails throws.
   *
   * @see https://developer.work.weixin.qq.com/document/path/99434
   */
  listServed(): AsyncGenerator<WorkServedContact, void, undefined> {
    return eachByCursor(async (cursor) => {
      const page = await this.client.request('POST /cgi-bin/externalcontact/contact_list', {
        body: { limit: SERVED_PAGE, cursor },
      });
      return { items: page.info_list, next: page.next_cursor };
    });
  }

  /**
   * The customer behind a unionid, for providers (unionid转换external_userid); others ask
   * `idConvert.unionidToExternalUserId`. Calls `POST /cgi-bin/externalcontact/unionid_to_external_userid`.
   *
   * @returns the external_userid
   * @throws {WeChatApiError} 84061 for somebody who is no customer
   * @see https://developer.work.weixin.qq.com/document/path/93274
   */
  async unionidToExternalUserId(unionid: string): Promise<string> {
    const { external_userid } = await this.client.request(
      'POST /cgi-bin/externalcontact/unionid_to_external_userid',
      { body: { unionid } },
    );
    return external_userid;
  }

  /**
   * What WeChat Pay knows a customer by (外部联系人openid转换). Calls `POST /cgi-bin/externalcontact/convert_to_openid`.
   *
   * @returns the openid
   * @throws {WeChatApiError} 40096 for an id that is none
   * @see https://developer.work.weixin.qq.com/document/path/92323
   */
  async convertToOpenid(externalUserId: string): Promise<string> {
    const { openid } = await this.client.request('POST /cgi-bin/externalcontact/convert_to_openid', {
      body: { external_userid: externalUserId },
    });
    return openid;
  }

  /**
   * What a provider knows a customer of the corporation by (代开发应用external_userid转换). Calls
   * `POST /cgi-bin/externalcontact/to_service_external_userid`.
   *
   * @returns the external_userid of the provider
   * @see https://developer.work.weixin.qq.com/document/path/95195
   */
  async toServiceExternalUserId(externalUserId: string): Promise<string> {
    const { external_userid } = await this.client.request(
      'POST /cgi-bin/externalcontact/to_service_external_userid',
      { body: { external_userid: externalUserId } },
    );
    return external_userid;
  }

  /**
   * The customer of the corporation behind what a provider knows them by (将代开发应用或第三方应用获取的externaluserid转换成自建应用的externaluserid).
   * Calls `POST /cgi-bin/externalcontact/from_service_external_userid`.
   *
   * @param sourceAgentId AgentId of the provider's application in the corporation
   * @returns the external_userid of the corporation
   * @see https://developer.work.weixin.qq.com/document/path/95884
   */
  async fromServiceExternalUserId(externalUserId: string, sourceAgentId: number): Promise<string> {
    const { external_userid } = await this.client.request(
      'POST /cgi-bin/externalcontact/from_service_external_userid',
      { body: { external_userid: externalUserId, source_agentid: sourceAgentId } },
    );
    return external_userid;
  }

  /**
   * The ids that took the place of older ones, for third-party applications (转换external_userid). Calls
   * `POST /cgi-bin/externalcontact/get_new_external_userid`.
   *
   * @param externalUserIds at most 1000
   * @throws {RangeError} for more
   * @see https://developer.work.weixin.qq.com/document/path/95327
   */
  async getNewExternalUserIds(
    externalUserIds: readonly string[],
  ): Promise<WorkAnswer<'POST /cgi-bin/externalcontact/get_new_external_userid'>['items']> {
    if (externalUserIds.length === 0) return [];
    checkCount(externalUserIds, 'externalUserIds', IDS);
    const { items } = await this.client.request('POST /cgi-bin/externalcontact/get_new_external_userid', {
      body: { external_userid_list: [...externalUserIds] },
    });
    return items;
  }
}
